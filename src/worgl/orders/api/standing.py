"""Standing orders and instalments: payments on dates to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member, member_by_mark
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    ApiRequest,
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    List,
    Mark,
    Scope,
    Shape,
    Sum,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.currency.pages import amounts_in, minor_of
from worgl.currency.queries import CurrencyView, currency_of
from worgl.orders import commands, queries
from worgl.orders.queries import OrderView
from worgl.orders.rules.standing import RETRY_DAYS_MAX, TIMES_MAX, CatchUp, OrderId, OrderState, Plan, Rhythm, RunState
from worgl.payments.pages.shapes import PartyShape, party_shape

router = room("Standing orders")
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

    payee: Mark
    amount: Sum
    note: Line = ""
    rhythm: Rhythm
    first: Day
    until: Day | None = None
    times: Annotated[int, Field(strict=True, ge=1, le=TIMES_MAX)] | None = None
    is_split: Annotated[bool, Field(strict=True)] = False
    catch_up: CatchUp = CatchUp.EACH
    retry_days: Annotated[int, Field(strict=True, ge=0, le=RETRY_DAYS_MAX)] = 0


@reads(router, "/communities/{slug}/standing-orders", List[StandingOrderShape])
def mine(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[StandingOrderShape]:
    """List the caller's standing orders, newest first."""
    community, member = seat_on(request, slug)
    currency = currency_of(community.id)
    page = queries.standing_orders(viewer=member.id, cursor=cursor, limit=limit)
    return list_of(page, lambda view: _shape(view, currency))


@writes(router, "/communities/{slug}/standing-orders", StandingOrderShape, scopes=PAY)
def make(request: ApiRequest, slug: str, new: NewOrder, key: Key) -> StandingOrderShape:
    """Order payments on dates to come; a key that is limited may not."""
    community, actor = seat_on(request, slug)
    request.auth.require_no_limit()
    minor = minor_of(new.amount, currency_of(community.id))
    wish = commands.Wish(
        payee=member_by_mark(community=community.id, mark=new.payee).id,
        plan=Plan(new.rhythm, new.first, minor, until=new.until, times=new.times, is_split=new.is_split),
        memo=new.note,
        catch_up=new.catch_up,
        retry_days=new.retry_days,
    )
    made = commands.make_order(actor=actor.id, wish=wish, key=IdempotencyKey(key), now=clock.now())
    return _seen(community, actor, made)


@reads(router, "/communities/{slug}/standing-orders/{uuid:order}", StandingOrderShape)
def one(request: ApiRequest, slug: str, order: UUID) -> StandingOrderShape:
    """Read one of the caller's standing orders."""
    return _seen(*seat_on(request, slug), order)


@reads(router, "/communities/{slug}/standing-orders/{uuid:order}/dates", List[RunShape])
def dates(request: ApiRequest, slug: str, order: UUID, cursor: Cursor = "", limit: Limit = 50) -> List[RunShape]:
    """List what became of the dates that were due, latest first."""
    community, member = seat_on(request, slug)
    amounts = amounts_in(currency_of(community.id))
    page = queries.standing_runs(order=order, viewer=member.id, cursor=cursor, limit=limit)
    return list_of(page, lambda view: shape_from(RunShape, view, amounts=amounts))


@writes(router, "/communities/{slug}/standing-orders/{uuid:order}/pause", StandingOrderShape, scopes=PAY)
def pause(request: ApiRequest, slug: str, order: UUID, key: Key) -> StandingOrderShape:
    """Pause an order: dates that pass meanwhile are not paid."""
    return _change(commands.pause_order, request, slug, order, key)


@writes(router, "/communities/{slug}/standing-orders/{uuid:order}/resume", StandingOrderShape, scopes=PAY)
def resume(request: ApiRequest, slug: str, order: UUID, key: Key) -> StandingOrderShape:
    """Let a paused order pay again, from its next date on; a key that is limited may not."""
    request.auth.require_no_limit()
    return _change(commands.resume_order, request, slug, order, key)


@writes(router, "/communities/{slug}/standing-orders/{uuid:order}/skip", StandingOrderShape, scopes=PAY)
def skip(request: ApiRequest, slug: str, order: UUID, key: Key) -> StandingOrderShape:
    """Leave out the next date of an order."""
    return _change(commands.skip_next, request, slug, order, key)


@writes(router, "/communities/{slug}/standing-orders/{uuid:order}/cancel", StandingOrderShape, scopes=PAY)
def cancel(request: ApiRequest, slug: str, order: UUID, key: Key) -> StandingOrderShape:
    """End an order for good; what it has paid stays paid."""
    return _change(commands.cancel_order, request, slug, order, key)


def _change(
    command: Callable[..., object], request: ApiRequest, slug: str, order: UUID, key: str
) -> StandingOrderShape:
    community, actor = seat_on(request, slug)
    command(actor=actor.id, order=OrderId(order), key=IdempotencyKey(key), now=clock.now())
    return _seen(community, actor, order)


def _seen(community: Community, viewer: Member, order: UUID) -> StandingOrderShape:
    return _shape(queries.standing_order(order=order, viewer=viewer.id), currency_of(community.id))


def _shape(view: OrderView, currency: CurrencyView) -> StandingOrderShape:
    amount, plan = amounts_in(currency), view.plan
    return shape_from(
        StandingOrderShape,
        view,
        payee=party_shape(view.payee),
        amount=amount(plan.amount_minor),
        note=view.memo,
        rhythm=plan.rhythm,
        first=plan.first,
        until=plan.until,
        times=plan.times,
        is_split=plan.is_split,
        ahead=[ComingShape(due=one.due, amount=amount(one.amount_minor)) for one in view.ahead],
        paid_amount=amount(view.paid_minor),
    )
