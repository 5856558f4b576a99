"""Paying what standing orders say: each date once, in order, and nothing left unsaid.

Every step locks the order first. Of two workers the second finds the date settled and does nothing; one that
dies between two steps leaves the dates it has not paid as due, and the next goes on with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Min, QuerySet

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.errors import Refusal
from worgl.core.ids import new_id
from worgl.core.sealing import seal
from worgl.core.transitions import step, step_all
from worgl.currency.queries.policy import day_begins, local_date, next_midnight
from worgl.orders.facts import StandingEnded, StandingMissed, StandingPaid, StandingRefused
from worgl.orders.models import StandingOrder, StandingRun
from worgl.orders.queries.standing import ORDERS, RUNS, plan_of
from worgl.orders.rules.standing import (
    LIFE,
    CatchUp,
    Coming,
    OrderAct,
    OrderId,
    OrderState,
    RunAct,
    RunId,
    RunState,
    becomes,
    due_on,
    fallen_due,
    is_tried_again,
)
from worgl.orders.seals import ORDER_STATE, RUN
from worgl.payments.commands.paying import pay_now
from worgl.payments.rules import PaymentId, payment_id

DATES_AT_ONCE = 100
"""Most dates of one order that fall due in one transaction; more follow in the next round."""
_SCOPE = "standing"


def pay_due(*, order: OrderId, now: datetime) -> int:
    """Pay what an order owes by now, each date in a transaction of its own; returns how many were paid.

    For the job alone: the permission was given when the order was made. Safe to call by several workers at once.
    """
    with transaction.atomic():
        row = _locked(order)
        if row is None:
            return 0
        settle(row, now=now)
        waiting = _waiting(row, now=now) if row.state == OrderState.ACTIVE else []
    paid = sum(_try(run, now=now) for run in waiting)
    with transaction.atomic():
        row = _locked(order)
        if row is not None:
            settle(row, now=now)
    return paid


def settle(row: StandingOrder, *, now: datetime) -> OrderId:
    """List what has fallen due of a locked order, note when it must be looked at next, and end it when it is over."""
    zone = communities.community(CommunityId(row.community)).zone
    plan = plan_of(row)
    due = fallen_due(plan, index=row.next_index, today=local_date(now, zone))
    _list(row, due, now=now)
    following = due_on(plan, row.next_index)
    tries = StandingRun.objects.filter(order=row, state=RunState.DUE)
    looks = [day_begins(following, zone)] if following is not None else []
    if row.state == OrderState.ACTIVE:
        soonest = tries.aggregate(soonest=Min("try_at"))["soonest"]
        looks += [soonest] if soonest is not None else []
    # Never a moment of the past: each look is a job of its own, and one of that moment may have run.
    row.look_at = max(min(looks), now) if looks else None
    if following is None and not tries.exists():
        _end(row, now=now)
    row.save(update_fields=["state", "next_index", "look_at", "ended_at"])
    return OrderId(row.pk)


def _list(row: StandingOrder, due: Sequence[Coming], *, now: datetime) -> None:
    """Write a row for each date that has fallen due, up to DATES_AT_ONCE, and move the order past them."""
    is_paused = row.state == OrderState.PAUSED
    catch_up = CatchUp(row.catch_up)
    states = [becomes(place, of=len(due), catch_up=catch_up, is_paused=is_paused) for place in range(len(due))]
    listed = list(zip(due, states, strict=True))[:DATES_AT_ONCE]
    runs = [
        StandingRun(
            id=new_id(),
            community=row.community,
            order=row,
            place=each.index,
            due=each.due,
            amount_minor=each.amount_minor,
            state=state.value,
            try_at=now if state is RunState.DUE else None,
        )
        for each, state in listed
    ]
    seal(RUN, StandingRun.objects.bulk_create(runs))
    row.next_index += len(listed)
    overtaken = sum(state is RunState.OVERTAKEN for _each, state in listed)
    if any(state is RunState.DUE for _each, state in listed) and catch_up is CatchUp.LATEST:
        overtaken += _overtake_older(row, before=listed[-1][0].index, now=now)
    if overtaken:
        missed = StandingMissed(
            OrderId(row.pk), CommunityId(row.community), MemberId(row.payer), MemberId(row.payee), overtaken
        )
        outbox.record(missed, now=now)


def _overtake_older(row: StandingOrder, *, before: int, now: datetime) -> int:
    """Give up older dates that are still being tried again: only the latest is wanted."""
    return give_up(StandingRun.objects.filter(order=row, place__lt=before), RunAct.OVERTAKE, now=now)


def give_up(runs: QuerySet[StandingRun], act: RunAct, *, now: datetime) -> int:
    """Settle those of an order's dates that are due without paying them; returns how many. For own rooms."""
    return step_all(RUNS, runs, act, values={"try_at": None}, seals=[RUN], now=now)


