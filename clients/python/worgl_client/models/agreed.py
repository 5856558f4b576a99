from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="Agreed")



@_attrs_define
class Agreed:
    """ The number of the newest text the caller was shown.

        Attributes:
            number (int): The number of the version, counted over all texts of the community.
     """

    number: int





    def to_dict(self) -> dict[str, Any]:
        number = self.number


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "number": number,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        agreed = cls(
            number=number,
        )

        return agreed

