from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="LookShape")



@_attrs_define
class LookShape:
    """ How a community is shown: a colour as "#rrggbb", addresses of logo and icon; "" for the usual ones.

        Attributes:
            colour (str): The community's own colour, such as #17634a, empty for the usual one.
            logo (str): The address of the community's logo, empty where it has none.
            icon (str): The address of the community's icon, empty where it has none.
     """

    colour: str
    logo: str
    icon: str





    def to_dict(self) -> dict[str, Any]:
        colour = self.colour

        logo = self.logo

        icon = self.icon


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "colour": colour,
            "logo": logo,
            "icon": icon,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        colour = d.pop("colour")

        logo = d.pop("logo")

        icon = d.pop("icon")

        look_shape = cls(
            colour=colour,
            logo=logo,
            icon=icon,
        )

        return look_shape

