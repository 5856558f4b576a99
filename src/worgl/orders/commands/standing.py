"""Standing orders: made, paused, resumed, cancelled by their payer, and a date of them skipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import NotFound
from worgl.core.ids import new_id
from worgl.core.request_cache import request_cache
from worgl.core.sealing import seal
from worgl.core.transitions import step
from worgl.currency.queries.policy import day_begins, local_date
from worgl.orders.commands.standing_runs import ended, give_up, settle
from worgl.orders.errors import NothingToSkip, OrderOver, StandingInvalid, TooManyOrders
from worgl.orders.models import StandingOrder, StandingRun
from worgl.orders.queries.standing import ORDERS, plan_of
from worgl.orders.rules.standing import (
    AHEAD_DAYS_MAX,
    LIFE,
    ORDERS_MAX,
    PARTS_MAX,
    RETRY_DAYS_MAX,
    TIMES_MAX,
    CatchUp,
    OrderAct,
    OrderId,
    OrderState,
    Plan,
    Rhythm,
    RunAct,
    RunState,
    coming,
)
from worgl.orders.seals import ORDER, ORDER_STATE, RUN
from worgl.payments.commands.moving import Parties, check_amount, parties_of, parties_with_wallets, text_of

_OPEN = [state for state in OrderState if state not in LIFE.ends]


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What a payer wants: whom, on which dates how much, what for, and what happens when it cannot be paid."""

    payee: MemberId
    plan: Plan
    note: str
    catch_up: CatchUp = CatchUp.EACH
    retry_days: int = 0


@command
def make_order(*, actor: MemberId, wish: OrderTerms, key: IdempotencyKey, now: datetime) -> OrderId:
    """Order payments to a member on dates to come and return the order's id.

    A first date of today is paid by the next round of jobs. Refuses who may not pay or be paid, InvalidAmount,
    TextTooLong, StandingInvalid with the field that does not fit, and TooManyOrders above ORDERS_MAX.
    """
    return _make(actor, wish, now=now)


def try_order(*, actor: MemberId, wish: OrderTerms, now: datetime) -> None:
    """Refuse what `make_order` would refuse, writing nothing."""
    with request_cache():
        _check(parties_of(payer=actor, payee=wish.payee), wish, now=now)


def _make(actor: MemberId, wish: OrderTerms, *, now: datetime) -> OrderId:
    sides = parties_with_wallets(payer=actor, payee=wish.payee, now=now)
    plan, note = wish.plan, _check(sides, wish, now=now)
    order = StandingOrder.objects.create(
        id=new_id(),
        community=sides.community.id,
        payer=actor,
        payee=wish.payee,
        amount_minor=plan.amount_minor,
        note=note,
        rhythm=plan.rhythm.value,
        first=plan.first,
        until=plan.until,
        times=plan.count,
        is_split=plan.is_split,
        catch_up=wish.catch_up.value,
        retry_days=wish.retry_days,
        look_at=day_begins(plan.first, sides.community.zone),
        made_at=now,
    )
    seal(ORDER, [order])
    seal(ORDER_STATE, [order])
    return OrderId(order.pk)


def _check(both: Parties, wish: OrderTerms, *, now: datetime) -> str:
    """Refuse an order that cannot be made, and return its note as it is kept."""
    check_amount(both, wish.plan.amount_minor)
    check_plan(wish.plan, today=local_date(now, both.community.zone))
    if not 0 <= wish.retry_days <= RETRY_DAYS_MAX:
        reason = _("Choose a number of days from 0 to {most}.")
        raise StandingInvalid(field="retry_days", reason=str(reason).format(most=RETRY_DAYS_MAX))
    mine = StandingOrder.objects.filter(community=both.community.id, payer=both.payer.id, state__in=_OPEN)
    if mine.count() >= ORDERS_MAX:
        raise TooManyOrders(limit=ORDERS_MAX)
    return text_of(wish.note, field="note")


def check_plan(plan: Plan, *, today: date) -> None:
    """Refuse StandingInvalid with the first field of a plan that does not fit."""
    if plan.first < today:
        raise StandingInvalid(field="first", reason=_("The first date is over. Choose today or a later day."))
    if plan.first > today + timedelta(days=AHEAD_DAYS_MAX):
        raise StandingInvalid(field="first", reason=_("The first date is more than ten years away."))
    if plan.until is not None and plan.until < plan.first:
        raise StandingInvalid(field="until", reason=_("The last date is before the first."))
    most = PARTS_MAX if plan.is_split else TIMES_MAX
    if plan.times is not None and not 1 <= plan.times <= most:
        raise StandingInvalid(field="times", reason=str(_("Choose a number from 1 to {most}.")).format(most=most))
    if plan.is_split:
        _check_parts(plan)


