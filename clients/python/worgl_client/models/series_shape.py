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





T = TypeVar("T", bound="SeriesShape")



@_attrs_define
class SeriesShape:
    """ Vouchers issued together, of one `amount` each, and how many stand where.

        Attributes:
            id (UUID): The id.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            note (str): What it is for, in the words of who pays or asks.
            issued_at (datetime.datetime): When they were issued.
            expires_at (datetime.datetime): When its time is over.
            count (int): How many there are.
            open_ (int): How many are open.
            redeemed (int): How many were redeemed.
            expired (int): How many were not used in their time.
            cancelled (int): How many were cancelled.
     """

    id: UUID
    amount: Amount
    note: str
    issued_at: datetime.datetime
    expires_at: datetime.datetime
    count: int
    open_: int
    redeemed: int
    expired: int
    cancelled: int





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        id = str(self.id)

        amount = self.amount.to_dict()

        note = self.note

        issued_at = self.issued_at.isoformat()

        expires_at = self.expires_at.isoformat()

        count = self.count

        open_ = self.open_

        redeemed = self.redeemed

        expired = self.expired

        cancelled = self.cancelled


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "amount": amount,
            "note": note,
            "issued_at": issued_at,
            "expires_at": expires_at,
            "count": count,
            "open": open_,
            "redeemed": redeemed,
            "expired": expired,
            "cancelled": cancelled,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        amount = Amount.from_dict(d.pop("amount"))




        note = d.pop("note")

        issued_at = datetime.datetime.fromisoformat(d.pop("issued_at"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        count = d.pop("count")

        open_ = d.pop("open")

        redeemed = d.pop("redeemed")

        expired = d.pop("expired")

        cancelled = d.pop("cancelled")

        series_shape = cls(
            id=id,
            amount=amount,
            note=note,
            issued_at=issued_at,
            expires_at=expires_at,
            count=count,
            open_=open_,
            redeemed=redeemed,
            expired=expired,
            cancelled=cancelled,
        )

        return series_shape

