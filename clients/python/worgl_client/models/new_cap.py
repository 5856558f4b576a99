from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="NewCap")



@_attrs_define
class NewCap:
    """ How many members there can be.

        Attributes:
            cap (int): How many members there may be, 0 for no end.
            reason (str | Unset): Why. Default: ''.
     """

    cap: int
    reason: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        cap = self.cap

        reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "cap": cap,
        })
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cap = d.pop("cap")

        reason = d.pop("reason", UNSET)

        new_cap = cls(
            cap=cap,
            reason=reason,
        )

        return new_cap

