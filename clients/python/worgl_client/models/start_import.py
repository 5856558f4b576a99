from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="StartImport")



@_attrs_define
class StartImport:
    """ Whether a single faulty row keeps the whole table out.

        Attributes:
            only_whole (bool): Whether nothing is brought in when one row is wrong.
     """

    only_whole: bool





    def to_dict(self) -> dict[str, Any]:
        only_whole = self.only_whole


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "only_whole": only_whole,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        only_whole = d.pop("only_whole")

        start_import = cls(
            only_whole=only_whole,
        )

        return start_import

