from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.list_mode import ListMode






T = TypeVar("T", bound="Start")



@_attrs_define
class Start:
    """ What is paid when a row cannot be: `all` pays all rows or none, `good` those that can be paid.

        Attributes:
            mode (ListMode): What is paid when a row cannot be: nothing at all, or the rows that can.
     """

    mode: ListMode





    def to_dict(self) -> dict[str, Any]:
        mode = self.mode.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "mode": mode,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        mode = ListMode(d.pop("mode"))




        start = cls(
            mode=mode,
        )

        return start

