from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="DepartureShape")



@_attrs_define
class DepartureShape:
    """ Who has left, and what went to the commons.

        Attributes:
            member (UUID): The member.
            given (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    member: UUID
    given: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        member = str(self.member)

        given = self.given.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "given": given,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        member = UUID(d.pop("member"))




        given = Amount.from_dict(d.pop("given"))




        departure_shape = cls(
            member=member,
            given=given,
        )

        return departure_shape

