"""The members of a community."""

from __future__ import annotations

from typing import Annotated

from ninja import Query

from worgl.communities import queries
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import MemberState
from worgl.core.limits import NAME_MAX
from worgl.core.rest import ApiRequest, Cursor, Limit, List, Scope, list_of, reads, room

router = room("Members")
LOOK = (Scope.READ, Scope.PAY, Scope.RECEIVE, Scope.MESSAGES)


@reads(router, "/communities/{slug}/members", List[MemberShape])
def search(
    request: ApiRequest,
    slug: str,
    search: Annotated[str, Query(max_length=NAME_MAX, description="Part of a name or code.")] = "",
    state: Annotated[MemberState, Query(description="Other states than active are for administrators.")] = (
        MemberState.ACTIVE
    ),
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[MemberShape]:
    """List members by name."""
    community, viewer = seat_on(request, slug)
    page = queries.members(
        community=community.id, viewer=viewer.id, search=search, state=state, cursor=cursor, limit=limit
    )
    return list_of(page, member_shape)


@reads(router, "/communities/{slug}/members/{member}", MemberShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, member: str) -> MemberShape:
    """Read a member by id or code."""
    community, _viewer = seat_on(request, slug)
    return member_shape(queries.member_by_mark(community=community.id, mark=member))
