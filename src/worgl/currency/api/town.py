"""The state of a community's money, open to all its members."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.rest import CSV, ApiRequest, Cursor, Day, Limit, List, file_of, list_of, reads, room
from worgl.currency import queries
from worgl.currency.pages.shapes import DayShape, FlowShape, LevyLineShape, LevyShape, Money, TownShape
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import tables

router = room("Town")
Since = Annotated[Day, Query(description="First day, in the community's zone.")]


@reads(router, "/communities/{slug}/town", TownShape)
def figures(request: ApiRequest, slug: str) -> TownShape:
    """Read how much money there is, how it moves, what faded and where it went."""
    community, _member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return money.town(queries.town_figures(community.id, clock.now()))


@reads(router, "/communities/{slug}/town/days", List[DayShape])
def days(request: ApiRequest, slug: str, since: Since) -> List[DayShape]:
    """Read the figures of each day since a day, at most 1,500 days."""
    community, _member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return List(items=[money.day(figure) for figure in queries.series(community.id, since)], next=None)


@reads(router, "/communities/{slug}/town/days.csv", str, media=CSV)
def days_csv(request: ApiRequest, slug: str, since: Since) -> HttpResponse:
    """Read the figures as CSV in UTF-8: a row for every day from the first with a transfer up to today, none left out.

    Amounts have a point before the decimals.
    """
    community, _member = seat_on(request, slug)
    found, today = queries.series(community.id, since, most=None), local_date(clock.now(), community.zone)
    rows = tables.filled(found, since=found[0].day if found else today, through=today)
    table = tables.figures_csv(rows, exponent=queries.currency_of(community.id).exponent)
    return file_of(table, media=CSV, name=f"{community.slug}-figures-{today}.csv")


@reads(router, "/communities/{slug}/commons", List[FlowShape])
def commons(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[FlowShape]:
    """List where the commons' coins came from and went, newest first."""
    community, member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    page = queries.commons_flows(community=community.id, viewer=member.id, cursor=cursor, limit=limit)
    return list_of(page, money.flow)


@reads(router, "/communities/{slug}/levies", List[LevyShape])
def levies(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 24) -> List[LevyShape]:
    """List the levies that were taken, newest first, with where they went."""
    community, _member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return list_of(queries.levies(community=community.id, cursor=cursor, limit=limit), money.levy)


@reads(router, "/communities/{slug}/levies/mine", List[LevyLineShape])
def my_levies(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 24) -> List[LevyLineShape]:
    """List the caller's own lines of the levies, newest first; a page can hold fewer lines than levies."""
    community, member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    page = queries.levies(community=community.id, cursor=cursor, limit=limit)
    mine = queries.levy_lines(member=member.id, viewer=member.id, levies=[levy.id for levy in page.items])
    lines = [money.levy_line(mine[levy.id]) for levy in page.items if levy.id in mine]
    return List(items=lines, next=page.next_cursor or None)
