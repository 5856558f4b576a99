from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn





T = TypeVar("T", bound="NewVouchers")



@_attrs_define
class NewVouchers:
    """ How many of which value, good until the end of a day of the community's zone.

        Attributes:
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            count (int): How many there are.
            last_day (datetime.date): The last day on which they can be redeemed, in the community's zone.
            note (str | Unset): What it is for, in the words of who pays or asks. Default: ''.
     """

    amount: AmountIn
    count: int
    last_day: datetime.date
    note: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        amount = self.amount.to_dict()

        count = self.count

        last_day = self.last_day.isoformat()

        note = self.note


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "amount": amount,
            "count": count,
            "last_day": last_day,
        })
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        amount = AmountIn.from_dict(d.pop("amount"))




        count = d.pop("count")

        last_day = datetime.date.fromisoformat(d.pop("last_day"))




        note = d.pop("note", UNSET)

        new_vouchers = cls(
            amount=amount,
            count=count,
            last_day=last_day,
            note=note,
        )

        return new_vouchers

