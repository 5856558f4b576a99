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





T = TypeVar("T", bound="HealthDayShape")



@_attrs_define
class HealthDayShape:
    """ A day of the community's zone: its sums, and how things stood at its end.

    `members` are those who ever held or owed a coin and have not left; `active` of them paid or were paid in the
    last 30 days. `turns_tenths` is how often a year the money changes hands at the pace of the last 30 days, in
    tenths. `gini_ppm` is 0 where all hold the same and 1,000,000 where one holds everything; `idle_ppm` is the part
    of the members' money with people who paid nobody for 30 days. Both are null while nobody holds anything.

        Attributes:
            day (datetime.date): The calendar day, in the community's zone.
            supply (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            minted (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            retired (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            faded (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            volume (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            payments (int): How many payments there were.
            turns_tenths (int): How often the money turned over in a year, in tenths.
            members (int): How many members there are.
            active (int): How many members moved something in the last 30 days.
            gini_ppm (int | None): How unequally balances are spread, in parts per million; null while there is too little
                to say.
            idle_ppm (int | None): How much of the money has not moved for 90 days, in parts per million; null while there
                is too little to say.
            commons (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            commons_in (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            commons_out (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
     """

    day: datetime.date
    supply: Amount
    minted: Amount
    retired: Amount
    faded: Amount
    volume: Amount
    payments: int
    turns_tenths: int
    members: int
    active: int
    gini_ppm: int | None
    idle_ppm: int | None
    commons: Amount
    commons_in: Amount
    commons_out: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        day = self.day.isoformat()

        supply = self.supply.to_dict()

        minted = self.minted.to_dict()

        retired = self.retired.to_dict()

        faded = self.faded.to_dict()

        volume = self.volume.to_dict()

        payments = self.payments

        turns_tenths = self.turns_tenths

        members = self.members

        active = self.active

        gini_ppm: int | None
        gini_ppm = self.gini_ppm

        idle_ppm: int | None
        idle_ppm = self.idle_ppm

        commons = self.commons.to_dict()

        commons_in = self.commons_in.to_dict()

        commons_out = self.commons_out.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "day": day,
            "supply": supply,
            "minted": minted,
            "retired": retired,
            "faded": faded,
            "volume": volume,
            "payments": payments,
            "turns_tenths": turns_tenths,
            "members": members,
            "active": active,
            "gini_ppm": gini_ppm,
            "idle_ppm": idle_ppm,
            "commons": commons,
            "commons_in": commons_in,
            "commons_out": commons_out,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))




        supply = Amount.from_dict(d.pop("supply"))




        minted = Amount.from_dict(d.pop("minted"))




        retired = Amount.from_dict(d.pop("retired"))




        faded = Amount.from_dict(d.pop("faded"))




        volume = Amount.from_dict(d.pop("volume"))




        payments = d.pop("payments")

        turns_tenths = d.pop("turns_tenths")

        members = d.pop("members")

        active = d.pop("active")

        def _parse_gini_ppm(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        gini_ppm = _parse_gini_ppm(d.pop("gini_ppm"))


        def _parse_idle_ppm(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        idle_ppm = _parse_idle_ppm(d.pop("idle_ppm"))


        commons = Amount.from_dict(d.pop("commons"))




        commons_in = Amount.from_dict(d.pop("commons_in"))




        commons_out = Amount.from_dict(d.pop("commons_out"))




        health_day_shape = cls(
            day=day,
            supply=supply,
            minted=minted,
            retired=retired,
            faded=faded,
            volume=volume,
            payments=payments,
            turns_tenths=turns_tenths,
            members=members,
            active=active,
            gini_ppm=gini_ppm,
            idle_ppm=idle_ppm,
            commons=commons,
            commons_in=commons_in,
            commons_out=commons_out,
        )

        return health_day_shape

