"""The state of a community's money, open to all its members."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.rest import CSV, ApiRequest, Cursor, Day, Limit, List, Resource, Seen, Shown, file_of, get, new_router
from worgl.currency import queries
from worgl.currency.pages.entries import MONEY, Here, money_of
from worgl.currency.pages.shapes import DayShape, FlowShape, LevyLineShape, LevyShape, Money, TownShape
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import LevyView, TownFigures, tables

router = new_router("Town")
Since = Annotated[Day, Query(description="First day, in the community's zone.")]


def _town(here: Here, found: TownFigures) -> TownShape:
    return money_of(here).town(found)


def _levy(here: Here, levy: LevyView) -> LevyShape:
    return money_of(here).levy(levy)


town = Resource(router, "/communities/{slug}", MONEY)
town.reads(
    "figures",
    Seen(queries.town_figures, TownShape, _town),
    "Read how much money there is, how it moves, what faded and where it went.",
    path="/town",
)
town.lists(
    "days",
    queries.series,
    "Read the figures of each day since a day, at most 1,500 days.",
    DayShape,
    path="/town/days",
    asked={"since": "First day, in the community's zone."},
)


@get(router, "/communities/{slug}/town/days.csv", str, media=CSV)
def days_csv(request: ApiRequest, slug: str, since: Since) -> HttpResponse:
    """Read the figures as CSV in UTF-8: a row for every day from the first with a transfer up to today, none left out.

    Amounts have a point before the decimals.
    """
    community, _member = seat_on(request, slug)
    found, today = queries.series(community.id, since, most=None), local_date(clock.now(), community.zone)
    rows = tables.filled(found, since=found[0].day if found else today, through=today)
    table = tables.figures_csv(rows, exponent=queries.currency_of(community.id).exponent)
    return file_of(table, media=CSV, name=f"{community.slug}-figures-{today}.csv")


town.lists(
    "commons",
    queries.commons_flows,
    "List where the commons' coins came from and went, newest first.",
    FlowShape,
    path="/commons",
)
town.lists(
    "levies",
    queries.levies,
    "List the levies that were taken, newest first, with where they went.",
    Shown(LevyShape, _levy),
    path="/levies",
    most=24,
)


@get(router, "/communities/{slug}/levies/mine", List[LevyLineShape])
def my_levies(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 24) -> List[LevyLineShape]:
    """List the caller's own lines of the levies, newest first; a page can hold fewer lines than levies."""
    community, member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    page = queries.levies(community=community.id, cursor=cursor, limit=limit)
    mine = queries.levy_lines(member=member.id, viewer=member.id, levies=[levy.id for levy in page.items])
    lines = [money.levy_line(mine[levy.id]) for levy in page.items if levy.id in mine]
    return List(items=lines, next=page.next_cursor or None)
