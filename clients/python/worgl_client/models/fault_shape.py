from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="FaultShape")



@_attrs_define
class FaultShape:
    """ Why a row cannot be a member; `line` counts the lines of the table, the names of its columns being line 1.

        Attributes:
            line (int): The number of the line, from 1.
            name (str): The name.
            reason (str): Why.
     """

    line: int
    name: str
    reason: str





    def to_dict(self) -> dict[str, Any]:
        line = self.line

        name = self.name

        reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "line": line,
            "name": name,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        name = d.pop("name")

        reason = d.pop("reason")

        fault_shape = cls(
            line=line,
            name=name,
            reason=reason,
        )

        return fault_shape

