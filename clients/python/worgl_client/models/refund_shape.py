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





T = TypeVar("T", bound="RefundShape")



@_attrs_define
class RefundShape:
    """ One refund of a payment.

        Attributes:
            id (UUID): The id.
            at (datetime.datetime): When it happened.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            reason (str): Why.
     """

    id: UUID
    at: datetime.datetime
    amount: Amount
    reason: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        id = str(self.id)

        at = self.at.isoformat()

        amount = self.amount.to_dict()

        reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "at": at,
            "amount": amount,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        amount = Amount.from_dict(d.pop("amount"))




        reason = d.pop("reason")

        refund_shape = cls(
            id=id,
            at=at,
            amount=amount,
            reason=reason,
        )

        return refund_shape

