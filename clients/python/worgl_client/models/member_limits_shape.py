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





T = TypeVar("T", bound="MemberLimitsShape")



@_attrs_define
class MemberLimitsShape:
    """ Limits in force for one member; `given` tells whether their credit was set by hand.

        Attributes:
            member (UUID): The member.
            credit (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            ceiling (Amount | None): The most the account may hold, null for no end.
            given (bool): Whether the limits were given to this member by name.
     """

    member: UUID
    credit: Amount
    ceiling: Amount | None
    given: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        member = str(self.member)

        credit = self.credit.to_dict()

        ceiling: dict[str, Any] | None
        if isinstance(self.ceiling, Amount):
            ceiling = self.ceiling.to_dict()
        else:
            ceiling = self.ceiling

        given = self.given


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "credit": credit,
            "ceiling": ceiling,
            "given": given,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        member = UUID(d.pop("member"))




        credit = Amount.from_dict(d.pop("credit"))




        def _parse_ceiling(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ceiling_type_0 = Amount.from_dict(data)



                return ceiling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        ceiling = _parse_ceiling(d.pop("ceiling"))


        given = d.pop("given")

        member_limits_shape = cls(
            member=member,
            credit=credit,
            ceiling=ceiling,
            given=given,
        )

        return member_limits_shape

