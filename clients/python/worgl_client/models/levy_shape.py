from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.levy_shape_shares import LevyShapeShares





T = TypeVar("T", bound="LevyShape")



@_attrs_define
class LevyShape:
    """ A levy that was taken and where it went.

        Attributes:
            id (UUID): The id.
            date (datetime.date): The day of the levy, in the community's zone.
            rate_ppm (int): The rate, in parts per million.
            exempt (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            wallets (int): How many accounts it reached.
            base (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            taken (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            owing (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            shares (LevyShapeShares): To what the money goes, by name in parts per million.
            is_shared (bool): Whether what was taken is shared out.
            at (datetime.datetime): When it happened.
     """

    id: UUID
    date: datetime.date
    rate_ppm: int
    exempt: Amount
    wallets: int
    base: Amount
    taken: Amount
    owing: Amount
    shares: LevyShapeShares
    is_shared: bool
    at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_shape_shares import LevyShapeShares # noqa: PLC0415
        id = str(self.id)

        date = self.date.isoformat()

        rate_ppm = self.rate_ppm

        exempt = self.exempt.to_dict()

        wallets = self.wallets

        base = self.base.to_dict()

        taken = self.taken.to_dict()

        owing = self.owing.to_dict()

        shares = self.shares.to_dict()

        is_shared = self.is_shared

        at = self.at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "date": date,
            "rate_ppm": rate_ppm,
            "exempt": exempt,
            "wallets": wallets,
            "base": base,
            "taken": taken,
            "owing": owing,
            "shares": shares,
            "is_shared": is_shared,
            "at": at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_shape_shares import LevyShapeShares # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        date = datetime.date.fromisoformat(d.pop("date"))




        rate_ppm = d.pop("rate_ppm")

        exempt = Amount.from_dict(d.pop("exempt"))




        wallets = d.pop("wallets")

        base = Amount.from_dict(d.pop("base"))




        taken = Amount.from_dict(d.pop("taken"))




        owing = Amount.from_dict(d.pop("owing"))




        shares = LevyShapeShares.from_dict(d.pop("shares"))




        is_shared = d.pop("is_shared")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        levy_shape = cls(
            id=id,
            date=date,
            rate_ppm=rate_ppm,
            exempt=exempt,
            wallets=wallets,
            base=base,
            taken=taken,
            owing=owing,
            shares=shares,
            is_shared=is_shared,
            at=at,
        )

        return levy_shape

