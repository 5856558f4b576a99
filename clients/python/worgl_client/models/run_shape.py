from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.run_state import RunState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="RunShape")



@_attrs_define
class RunShape:
    """ What became of one date; `place` counts from 0, `refusal` is the code of the last one.

        Attributes:
            place (int): Which time it is, from 1.
            due (datetime.date): The day for which it is due, in the community's zone.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            state (RunState): What became of one date of an order.
            attempts (int): How often it was tried so far.
            refusal (str): Why the date was not paid, as a stable name; empty where it was.
            try_at (datetime.datetime | None): When it is tried again, null for never.
            tried_at (datetime.datetime | None): When it was last tried, null for never.
            payment (None | UUID): The id of the payment, null where there is none.
     """

    place: int
    due: datetime.date
    amount: Amount
    state: RunState
    attempts: int
    refusal: str
    try_at: datetime.datetime | None
    tried_at: datetime.datetime | None
    payment: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        place = self.place

        due = self.due.isoformat()

        amount = self.amount.to_dict()

        state = self.state.value

        attempts = self.attempts

        refusal = self.refusal

        try_at: None | str
        if isinstance(self.try_at, datetime.datetime):
            try_at = self.try_at.isoformat()
        else:
            try_at = self.try_at

        tried_at: None | str
        if isinstance(self.tried_at, datetime.datetime):
            tried_at = self.tried_at.isoformat()
        else:
            tried_at = self.tried_at

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "place": place,
            "due": due,
            "amount": amount,
            "state": state,
            "attempts": attempts,
            "refusal": refusal,
            "try_at": try_at,
            "tried_at": tried_at,
            "payment": payment,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        place = d.pop("place")

        due = datetime.date.fromisoformat(d.pop("due"))




        amount = Amount.from_dict(d.pop("amount"))




        state = RunState(d.pop("state"))




        attempts = d.pop("attempts")

        refusal = d.pop("refusal")

        def _parse_try_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                try_at_type_0 = datetime.datetime.fromisoformat(data)



                return try_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        try_at = _parse_try_at(d.pop("try_at"))


        def _parse_tried_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tried_at_type_0 = datetime.datetime.fromisoformat(data)



                return tried_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        tried_at = _parse_tried_at(d.pop("tried_at"))


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


        run_shape = cls(
            place=place,
            due=due,
            amount=amount,
            state=state,
            attempts=attempts,
            refusal=refusal,
            try_at=try_at,
            tried_at=tried_at,
            payment=payment,
        )

        return run_shape

