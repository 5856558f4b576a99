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





T = TypeVar("T", bound="EntryShape")



@_attrs_define
class EntryShape:
    """ One entry of an account; `payment` is set when there is a receipt to read, `delta` is signed.

        Attributes:
            transfer (UUID): The id in the books.
            at (datetime.datetime): When it happened.
            kind (str): Which kind it is.
            counterparty (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is
                null).
            text (str): The text.
            delta (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            balance_after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            payment (None | UUID): The id of the payment, null where there is none.
     """

    transfer: UUID
    at: datetime.datetime
    kind: str
    counterparty: PartyShape
    text: str
    delta: Amount
    balance_after: Amount
    payment: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        transfer = str(self.transfer)

        at = self.at.isoformat()

        kind = self.kind

        counterparty = self.counterparty.to_dict()

        text = self.text

        delta = self.delta.to_dict()

        balance_after = self.balance_after.to_dict()

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "transfer": transfer,
            "at": at,
            "kind": kind,
            "counterparty": counterparty,
            "text": text,
            "delta": delta,
            "balance_after": balance_after,
            "payment": payment,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        transfer = UUID(d.pop("transfer"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        kind = d.pop("kind")

        counterparty = PartyShape.from_dict(d.pop("counterparty"))




        text = d.pop("text")

        delta = Amount.from_dict(d.pop("delta"))




        balance_after = Amount.from_dict(d.pop("balance_after"))




        def _parse_payment(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payment_type_0 = UUID(data)



                return payment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        payment = _parse_payment(d.pop("payment"))


        entry_shape = cls(
            transfer=transfer,
            at=at,
            kind=kind,
            counterparty=counterparty,
            text=text,
            delta=delta,
            balance_after=balance_after,
            payment=payment,
        )

        return entry_shape

