from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.capacity import Capacity
from typing import cast

if TYPE_CHECKING:
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="ActingShape")



@_attrs_define
class ActingShape:
    """ For whom the caller may act: themselves, a shop they keep, or at its till only.

        Attributes:
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            capacity (Capacity): As what a member acts for another: themselves, a shop they keep, or only at a shop's till.
     """

    member: MemberShape
    capacity: Capacity





    def to_dict(self) -> dict[str, Any]:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        member = self.member.to_dict()

        capacity = self.capacity.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "capacity": capacity,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        member = MemberShape.from_dict(d.pop("member"))




        capacity = Capacity(d.pop("capacity"))




        acting_shape = cls(
            member=member,
            capacity=capacity,
        )

        return acting_shape

