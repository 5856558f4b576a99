from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.row_state import RowState
from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="ListRowShape")



@_attrs_define
class ListRowShape:
    """ One row; `line` counts the lines of the table from 1, `text` is the row as it stood.

    Of a wrong or refused one `code` is stable and `reason` a sentence; `payee` and `amount` are null where the row
    does not say them.

        Attributes:
            line (int): The number of the line, from 1.
            text (str): The text.
            payee (None | PartyShape): Who is paid.
            amount (Amount | None): The amount.
            note (str): What it is for, in the words of who pays or asks.
            state (RowState): What a row of a list is: readable or wrong, then paid or refused.
            code (str): Why the row cannot be paid, as a stable name; empty where it can.
            reason (str): Why.
            payment (None | UUID): The id of the payment, null where there is none.
     """

    line: int
    text: str
    payee: None | PartyShape
    amount: Amount | None
    note: str
    state: RowState
    code: str
    reason: str
    payment: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        line = self.line

        text = self.text

        payee: dict[str, Any] | None
        if isinstance(self.payee, PartyShape):
            payee = self.payee.to_dict()
        else:
            payee = self.payee

        amount: dict[str, Any] | None
        if isinstance(self.amount, Amount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        note = self.note

        state = self.state.value

        code = self.code

        reason = self.reason

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "line": line,
            "text": text,
            "payee": payee,
            "amount": amount,
            "note": note,
            "state": state,
            "code": code,
            "reason": reason,
            "payment": payment,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        line = d.pop("line")

        text = d.pop("text")

        def _parse_payee(data: object) -> None | PartyShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payee_type_0 = PartyShape.from_dict(data)



                return payee_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyShape, data)

        payee = _parse_payee(d.pop("payee"))


        def _parse_amount(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Amount.from_dict(data)



                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        amount = _parse_amount(d.pop("amount"))


        note = d.pop("note")

        state = RowState(d.pop("state"))




        code = d.pop("code")

        reason = d.pop("reason")

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


        list_row_shape = cls(
            line=line,
            text=text,
            payee=payee,
            amount=amount,
            note=note,
            state=state,
            code=code,
            reason=reason,
            payment=payment,
        )

        return list_row_shape

