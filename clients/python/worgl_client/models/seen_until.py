from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="SeenUntil")



@_attrs_define
class SeenUntil:
    """ The newest notice the person has seen; what was told later stays unread.

        Attributes:
            until (UUID): The id of the last one that was read.
     """

    until: UUID





    def to_dict(self) -> dict[str, Any]:
        until = str(self.until)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "until": until,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        until = UUID(d.pop("until"))




        seen_until = cls(
            until=until,
        )

        return seen_until

