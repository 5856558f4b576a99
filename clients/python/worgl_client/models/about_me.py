from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="AboutMe")



@_attrs_define
class AboutMe:
    """ The caller's name here, and in a few words what they can do or offer.

        Attributes:
            name (str): The name.
            about (str | Unset): What members say of themselves. Default: ''.
     """

    name: str
    about: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        about = self.about


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if about is not UNSET:
            field_dict["about"] = about

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        about = d.pop("about", UNSET)

        about_me = cls(
            name=name,
            about=about,
        )

        return about_me

