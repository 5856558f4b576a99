"""Standing orders and instalments: payments on dates to come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from worgl.communities.pages import seat_on
from worgl.communities.queries import member_by_mark
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    AmountIn,
    ApiRequest,
    Day,
    Key,
    MemberRef,
    Resource,
    Scope,
    Seen,
    Shape,
    SingleLine,
    new_router,
    send,
    shape_from,
)
from worgl.currency.pages import amounts_in, money_from
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import currency_of
from worgl.orders import commands, queries
from worgl.orders.queries import OrderView
from worgl.orders.rules.standing import RETRY_DAYS_MAX, TIMES_MAX, CatchUp, OrderState, Plan, Rhythm, RunState
from worgl.payments.pages.shapes import PartyShape

router = new_router("Standing orders")
PAY = (Scope.PAY,)


class ComingShape(Shape):
    """A date to come."""

    due: date
    amount: Amount


class StandingOrderShape(Shape):
    """An order; `amount` is paid each time, or with `is_split` all in all. `ahead` are the next dates.

    `paid` dates came to `paid_amount`; `not_paid` were left out or refused for good, `trying` are tried again.
    """

    id: UUID
    payee: PartyShape
    amount: Amount
    note: str
    rhythm: Rhythm
    first: date
    until: date | None
    times: int | None
    is_split: bool
    catch_up: CatchUp
    retry_days: int
    state: OrderState
    made_at: datetime
    ended_at: datetime | None
    ahead: list[ComingShape]
    paid: int
    paid_amount: Amount
    not_paid: int
    trying: int


class RunShape(Shape):
    """What became of one date; `place` counts from 0, `refusal` is the code of the last one."""

    place: int
    due: date
    amount: Amount
    state: RunState
    attempts: int
    refusal: str
    try_at: datetime | None
    tried_at: datetime | None
    payment: UUID | None


class NewOrder(Shape):
    """Whom to pay, by code or id, how much, and when: until a day, or so many times, or till it is cancelled.

    With `is_split` the amount is the whole, paid in `times` parts.
    """

    payee: MemberRef
    amount: AmountIn
    note: SingleLine = ""
    rhythm: Rhythm
    first: Day
    until: Day | None = None
    times: Annotated[int, Field(strict=True, ge=1, le=TIMES_MAX)] | None = None
    is_split: Annotated[bool, Field(strict=True)] = False
    catch_up: CatchUp = CatchUp.EACH
    retry_days: Annotated[int, Field(strict=True, ge=0, le=RETRY_DAYS_MAX)] = 0


def _shape(here: Here, view: OrderView) -> StandingOrderShape:
    amount, plan = amounts_in(currency_of(here[0].id)), view.plan
    return shape_from(
        StandingOrderShape,
        view,
        amounts=amount,
        amount=amount(plan.amount_minor),
        note=view.note,
        rhythm=plan.rhythm,
        first=plan.first,
        until=plan.until,
        times=plan.times,
        is_split=plan.is_split,
        paid_amount=amount(view.paid_minor),
    )


ORDER: Seen[Here, OrderView] = Seen(queries.standing_order, StandingOrderShape, _shape)
orders = Resource(router, "/communities/{slug}/standing-orders", MONEY, one="{uuid:order}", write_by=PAY)
orders.lists("mine", queries.standing_orders, "List the caller's standing orders, newest first.", ORDER.shown)


@send(router, "/communities/{slug}/standing-orders", StandingOrderShape, scopes=PAY)
def make(request: ApiRequest, slug: str, new: NewOrder, key: Key) -> StandingOrderShape:
    """Order payments on dates to come; a key that is limited may not."""
    community, actor = seat_on(request, slug)
    request.auth.require_no_limit()
    minor = money_from(new.amount, currency_of(community.id)).minor
    wish = commands.OrderTerms(
        payee=member_by_mark(community=community.id, mark=new.payee).id,
        plan=Plan(new.rhythm, new.first, minor, until=new.until, times=new.times, is_split=new.is_split),
        note=new.note,
        catch_up=new.catch_up,
        retry_days=new.retry_days,
    )
    made = commands.make_order(actor=actor.id, wish=wish, key=IdempotencyKey(key), now=clock.now())
    return _shape((community, actor), queries.standing_order(order=made, viewer=actor.id))


orders.reads("one", ORDER, "Read one of the caller's standing orders.")
orders.lists(
    "dates",
    queries.standing_runs,
    "List what became of the dates that were due, latest first.",
    RunShape,
    path="/{uuid:order}/dates",
)
orders.acts("pause", commands.pause_order, "Pause an order: dates that pass meanwhile are not paid.", None, ORDER)
orders.acts(
    "resume",
    commands.resume_order,
    "Let a paused order pay again, from its next date on; a key that is limited may not.",
    None,
    ORDER,
    unlimited=True,
)
orders.acts("skip", commands.skip_next, "Leave out the next date of an order.", None, ORDER)
orders.acts("cancel", commands.cancel_order, "End an order for good; what it has paid stays paid.", None, ORDER)
