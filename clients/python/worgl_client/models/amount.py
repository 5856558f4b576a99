from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="Amount")



@_attrs_define
class Amount:
    """ Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.

        Attributes:
            minor (int): The amount in whole minor units, such as cents.
            unit (str): The unit of the amount, which is the community's.
            exponent (int): How many decimals the unit has.
     """

    minor: int
    unit: str
    exponent: int





    def to_dict(self) -> dict[str, Any]:
        minor = self.minor

        unit = self.unit

        exponent = self.exponent


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "minor": minor,
            "unit": unit,
            "exponent": exponent,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        minor = d.pop("minor")

        unit = d.pop("unit")

        exponent = d.pop("exponent")

        amount = cls(
            minor=minor,
            unit=unit,
            exponent=exponent,
        )

        return amount

