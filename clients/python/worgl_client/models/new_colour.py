from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="NewColour")



@_attrs_define
class NewColour:
    """ A colour as "#rrggbb"; "" is the usual one.

        Attributes:
            colour (str): The community's own colour, such as #17634a, empty for the usual one.
     """

    colour: str





    def to_dict(self) -> dict[str, Any]:
        colour = self.colour


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "colour": colour,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        colour = d.pop("colour")

        new_colour = cls(
            colour=colour,
        )

        return new_colour

