from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="AmountIn")



@_attrs_define
class AmountIn:
    """ An amount to be moved; its unit must be the community's, so that no program pays in another than it means.

        Attributes:
            minor (int): The amount in whole minor units, such as cents.
            unit (str): The unit of the amount, which is the community's.
     """

    minor: int
    unit: str





    def to_dict(self) -> dict[str, Any]:
        minor = self.minor

        unit = self.unit


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "minor": minor,
            "unit": unit,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        minor = d.pop("minor")

        unit = d.pop("unit")

        amount_in = cls(
            minor=minor,
            unit=unit,
        )

        return amount_in

