"""The health of the money, day by day: what the charts of administration are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.rest import Amount, ApiRequest, Scope, Shape, get, shape_from
from worgl.currency import queries
from worgl.currency.api.treasury import router
from worgl.currency.pages import amounts_in
from worgl.currency.rules import HEALTH_DAYS_MAX, Band, TownHealth

ADMIN = (Scope.ADMIN,)


class HealthDayShape(Shape):
    """A day of the community's zone: its sums, and how things stood at its end.

    `members` are those who ever held or owed a coin and have not left; `active` of them paid or were paid in the
    last 30 days. `turns_tenths` is how often a year the money changes hands at the pace of the last 30 days, in
    tenths. `gini_ppm` is 0 where all hold the same and 1,000,000 where one holds everything; `idle_ppm` is the part
    of the members' money with people who paid nobody for 30 days. Both are null while nobody holds anything.
    """

    day: date
    supply: Amount
    minted: Amount
    retired: Amount
    faded: Amount
    volume: Amount
    payments: int
    turns_tenths: int
    members: int
    active: int
    gini_ppm: int | None
    idle_ppm: int | None
    commons: Amount
    commons_in: Amount
    commons_out: Amount


class BandShape(Shape):
    """How many members hold `low` or more and less than `high`; null where there is no such end."""

    low: Amount | None
    high: Amount | None
    members: int


class HealthShape(Shape):
    """The days in their order without gaps, none before the first transfer, and how balances spread on the last.

    A job counts; `counted_at` is when it last did.
    """

    counted_at: datetime | None
    days: list[HealthDayShape]
    balances: list[BandShape]


@get(router, "/communities/{slug}/health", HealthShape, scopes=ADMIN)
def health(
    request: ApiRequest,
    slug: str,
    days: Annotated[int, Query(ge=1, le=HEALTH_DAYS_MAX, description="How many days back, today included.")] = 90,
) -> HealthShape:
    """Read how the money fares day by day; for treasurers and administrators."""
    community, viewer = seat_on(request, slug)
    found = queries.town_health(community=community.id, viewer=viewer.id, days=days, now=clock.now())
    amount = amounts_in(queries.currency_of(community.id))
    return HealthShape(
        counted_at=found.counted_at,
        days=[_day(found, place, amount) for place in range(len(found.states))],
        balances=[shape_from(BandShape, band, amounts=amount) for band in _bands(found)],
    )


def _day(health: TownHealth, place: int, amount: Callable[[int], Amount]) -> HealthDayShape:
    state, figure = health.states[place], health.days[place]
    names = ("supply", "minted", "retired", "faded", "volume")
    sums = {name: amount(getattr(figure, f"{name}_minor")) for name in names}
    turns = health.turns_tenths[place]
    return shape_from(HealthDayShape, state, amounts=amount, payments=figure.payments, turns_tenths=turns, **sums)


def _bands(health: TownHealth) -> tuple[Band, ...]:
    """Return the bands of the last day of which they are known."""
    return next((state.bands for state in reversed(health.states) if state.bands), ())
