"""The caller's account: what happened on it, and its statement over a period."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core.rest import ApiRequest, Cursor, Day, Limit, List, Scope, list_of, reads, room
from worgl.currency.queries import currency_of
from worgl.payments import queries
from worgl.payments.api.shapes import EntryShape, Papers, StatementShape
from worgl.payments.rules import Direction

router = room("Account")


@reads(router, "/communities/{slug}/activity", List[EntryShape], scopes=(Scope.READ, Scope.RECEIVE))
def activity(
    request: ApiRequest,
    slug: str,
    direction: Annotated[Direction | None, Query(description="Only what came in, or only what went out.")] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[EntryShape]:
    """List the entries of the caller's account, newest first.

    Of one direction a page can be short though more follow.
    """
    community, member = seat_on(request, slug)
    papers = Papers(currency_of(community.id))
    page = queries.activity(member=member.id, viewer=member.id, direction=direction, cursor=cursor, limit=limit)
    return list_of(page, papers.entry)


@reads(router, "/communities/{slug}/statement", StatementShape)
def statement(
    request: ApiRequest,
    slug: str,
    start: Annotated[Day, Query(description="First day, in the community's zone.")],
    end: Annotated[Day, Query(description="Last day, included.")],
) -> StatementShape:
    """Read the caller's account over a period; opening, lines and closing add up."""
    community, member = seat_on(request, slug)
    view = queries.statement(member=member.id, viewer=member.id, start=start, end=end)
    return Papers(currency_of(community.id)).statement(view)