def _check_parts(plan: Plan) -> None:
    if plan.rhythm is Rhythm.ONCE:
        raise StandingInvalid(field="rhythm", reason=_("Parts need several dates. Choose every week, month or year."))
    if plan.times is None:
        raise StandingInvalid(field="times", reason=_("Say in how many parts the amount is paid."))
    if plan.amount_minor < plan.times:
        raise StandingInvalid(field="times", reason=_("The amount cannot be divided into so many parts."))
    if plan.until is not None:
        raise StandingInvalid(field="until", reason=_("With parts, their number says when it ends. Leave this empty."))


@command
def pause_order(*, actor: MemberId, order: OrderId, key: IdempotencyKey, now: datetime) -> OrderId:
    """Pause an order: dates that pass are listed as not paid. Refuses NotFound to all but the payer, OrderOver."""
    row = own_order(actor=actor, order=order)
    step(ORDERS, row, OrderAct.PAUSE, now=now)
    settle(row, now=now)
    seal(ORDER_STATE, [row])
    return order


@command
def resume_order(*, actor: MemberId, order: OrderId, key: IdempotencyKey, now: datetime) -> OrderId:
    """Let a paused order pay again, from its next date on. Refuses NotActive, NotFound to all but the payer, OrderOver.

    Dates that passed in the pause stay unpaid; one that was being tried again before it is tried again.
    """
    communities.require_active(actor)
    row = own_order(actor=actor, order=order)
    # What fell due in the pause is settled as paused before the order is active again.
    settle(row, now=now)
    if LIFE.after(OrderState(row.state), OrderAct.RESUME) is not None:
        step(ORDERS, row, OrderAct.RESUME, now=now)
        settle(row, now=now)
        seal(ORDER_STATE, [row])
    return order


@command
def skip_next(*, actor: MemberId, order: OrderId, key: IdempotencyKey, now: datetime) -> date:
    """Leave out the next date of an order and return it.

    Refuses NotFound to all but the payer, OrderOver, NothingToSkip.
    """
    row = own_order(actor=actor, order=order)
    settle(row, now=now)
    following = next(coming(plan_of(row), index=row.next_index), None)
    if following is None:
        raise NothingToSkip
    skipped = StandingRun.objects.create(
        id=new_id(),
        community=row.community,
        order=row,
        place=following.index,
        due=following.due,
        amount_minor=following.amount_minor,
        state=RunState.SKIPPED,
    )
    seal(RUN, [skipped])
    row.next_index += 1
    settle(row, now=now)
    return following.due


@command
def cancel_order(*, actor: MemberId, order: OrderId, key: IdempotencyKey, now: datetime) -> OrderId:
    """End an order for good; what it has paid stays paid. Refuses NotFound to all but the payer, OrderOver."""
    return _cancel(own_order(actor=actor, order=order), now=now)


def cancel_orders_of(*, community: CommunityId, member: MemberId, now: datetime) -> int:
    """End every order of a member who has left, and every order that pays them; returns how many."""
    mine = StandingOrder.objects.filter(community=community, state__in=_OPEN)
    rows = [
        *mine.filter(payer=member).values_list("pk", "payer"),
        *mine.filter(payee=member).values_list("pk", "payer"),
    ]
    for pk, payer in rows:
        cancel_order(actor=MemberId(payer), order=OrderId(pk), key=IdempotencyKey(f"left:{member}:{pk}"), now=now)
    return len(rows)


def _cancel(row: StandingOrder, *, now: datetime) -> OrderId:
    step(ORDERS, row, OrderAct.CANCEL, values={"look_at": None, "ended_at": now}, now=now)
    # Dates first, as wherever both are sealed, so that nobody waits for each other.
    give_up(StandingRun.objects.filter(order=row), RunAct.CANCEL, now=now)
    seal(ORDER_STATE, [row])
    outbox.record(ended(row), now=now)
    return OrderId(row.pk)


def own_order(*, actor: MemberId, order: OrderId) -> StandingOrder:
    """Return the actor's order, locked until the transaction ends; refuses NotFound, OrderOver."""
    communities.member(actor)
    row = StandingOrder.objects.select_for_update().filter(pk=order, payer=actor).first()
    if row is None:
        raise NotFound
    if row.state in LIFE.ends:
        raise OrderOver
    return row
