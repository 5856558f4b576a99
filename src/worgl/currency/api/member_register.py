"""The roll for officers: all members with their money, by filter and as a table, and limits for many by a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from worgl.communities.pages import SEAT, seat_on
from worgl.communities.rules import MemberFilter, MemberKind, MemberState, Role
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import AMOUNT_MAX, NAME_MAX
from worgl.core.money import PPM, Ppm
from worgl.core.paging import decode_cursor, encode_cursor, number_in
from worgl.core.rest import (
    CSV,
    Amount,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    Resource,
    Scope,
    Seen,
    Shape,
    file_of,
    get,
    new_router,
    send,
    shape_from,
)
from worgl.currency import commands, queries
from worgl.currency.pages import amounts_in
from worgl.currency.pages.shapes import LimitChangeShape, Money, NamedShape
from worgl.currency.rules import Activity, LimitKind, LimitRule, RegisterFilter, RegisterRow, Sorting
from worgl.currency.rules.tables import roll_csv

router = new_router("Members and their money")
ADMIN = (Scope.ADMIN,)
PRINTED = r"^[^\x00-\x1f\x7f]*$"
"""No control characters: an order is kept as JSON, which has no room for all of them."""
Bound = Annotated[int | None, Field(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]
Base = Annotated[int, Field(ge=0, le=AMOUNT_MAX, description="What everybody gets, in minor units.")]
Growth = Annotated[int, Field(ge=0, le=PPM, description="What is added of the sales of the last twelve months.")]
Most = Annotated[int, Field(ge=0, le=AMOUNT_MAX, description="Where that ends, in minor units; 0 adds nothing.")]


class StateAsked(StrEnum):
    """How members stand, or all of them."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"
    ANY = "any"


class Who(Shape):
    """Which members are meant; what is left out narrows nothing, but the state, which is then active."""

    search: str = Field("", max_length=NAME_MAX, pattern=PRINTED, description="Part of a name or code.")
    state: StateAsked = StateAsked.ACTIVE
    kind: MemberKind | None = None
    role: Role | None = None
    activity: Activity | None = Field(None, description="Whether somebody traded in the last 30 days.")
    least_minor: Bound = Field(None, description="Balances of so much or more, in minor units; below zero is owed.")
    most_minor: Bound = Field(None, description="Balances of so much or less, in minor units.")

    def asked(self) -> RegisterFilter:
        """Return the filter that is meant."""
        state = None if self.state is StateAsked.ANY else MemberState(self.state.value)
        members = MemberFilter(search=self.search, state=state, kind=self.kind, role=self.role)
        return RegisterFilter(members, self.activity, self.least_minor, self.most_minor)


class Rule(Shape):
    """A limit for many: a base, which may grow with what one sells."""

    which: LimitKind = Field(description="`credit` is how far below zero one may go, `ceiling` what one may hold.")
    base_minor: Base
    growth_ppm: Growth = 0
    maximum_minor: Most = 0

    def meant(self) -> LimitRule:
        """Return the rule that is meant."""
        return LimitRule(self.which, self.base_minor, Ppm(self.growth_ppm), self.maximum_minor)


class NewLimits(Shape):
    """A rule and to whom it gives limits."""

    who: Who
    rule: Rule


class RollRowShape(Shape):
    """A member with their money.

    `given_credit` and `given_ceiling` were given to this member alone; null leaves a limit to the rules. A `ceiling` of
    null is none. `last_traded` is the last day on which they paid or were paid, as far as a job
    has counted.
    """

    member: NamedShape
    kind: MemberKind
    state: MemberState
    roles: list[Role]
    joined_at: datetime | None
    balance: Amount
    credit: Amount
    ceiling: Amount | None
    given_credit: Amount | None
    given_ceiling: Amount | None
    last_traded: date | None


class RollShape(Shape):
    """A page of the roll; `count`, what is `held` and what is `owed` are those of all who fit."""

    items: list[RollRowShape]
    next: str | None
    count: int
    held: Amount
    owed: Amount


class LimitChangesShape(Shape):
    """A page of what a rule changes, by name; `count` and `beyond` are those of all who fit."""

    items: list[LimitChangeShape]
    next: str | None
    count: int
    beyond: int


class LimitOrderShape(Shape):
    """A rule that is applied in the background, or was; `error` says what stopped it, if anything."""

    job: UUID
    done: int
    total: int
    is_running: bool
    error: str
    by: UUID


