from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="NewInvitation")



@_attrs_define
class NewInvitation:
    """ For how many people, and for how many days.

        Attributes:
            uses (int): How often it can be used.
            days (int): For how many days.
     """

    uses: int
    days: int





    def to_dict(self) -> dict[str, Any]:
        uses = self.uses

        days = self.days


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "uses": uses,
            "days": days,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        uses = d.pop("uses")

        days = d.pop("days")

        new_invitation = cls(
            uses=uses,
            days=days,
        )

        return new_invitation

