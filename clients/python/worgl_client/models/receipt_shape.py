from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.payment_kind import PaymentKind
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.party_shape import PartyShape
  from ..models.refund_shape import RefundShape





T = TypeVar("T", bound="ReceiptShape")



@_attrs_define
class ReceiptShape:
    """ Both sides of one payment; `refundable` is what the caller could still give back, until `refundable_until`.

        Attributes:
            id (UUID): The id.
            kind (PaymentKind): Whether coins go for something or come back.
            at (datetime.datetime): When it happened.
            payer (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            payee (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            note (str): What it is for, in the words of who pays or asks.
            refund_of (None | UUID): The payment that goes back by this one, null for a payment.
            refunds (list[RefundShape]): What has gone back, one by one.
            refunded (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            refundable (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            refundable_until (datetime.datetime | None): Until when it could be given back, null where it cannot.
     """

    id: UUID
    kind: PaymentKind
    at: datetime.datetime
    payer: PartyShape
    payee: PartyShape
    amount: Amount
    note: str
    refund_of: None | UUID
    refunds: list[RefundShape]
    refunded: Amount
    refundable: Amount
    refundable_until: datetime.datetime | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.refund_shape import RefundShape # noqa: PLC0415
        id = str(self.id)

        kind = self.kind.value

        at = self.at.isoformat()

        payer = self.payer.to_dict()

        payee = self.payee.to_dict()

        amount = self.amount.to_dict()

        note = self.note

        refund_of: None | str
        if isinstance(self.refund_of, UUID):
            refund_of = str(self.refund_of)
        else:
            refund_of = self.refund_of

        refunds = []
        for refunds_item_data in self.refunds:
            refunds_item = refunds_item_data.to_dict()
            refunds.append(refunds_item)



        refunded = self.refunded.to_dict()

        refundable = self.refundable.to_dict()

        refundable_until: None | str
        if isinstance(self.refundable_until, datetime.datetime):
            refundable_until = self.refundable_until.isoformat()
        else:
            refundable_until = self.refundable_until


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "kind": kind,
            "at": at,
            "payer": payer,
            "payee": payee,
            "amount": amount,
            "note": note,
            "refund_of": refund_of,
            "refunds": refunds,
            "refunded": refunded,
            "refundable": refundable,
            "refundable_until": refundable_until,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        from ..models.refund_shape import RefundShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        kind = PaymentKind(d.pop("kind"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        payer = PartyShape.from_dict(d.pop("payer"))




        payee = PartyShape.from_dict(d.pop("payee"))




        amount = Amount.from_dict(d.pop("amount"))




        note = d.pop("note")

        def _parse_refund_of(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refund_of_type_0 = UUID(data)



                return refund_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        refund_of = _parse_refund_of(d.pop("refund_of"))


        refunds = []
        _refunds = d.pop("refunds")
        for refunds_item_data in (_refunds):
            refunds_item = RefundShape.from_dict(refunds_item_data)



            refunds.append(refunds_item)


        refunded = Amount.from_dict(d.pop("refunded"))




        refundable = Amount.from_dict(d.pop("refundable"))




        def _parse_refundable_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                refundable_until_type_0 = datetime.datetime.fromisoformat(data)



                return refundable_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        refundable_until = _parse_refundable_until(d.pop("refundable_until"))


        receipt_shape = cls(
            id=id,
            kind=kind,
            at=at,
            payer=payer,
            payee=payee,
            amount=amount,
            note=note,
            refund_of=refund_of,
            refunds=refunds,
            refunded=refunded,
            refundable=refundable,
            refundable_until=refundable_until,
        )

        return receipt_shape

