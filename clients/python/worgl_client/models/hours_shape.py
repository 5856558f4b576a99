from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="HoursShape")



@_attrs_define
class HoursShape:
    """ The full hour at which digests come, by the clocks of `zone`; weekly ones on Mondays.

        Attributes:
            zone (str): The time zone, such as Europe/Vienna.
            hour (int): At which hour letters that gather news go out.
     """

    zone: str
    hour: int





    def to_dict(self) -> dict[str, Any]:
        zone = self.zone

        hour = self.hour


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "zone": zone,
            "hour": hour,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        zone = d.pop("zone")

        hour = d.pop("hour")

        hours_shape = cls(
            zone=zone,
            hour=hour,
        )

        return hours_shape

