from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.theme import Theme






T = TypeVar("T", bound="Preferences")



@_attrs_define
class Preferences:
    """ Language ("" for the browser's) and colours ("" for the device's).

        Attributes:
            language (str): The language of pages and letters, as a code of two letters.
            theme (Theme): The colours a person has chosen; SYSTEM follows their device.
     """

    language: str
    theme: Theme





    def to_dict(self) -> dict[str, Any]:
        language = self.language

        theme = self.theme.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "language": language,
            "theme": theme,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        language = d.pop("language")

        theme = Theme(d.pop("theme"))




        preferences = cls(
            language=language,
            theme=theme,
        )

        return preferences

