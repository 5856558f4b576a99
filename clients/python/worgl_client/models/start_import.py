from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="StartImport")



@_attrs_define
class StartImport:
    """ Whether a single faulty row keeps the whole table out, and whether the number of places may be raised for it.

        Attributes:
            only_whole (bool): Whether nothing is brought in when one row is wrong.
            raise_cap (bool | Unset): Whether the number of places is raised where it is too small. Default: False.
     """

    only_whole: bool
    raise_cap: bool | Unset = False





    def to_dict(self) -> dict[str, Any]:
        only_whole = self.only_whole

        raise_cap = self.raise_cap


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "only_whole": only_whole,
        })
        if raise_cap is not UNSET:
            field_dict["raise_cap"] = raise_cap

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        only_whole = d.pop("only_whole")

        raise_cap = d.pop("raise_cap", UNSET)

        start_import = cls(
            only_whole=only_whole,
            raise_cap=raise_cap,
        )

        return start_import

