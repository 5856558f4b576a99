"""The members of a community: how they are found, look, and what the caller says of himself."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Status
from pydantic import StringConstraints

from worgl.communities import commands, queries
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import ABOUT_MAX, MemberState
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import NAME_MAX
from worgl.core.pictures import CONTENT_TYPE
from worgl.core.rest import (
    DONE,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    Line,
    List,
    Scope,
    Shape,
    list_of,
    picture_of,
    reads,
    room,
    writes,
)
from worgl.identity.rules import PersonId

router = room("Members")
LOOK = (Scope.READ, Scope.PAY, Scope.RECEIVE, Scope.MESSAGES)
OWN = (Scope.ADMIN,)


class AboutMe(Shape):
    """The caller's name here, and in a few words what he can do or offer."""

    name: Line
    about: Annotated[str, StringConstraints(max_length=ABOUT_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


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


@reads(router, "/communities/{slug}/members/{member}/picture", bytes, scopes=LOOK, media=CONTENT_TYPE)
def picture(request: ApiRequest, slug: str, member: str) -> HttpResponse:
    """Read how a member looks: a WebP of 256 x 256 pixels; who has left is seen no more."""
    community, _viewer = seat_on(request, slug)
    found = queries.member_by_mark(community=community.id, mark=member)
    return picture_of(queries.picture_for(found.picture, viewer=PersonId(request.auth.person)))


@writes(router, "/communities/{slug}/about-me", MemberShape, scopes=OWN, method="PUT")
def about_me(request: ApiRequest, slug: str, new: AboutMe, key: Key) -> MemberShape:
    """Change the caller's name here and what he says of himself, for all members to read."""
    _community, own = seat_on(request, slug)
    commands.present_oneself(actor=own.id, name=new.name, about=new.about, key=IdempotencyKey(key), now=clock.now())
    return member_shape(queries.member(own.id))


@writes(router, "/communities/{slug}/welcome/dismiss", scopes=OWN)
def dismiss_welcome(request: ApiRequest, slug: str, key: Key) -> Status[None]:
    """Show the caller the first steps no more."""
    _community, own = seat_on(request, slug)
    commands.dismiss_welcome(actor=own.id, key=IdempotencyKey(key), now=clock.now())
    return DONE