@get(router, "/communities/{slug}/roll", RollShape, scopes=ADMIN)
def roll(
    request: ApiRequest,
    slug: str,
    who: Annotated[Who, Query()],
    sort: Annotated[Sorting, Query(description="By name, balance, or when they joined.")] = Sorting.NAME,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> RollShape:
    """List members with what they hold or owe, and the totals of all who fit; for treasurers and administrators.

    A cursor names a place in the order of this moment: who moves from one page to the next meanwhile can be missed.
    """
    community, viewer = seat_on(request, slug)
    first = _place(cursor)
    page = queries.register_page(
        community=community.id,
        viewer=viewer.id,
        asked=who.asked(),
        sorting=sort,
        first=first,
        count=limit,
        now=clock.now(),
    )
    amount = amounts_in(queries.currency_of(community.id))
    return RollShape(
        items=[_row(row, amount) for row in page.rows],
        next=encode_cursor((first + limit,)) if page.has_more else None,
        count=page.count,
        held=amount(page.held_minor),
        owed=amount(page.owed_minor),
    )


@get(router, "/communities/{slug}/roll.csv", str, scopes=ADMIN, media=CSV)
def roll_table(
    request: ApiRequest,
    slug: str,
    who: Annotated[Who, Query()],
    sort: Annotated[Sorting, Query(description="By name, balance, or when they joined.")] = Sorting.NAME,
) -> HttpResponse:
    """Read exactly those who fit as CSV in UTF-8, amounts with a point; for treasurers and administrators."""
    community, viewer = seat_on(request, slug)
    found = queries.member_register(
        community=community.id, viewer=viewer.id, asked=who.asked(), sorting=sort, now=clock.now()
    )
    table = roll_csv(found.rows, exponent=queries.currency_of(community.id).exponent)
    return file_of(table, media=CSV, name=f"{community.slug}-members.csv")


@get(router, "/communities/{slug}/limits/by-rule", LimitChangesShape, scopes=ADMIN)
def preview_limits(
    request: ApiRequest,
    slug: str,
    who: Annotated[Who, Query()],
    rule: Annotated[Rule, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> LimitChangesShape:
    """Read whose limit a rule would change, from what to what; nothing is changed. For treasurers and administrators.

    A limit is the base and the growth of what the member sold, rounded down, at most the maximum.
    """
    community, viewer = seat_on(request, slug)
    changes = queries.limits_preview(
        community=community.id, viewer=viewer.id, asked=who.asked(), rule=rule.meant(), now=clock.now()
    )
    first, money = _place(cursor), Money(queries.currency_of(community.id))
    return LimitChangesShape(
        items=[money.limit_change(change) for change in changes[first : first + limit]],
        next=encode_cursor((first + limit,)) if len(changes) > first + limit else None,
        count=len(changes),
        beyond=sum(change.is_beyond for change in changes),
    )


@send(router, "/communities/{slug}/limits/by-rule", LimitOrderShape, scopes=ADMIN)
def order_limits(request: ApiRequest, slug: str, order: NewLimits, key: Key) -> LimitOrderShape:
    """Give all who fit limits by a rule, in the background; for treasurers and administrators.

    Who fits is looked up when it runs. Read the order by its `job` to see how far it is.
    """
    community, actor = seat_on(request, slug)
    job = commands.order_limits(
        actor=actor.id,
        asked=order.who.asked(),
        rule=order.rule.meant(),
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return shape_from(LimitOrderShape, queries.limit_order(community=community.id, viewer=actor.id, job=job))


Resource(router, "/communities/{slug}/limits/by-rule", SEAT, one="{uuid:job}").reads(
    "limit_order",
    Seen(queries.limit_order, LimitOrderShape),
    "Read how far an ordered rule is; for treasurers and administrators.",
    scopes=ADMIN,
)


def _place(cursor: str) -> int:
    mark = decode_cursor(cursor, length=1)
    return number_in(mark) if mark else 0


def _row(row: RegisterRow, amount: Callable[[int], Amount]) -> RollRowShape:
    own = row.member
    return shape_from(
        RollRowShape,
        row,
        amounts=amount,
        member=NamedShape.of(own),
        kind=own.kind,
        state=own.state,
        roles=sorted(own.roles),
        joined_at=own.joined_at,
    )
