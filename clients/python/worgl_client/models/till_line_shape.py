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
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="TillLineShape")



@_attrs_define
class TillLineShape:
    """ A payment that came in, or a refund that went out: `delta` is signed. `is_till` ones came by a code shown.

        Attributes:
            payment (UUID): The id of the payment, null where there is none.
            at (datetime.datetime): When it happened.
            counterparty (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is
                null).
            text (str): The text.
            delta (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            is_till (bool): Whether it belongs to a code that was shown at a till.
     """

    payment: UUID
    at: datetime.datetime
    counterparty: PartyShape
    text: str
    delta: Amount
    is_till: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        payment = str(self.payment)

        at = self.at.isoformat()

        counterparty = self.counterparty.to_dict()

        text = self.text

        delta = self.delta.to_dict()

        is_till = self.is_till


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payment": payment,
            "at": at,
            "counterparty": counterparty,
            "text": text,
            "delta": delta,
            "is_till": is_till,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        payment = UUID(d.pop("payment"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        counterparty = PartyShape.from_dict(d.pop("counterparty"))




        text = d.pop("text")

        delta = Amount.from_dict(d.pop("delta"))




        is_till = d.pop("is_till")

        till_line_shape = cls(
            payment=payment,
            at=at,
            counterparty=counterparty,
            text=text,
            delta=delta,
            is_till=is_till,
        )

        return till_line_shape

