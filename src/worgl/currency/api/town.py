"""The state of a community's money, open to all its members."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.rest import ApiRequest, Cursor, Day, Limit, List, list_of, reads, room
from worgl.currency import queries
from worgl.currency.api.shapes import DayShape, FlowShape, LevyLineShape, LevyShape, Money, TownShape

router = room("Town")


@reads(router, "/communities/{slug}/town", TownShape)
def figures(request: ApiRequest, slug: str) -> TownShape:
    """Read how much money there is, how it moves, what faded and where it went."""
    community, _member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return money.town(queries.town_figures(community.id, clock.now()))


@reads(router, "/communities/{slug}/town/days", List[DayShape])
def days(
    request: ApiRequest,
    slug: str,
    since: Annotated[Day, Query(description="First day, in the community's zone.")],
) -> List[DayShape]:
    """Read the figures of each day since a day, at most 1,500 days."""
    community, _member = seat_on(request, slug)
    money = Money(queries.currency_of(community.id))
    return List(items=[money.day(figure) for figure in queries.series(community.id, since)], next=None)


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
