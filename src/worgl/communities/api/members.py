"""The members of a community: how they are found, look, and what the callers say of themselves."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from worgl.communities import commands, queries
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import SEAT, seat_on
from worgl.communities.queries import Community, Member
from worgl.communities.rules import MemberId, MemberState
from worgl.core.limits import NAME_MAX
from worgl.core.pictures import CONTENT_TYPE
from worgl.core.rest import (
    ApiRequest,
    Cursor,
    Limit,
    List,
    New,
    Resource,
    Scope,
    Seen,
    get,
    list_of,
    new_router,
    picture_of,
)
from worgl.identity.rules import PersonId


def _own(*, viewer: MemberId) -> Member:
    return queries.member(viewer)


router = new_router("Members")
LOOK = (Scope.READ, Scope.PAY, Scope.RECEIVE, Scope.MESSAGES)
OWN: Seen[tuple[Community, Member], Member] = Seen(_own, MemberShape)


@get(router, "/communities/{slug}/members", List[MemberShape])
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


@get(router, "/communities/{slug}/members/{member}", MemberShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, member: str) -> MemberShape:
    """Read a member by id or code."""
    community, _viewer = seat_on(request, slug)
    return member_shape(queries.member_by_mark(community=community.id, mark=member))


@get(router, "/communities/{slug}/members/{member}/picture", bytes, scopes=LOOK, media=CONTENT_TYPE)
def picture(request: ApiRequest, slug: str, member: str) -> HttpResponse:
    """Read how a member looks: a WebP of 256 x 256 pixels; who has left is seen no more."""
    community, _viewer = seat_on(request, slug)
    found = queries.member_by_mark(community=community.id, mark=member)
    return picture_of(queries.picture_for(found.picture, viewer=PersonId(request.auth.person)))


own = Resource(router, "/communities/{slug}", SEAT)
own.acts(
    "about_me",
    commands.present_oneself,
    "Change the caller's name here and what they say of themselves, for all members to read.",
    New("AboutMe", "The caller's name here, and in a few words what they can do or offer."),
    OWN,
    method="PUT",
)
own.acts(
    "dismiss_welcome",
    commands.dismiss_welcome,
    "Show the caller the first steps no more.",
    path="/welcome/dismiss",
)
