from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.capacity import Capacity






T = TypeVar("T", bound="NewStaff")



@_attrs_define
class NewStaff:
    """ A member, by code or id, who acts for the shop: as its keeper, or at its till only.

        Attributes:
            member (str): The member.
            capacity (Capacity): As what a member acts for another: themselves, a shop they keep, or only at a shop's till.
     """

    member: str
    capacity: Capacity





    def to_dict(self) -> dict[str, Any]:
        member = self.member

        capacity = self.capacity.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "capacity": capacity,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        member = d.pop("member")

        capacity = Capacity(d.pop("capacity"))




        new_staff = cls(
            member=member,
            capacity=capacity,
        )

        return new_staff

