from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="NewAnnouncement")



@_attrs_define
class NewAnnouncement:
    """ What all members are told, and for how many days it stands.

        Attributes:
            title (str): A heading.
            days (int): For how many days.
            body (str | Unset): The text. Default: ''.
     """

    title: str
    days: int
    body: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        title = self.title

        days = self.days

        body = self.body


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "title": title,
            "days": days,
        })
        if body is not UNSET:
            field_dict["body"] = body

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        days = d.pop("days")

        body = d.pop("body", UNSET)

        new_announcement = cls(
            title=title,
            days=days,
            body=body,
        )

        return new_announcement

