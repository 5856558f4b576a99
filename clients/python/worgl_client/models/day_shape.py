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





T = TypeVar("T", bound="DayShape")



@_attrs_define
class DayShape:
    """ A community's money on one day of its zone.

        Attributes:
            day (datetime.date): The calendar day, in the community's zone.
            volume (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            payments (int): How many payments there were.
            minted (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            retired (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            faded (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            supply (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    day: datetime.date
    volume: Amount
    payments: int
    minted: Amount
    retired: Amount
    faded: Amount
    supply: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        day = self.day.isoformat()

        volume = self.volume.to_dict()

        payments = self.payments

        minted = self.minted.to_dict()

        retired = self.retired.to_dict()

        faded = self.faded.to_dict()

        supply = self.supply.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "day": day,
            "volume": volume,
            "payments": payments,
            "minted": minted,
            "retired": retired,
            "faded": faded,
            "supply": supply,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))




        volume = Amount.from_dict(d.pop("volume"))




        payments = d.pop("payments")

        minted = Amount.from_dict(d.pop("minted"))




        retired = Amount.from_dict(d.pop("retired"))




        faded = Amount.from_dict(d.pop("faded"))




        supply = Amount.from_dict(d.pop("supply"))




        day_shape = cls(
            day=day,
            volume=volume,
            payments=payments,
            minted=minted,
            retired=retired,
            faded=faded,
            supply=supply,
        )

        return day_shape

