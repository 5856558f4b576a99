from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="FadingShape")



@_attrs_define
class FadingShape:
    """ What a balance loses at the next levy if nothing is spent before; `days` from today.

        Attributes:
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            on (datetime.date): The day, in the community's zone.
            days (int): For how many days.
            rate_ppm (int): The rate, in parts per million.
     """

    amount: Amount
    on: datetime.date
    days: int
    rate_ppm: int





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        amount = self.amount.to_dict()

        on = self.on.isoformat()

        days = self.days

        rate_ppm = self.rate_ppm


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "amount": amount,
            "on": on,
            "days": days,
            "rate_ppm": rate_ppm,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))




        on = datetime.date.fromisoformat(d.pop("on"))




        days = d.pop("days")

        rate_ppm = d.pop("rate_ppm")

        fading_shape = cls(
            amount=amount,
            on=on,
            days=days,
            rate_ppm=rate_ppm,
        )

        return fading_shape

