"""A member's standing orders, with what each has paid and what it has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from worgl.communities.queries import member as member_of
from worgl.communities.queries import members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.errors import NotFound
from worgl.core.lifecycle import Tag
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, number_in, page_of
from worgl.core.transitions import Course, course_by_column
from worgl.orders.models import StandingOrder, StandingRun
from worgl.orders.rules.standing import (
    LIFE,
    RUN_LIFE,
    TRYING,
    CatchUp,
    Coming,
    OrderAct,
    OrderId,
    OrderPart,
    OrderState,
    Plan,
    Rhythm,
    RunAct,
    RunPart,
    RunState,
    coming,
)
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party, PaymentId

SHOWN_AHEAD = 5
ORDERS: Course[StandingOrder, OrderPart, OrderState, OrderAct] = course_by_column(LIFE, StandingOrder)
RUNS: Course[StandingRun, RunPart, RunState, RunAct] = course_by_column(RUN_LIFE, StandingRun)
_NOT_PAID = [RunState.REFUSED, RunState.SKIPPED, RunState.PAUSED, RunState.OVERTAKEN, RunState.CANCELLED]


@dataclass(frozen=True, slots=True)
class OrderView:
    """A standing order as its payer sees it.

    `ahead` are the next dates; `trying` counts dates that were refused and are tried again or wait for a worker.
    """

    id: OrderId
    payee: Party
    plan: Plan
    note: str
    catch_up: CatchUp
    retry_days: int
    state: OrderState
    made_at: datetime
    ended_at: datetime | None
    ahead: tuple[Coming, ...]
    paid: int
    paid_minor: int
    not_paid: int
    trying: int

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can come of it any more."""
        return self.state in LIFE.ends

    @property
    def tag(self) -> Tag:
        """Return how it is shown where it stands."""
        return TRYING if self.state is OrderState.ACTIVE and self.trying else self.state.tag


@dataclass(frozen=True, slots=True)
class RunView:
    """What became of one date; `refusal` is the code of the last refusal, `try_at` when it is tried again."""

    place: int
    due: date
    amount_minor: int
    state: RunState
    attempts: int
    refusal: str
    try_at: datetime | None
    tried_at: datetime | None
    payment: PaymentId | None


def plan_of(row: StandingOrder) -> Plan:
    """Return what an order's row says about its dates; for this domain's own rooms."""
    return Plan(Rhythm(row.rhythm), row.first, row.amount_minor, row.until, row.times, row.is_split)


def standing_orders(*, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[OrderView]:
    """Return a page of the viewer's own orders, the newest first."""
    payer = member_of(viewer)
    rows = StandingOrder.objects.filter(community=payer.community, payer=viewer)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(pk__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-pk")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_views(page.items)), page.next_cursor)


def standing_order(*, order: UUID, viewer: MemberId) -> OrderView:
    """Return an order to its payer; refuses NotFound to everybody else."""
    return next(iter(_views([_own(order, viewer)])))


def standing_runs(*, order: UUID, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[RunView]:
    """Return a page of what became of an order's dates, the latest first; refuses NotFound to all but the payer."""
    rows = StandingRun.objects.filter(order=_own(order, viewer))
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(place__lt=min(number_in(mark), 2**31 - 1))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-place")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.place,))
    return Page(tuple(_run_view(row) for row in page.items), page.next_cursor)


def _own(order: UUID, viewer: MemberId) -> StandingOrder:
    row = StandingOrder.objects.filter(pk=order, payer=viewer).first()
    if row is None:
        raise NotFound
    return row


def _views(rows: Iterable[StandingOrder]) -> list[OrderView]:
    rows = list(rows)
    people = members_by_ids([MemberId(row.payee) for row in rows])
    paid = Q(state=RunState.PAID)
    sums = (
        StandingRun.objects.filter(order__in=[row.pk for row in rows])
        .values("order")
        .annotate(
            paid=Count("pk", filter=paid),
            paid_minor=Sum("amount_minor", filter=paid),
            not_paid=Count("pk", filter=Q(state__in=_NOT_PAID)),
            trying=Count("pk", filter=Q(state=RunState.DUE)),
        )
        .order_by()
    )
    by_order: dict[UUID, Mapping[str, Any]] = {each["order"]: each for each in sums}
    return [_view(row, party_of(people[MemberId(row.payee)]), by_order.get(row.pk, {})) for row in rows]


def _view(row: StandingOrder, payee: Party, sums: Mapping[str, Any]) -> OrderView:
    plan, state = plan_of(row), OrderState(row.state)
    is_over = state in LIFE.ends
    return OrderView(
        id=OrderId(row.pk),
        payee=payee,
        plan=plan,
        note=row.note,
        catch_up=CatchUp(row.catch_up),
        retry_days=row.retry_days,
        state=state,
        made_at=row.made_at,
        ended_at=row.ended_at,
        ahead=() if is_over else tuple(islice(coming(plan, index=row.next_index), SHOWN_AHEAD)),
        paid=sums.get("paid") or 0,
        paid_minor=sums.get("paid_minor") or 0,
        not_paid=sums.get("not_paid") or 0,
        trying=sums.get("trying") or 0,
    )


def _run_view(row: StandingRun) -> RunView:
    return RunView(
        place=row.place,
        due=row.due,
        amount_minor=row.amount_minor,
        state=RunState(row.state),
        attempts=row.attempts,
        refusal=row.refusal,
        try_at=row.try_at,
        tried_at=row.tried_at,
        payment=PaymentId(row.payment) if row.payment else None,
    )
