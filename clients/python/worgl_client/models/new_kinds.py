from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="NewKinds")



@_attrs_define
class NewKinds:
    """ What an endpoint is told from now on.

        Attributes:
            kinds (list[str]): What it is told, as names of facts.
     """

    kinds: list[str]





    def to_dict(self) -> dict[str, Any]:
        kinds = self.kinds




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kinds": kinds,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kinds = cast(list[str], d.pop("kinds"))


        new_kinds = cls(
            kinds=kinds,
        )

        return new_kinds

