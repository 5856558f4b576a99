from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.capacity import Capacity
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="StaffShape")



@_attrs_define
class StaffShape:
    """ Who acts for a shop, as what, since when.

        Attributes:
            id (UUID): The id.
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            capacity (Capacity): As what a member acts for another: themselves, a shop they keep, or only at a shop's till.
            since (datetime.datetime): Since when.
     """

    id: UUID
    member: MemberShape
    capacity: Capacity
    since: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        id = str(self.id)

        member = self.member.to_dict()

        capacity = self.capacity.value

        since = self.since.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "member": member,
            "capacity": capacity,
            "since": since,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        member = MemberShape.from_dict(d.pop("member"))




        capacity = Capacity(d.pop("capacity"))




        since = datetime.datetime.fromisoformat(d.pop("since"))




        staff_shape = cls(
            id=id,
            member=member,
            capacity=capacity,
            since=since,
        )

        return staff_shape

