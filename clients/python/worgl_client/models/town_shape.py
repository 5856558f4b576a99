from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.town_shape_shares import TownShapeShares





T = TypeVar("T", bound="TownShape")



@_attrs_define
class TownShape:
    """ The state of a community's money; ratios are parts per million, null without money.

        Attributes:
            supply (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            members_hold (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            commons (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            operator (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            minted (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            retired (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            faded (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            faded_30d (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            shares (TownShapeShares): To what the money goes, by name in parts per million.
            members (int): How many members there are.
            volume_30d (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            payments_30d (int): How many payments there were in the last 30 days.
            velocity (None | str): How often the money turns over in a year, null while there is too little to say.
            gini_ppm (int | None): How unequally balances are spread, in parts per million; null while there is too little
                to say.
            idle_ppm (int | None): How much of the money has not moved for 90 days, in parts per million; null while there
                is too little to say.
     """

    supply: Amount
    members_hold: Amount
    commons: Amount
    operator: Amount
    minted: Amount
    retired: Amount
    faded: Amount
    faded_30d: Amount
    shares: TownShapeShares
    members: int
    volume_30d: Amount
    payments_30d: int
    velocity: None | str
    gini_ppm: int | None
    idle_ppm: int | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.town_shape_shares import TownShapeShares # noqa: PLC0415
        supply = self.supply.to_dict()

        members_hold = self.members_hold.to_dict()

        commons = self.commons.to_dict()

        operator = self.operator.to_dict()

        minted = self.minted.to_dict()

        retired = self.retired.to_dict()

        faded = self.faded.to_dict()

        faded_30d = self.faded_30d.to_dict()

        shares = self.shares.to_dict()

        members = self.members

        volume_30d = self.volume_30d.to_dict()

        payments_30d = self.payments_30d

        velocity: None | str
        velocity = self.velocity

        gini_ppm: int | None
        gini_ppm = self.gini_ppm

        idle_ppm: int | None
        idle_ppm = self.idle_ppm


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "supply": supply,
            "members_hold": members_hold,
            "commons": commons,
            "operator": operator,
            "minted": minted,
            "retired": retired,
            "faded": faded,
            "faded_30d": faded_30d,
            "shares": shares,
            "members": members,
            "volume_30d": volume_30d,
            "payments_30d": payments_30d,
            "velocity": velocity,
            "gini_ppm": gini_ppm,
            "idle_ppm": idle_ppm,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.town_shape_shares import TownShapeShares # noqa: PLC0415
        d = dict(src_dict)
        supply = Amount.from_dict(d.pop("supply"))




        members_hold = Amount.from_dict(d.pop("members_hold"))




        commons = Amount.from_dict(d.pop("commons"))




        operator = Amount.from_dict(d.pop("operator"))




        minted = Amount.from_dict(d.pop("minted"))




        retired = Amount.from_dict(d.pop("retired"))




        faded = Amount.from_dict(d.pop("faded"))




        faded_30d = Amount.from_dict(d.pop("faded_30d"))




        shares = TownShapeShares.from_dict(d.pop("shares"))




        members = d.pop("members")

        volume_30d = Amount.from_dict(d.pop("volume_30d"))




        payments_30d = d.pop("payments_30d")

        def _parse_velocity(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        velocity = _parse_velocity(d.pop("velocity"))


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


        town_shape = cls(
            supply=supply,
            members_hold=members_hold,
            commons=commons,
            operator=operator,
            minted=minted,
            retired=retired,
            faded=faded,
            faded_30d=faded_30d,
            shares=shares,
            members=members,
            volume_30d=volume_30d,
            payments_30d=payments_30d,
            velocity=velocity,
            gini_ppm=gini_ppm,
            idle_ppm=idle_ppm,
        )

        return town_shape

