from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.catch_up import CatchUp
from ..models.order_state import OrderState
from ..models.rhythm import Rhythm
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.coming_shape import ComingShape
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="StandingOrderShape")



@_attrs_define
class StandingOrderShape:
    """ An order; `amount` is paid each time, or with `is_split` all in all. `ahead` are the next dates.

    `paid` dates came to `paid_amount`; `not_paid` were left out or refused for good, `trying` are tried again.

        Attributes:
            id (UUID): The id.
            payee (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            note (str): What it is for, in the words of who pays or asks.
            rhythm (Rhythm): How often an order pays.
            first (datetime.date): The first day it pays, in the community's zone.
            until (datetime.date | None): Until when.
            times (int | None): How often it pays, null for without end.
            is_split (bool): Whether the amount is split over the times, instead of paid each time.
            catch_up (CatchUp): What is paid when several dates passed before anybody could pay: each of them, or only the
                latest.
            retry_days (int): For how many days a date that could not be paid is tried again.
            state (OrderState): Where an order stands.
            made_at (datetime.datetime): When it was made.
            ended_at (datetime.datetime | None): When it came to its end, null before.
            ahead (list[ComingShape]): The next dates and what each will pay.
            paid (int): How many were paid.
            paid_amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            not_paid (int): How many could not be paid.
            trying (int): How many dates are being tried again.
     """

    id: UUID
    payee: PartyShape
    amount: Amount
    note: str
    rhythm: Rhythm
    first: datetime.date
    until: datetime.date | None
    times: int | None
    is_split: bool
    catch_up: CatchUp
    retry_days: int
    state: OrderState
    made_at: datetime.datetime
    ended_at: datetime.datetime | None
    ahead: list[ComingShape]
    paid: int
    paid_amount: Amount
    not_paid: int
    trying: int





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.coming_shape import ComingShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        id = str(self.id)

        payee = self.payee.to_dict()

        amount = self.amount.to_dict()

        note = self.note

        rhythm = self.rhythm.value

        first = self.first.isoformat()

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        times: int | None
        times = self.times

        is_split = self.is_split

        catch_up = self.catch_up.value

        retry_days = self.retry_days

        state = self.state.value

        made_at = self.made_at.isoformat()

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        ahead = []
        for ahead_item_data in self.ahead:
            ahead_item = ahead_item_data.to_dict()
            ahead.append(ahead_item)



        paid = self.paid

        paid_amount = self.paid_amount.to_dict()

        not_paid = self.not_paid

        trying = self.trying


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "payee": payee,
            "amount": amount,
            "note": note,
            "rhythm": rhythm,
            "first": first,
            "until": until,
            "times": times,
            "is_split": is_split,
            "catch_up": catch_up,
            "retry_days": retry_days,
            "state": state,
            "made_at": made_at,
            "ended_at": ended_at,
            "ahead": ahead,
            "paid": paid,
            "paid_amount": paid_amount,
            "not_paid": not_paid,
            "trying": trying,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.coming_shape import ComingShape # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        payee = PartyShape.from_dict(d.pop("payee"))




        amount = Amount.from_dict(d.pop("amount"))




        note = d.pop("note")

        rhythm = Rhythm(d.pop("rhythm"))




        first = datetime.date.fromisoformat(d.pop("first"))




        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)



                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))


        def _parse_times(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        times = _parse_times(d.pop("times"))


        is_split = d.pop("is_split")

        catch_up = CatchUp(d.pop("catch_up"))




        retry_days = d.pop("retry_days")

        state = OrderState(d.pop("state"))




        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))




        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)



                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))


        ahead = []
        _ahead = d.pop("ahead")
        for ahead_item_data in (_ahead):
            ahead_item = ComingShape.from_dict(ahead_item_data)



            ahead.append(ahead_item)


        paid = d.pop("paid")

        paid_amount = Amount.from_dict(d.pop("paid_amount"))




        not_paid = d.pop("not_paid")

        trying = d.pop("trying")

        standing_order_shape = cls(
            id=id,
            payee=payee,
            amount=amount,
            note=note,
            rhythm=rhythm,
            first=first,
            until=until,
            times=times,
            is_split=is_split,
            catch_up=catch_up,
            retry_days=retry_days,
            state=state,
            made_at=made_at,
            ended_at=ended_at,
            ahead=ahead,
            paid=paid,
            paid_amount=paid_amount,
            not_paid=not_paid,
            trying=trying,
        )

        return standing_order_shape