def _end(row: StandingOrder, *, now: datetime) -> None:
    step(ORDERS, row, OrderAct.END, values={"ended_at": now}, seals=[ORDER_STATE], fact=ended, now=now)


def ended(row: StandingOrder) -> StandingEnded:
    """Return what tells that an order is over; for own rooms."""
    sides, is_cancelled = (MemberId(row.payer), MemberId(row.payee)), row.state == OrderState.CANCELLED
    return StandingEnded(OrderId(row.pk), CommunityId(row.community), *sides, is_cancelled=is_cancelled)


def _locked(order: OrderId) -> StandingOrder | None:
    """Return an order that is not over, locked until the transaction ends."""
    return StandingOrder.objects.select_for_update().filter(pk=order).exclude(state__in=list(LIFE.ends)).first()


def _waiting(row: StandingOrder, *, now: datetime) -> list[RunId]:
    runs = StandingRun.objects.filter(order=row, state=RunState.DUE, try_at__lte=now)
    return [RunId(pk) for pk in runs.order_by("place").values_list("pk", flat=True)[:DATES_AT_ONCE]]


@transaction.atomic
def _try(run: RunId, *, now: datetime) -> bool:
    """Pay one date, or note why it was refused; tells whether it was paid by this call."""
    order = StandingOrder.objects.select_for_update().get(runs=run)
    row = StandingRun.objects.filter(pk=run, state=RunState.DUE, try_at__lte=now).first()
    if row is None or order.state != OrderState.ACTIVE:
        return False
    own = payment_id(scope=_SCOPE, actor=MemberId(order.payer), key=f"{order.pk}:{row.place}")
    try:
        with transaction.atomic():
            pay_now(
                actor=MemberId(order.payer),
                payee=MemberId(order.payee),
                amount_minor=row.amount_minor,
                note=order.note,
                own=own,
                now=now,
            )
    except Refusal as refusal:
        _note_refusal(order, row, refusal, now=now)
        return False
    values = {"payment": own, "refusal": "", **_tried(row, now)}
    step(RUNS, row, RunAct.PAY, values=values, seals=[RUN], fact=partial(_paid, order, own), now=now)
    return True


def _tried(row: StandingRun, now: datetime) -> dict[str, object]:
    return {"attempts": row.attempts + 1, "tried_at": now, "try_at": None}


def _paid(order: StandingOrder, own: PaymentId, row: StandingRun) -> StandingPaid:
    sides = MemberId(order.payer), MemberId(order.payee)
    return StandingPaid(
        OrderId(order.pk), RunId(row.pk), own, CommunityId(order.community), *sides, row.due, row.amount_minor
    )


def _note_refusal(order: StandingOrder, row: StandingRun, refusal: Refusal, *, now: datetime) -> None:
    values = {**_tried(row, now), "refusal": refusal.code}
    again = is_tried_again(attempts=row.attempts + 1, retry_days=order.retry_days)
    if again:
        zone = communities.community(CommunityId(order.community)).zone
        step(RUNS, row, RunAct.TRY_AGAIN, values={**values, "try_at": next_midnight(now, zone)}, now=now)
    else:
        step(RUNS, row, RunAct.REFUSE, values=values, seals=[RUN], now=now)
    if row.attempts == 1 or not again:
        told = StandingRefused(
            OrderId(order.pk), RunId(row.pk), CommunityId(order.community), MemberId(order.payer),
            MemberId(order.payee), row.due, row.amount_minor, refusal.code, is_final=not again,
        )  # fmt: skip
        outbox.record(told, now=now)
