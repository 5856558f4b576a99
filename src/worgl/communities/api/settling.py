"""Letting people in, and the terms of a community: invitations, its name, places and words."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.conf import settings
from ninja import Status
from pydantic import Field

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN
from worgl.communities.api.shapes import CommunityShape, community_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import WORDS, InvitationId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import DONE, ApiRequest, Key, Line, List, Scope, Shape, reads, room, shape_from, writes

router = room("Invitations and terms")
INVITE = (Scope.ADMIN,)
NUMBER_MAX = 1_000_000
Number = Annotated[int, Field(strict=True, ge=1, le=NUMBER_MAX)]


class InvitationShape(Shape):
    """An open invitation; `direct` ones let people in at once. Its link is told when it is made, never again."""

    id: UUID
    invited_by: str
    uses: int
    used: int
    direct: bool
    expires_at: datetime


class NewInvitation(Shape):
    """For how many people, and for how many days."""

    uses: Number
    days: Number


class MadeInvitation(Shape):
    """An invitation just made, with its link."""

    id: UUID
    link: str
    expires_at: datetime


class NewName(Shape):
    """The community's name; its address stays."""

    name: Line


class NewCap(Shape):
    """How many members there can be."""

    cap: Number
    reason: Line = ""


class NewWords(Shape):
    """The community's own words; one that is left out is the usual one again.

    With a `language` such as `de` they are for its readers, without one for all who have none of their own.
    """

    words: Annotated[dict[str, Line], Field(max_length=len(WORDS))]
    language: Annotated[str, Field(pattern="^([a-z]{2,3})?$")] = ""


@reads(router, "/communities/{slug}/invitations", List[InvitationShape])
def invitations(request: ApiRequest, slug: str) -> List[InvitationShape]:
    """List the caller's open invitations, to administrators all of them, newest first."""
    community, viewer = seat_on(request, slug)
    found = queries.invitations(community=community.id, viewer=viewer.id, now=clock.now())
    return List(items=[shape_from(InvitationShape, one) for one in found], next=None)


@writes(router, "/communities/{slug}/invitations", MadeInvitation, scopes=INVITE)
def invite(request: ApiRequest, slug: str, new: NewInvitation, key: Key) -> MadeInvitation:
    """Make a link that lets people ask to join; an administrator's lets them in at once."""
    _community, actor = seat_on(request, slug)
    made = commands.invite(actor=actor.id, uses=new.uses, days=new.days, key=IdempotencyKey(key), now=clock.now())
    return MadeInvitation(id=made.id, link=settings.SITE_URL + made.path, expires_at=made.expires_at)


@writes(router, "/communities/{slug}/invitations/{uuid:invitation}", scopes=INVITE, method="DELETE")
def revoke(request: ApiRequest, slug: str, invitation: UUID, key: Key) -> Status[None]:
    """Take an invitation back: its link lets nobody in any more."""
    _community, actor = seat_on(request, slug)
    commands.revoke_invitation(
        actor=actor.id, invitation=InvitationId(invitation), key=IdempotencyKey(key), now=clock.now()
    )
    return DONE


@writes(router, "/communities/{slug}/name", CommunityShape, scopes=ADMIN, method="PUT")
def rename(request: ApiRequest, slug: str, new: NewName, key: Key) -> CommunityShape:
    """Change the community's name; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.rename_community(actor=actor.id, name=new.name, key=IdempotencyKey(key), now=clock.now())
    return community_shape(seat_on(request, slug))


@writes(router, "/communities/{slug}/cap", CommunityShape, scopes=ADMIN, method="PUT")
def set_cap(request: ApiRequest, slug: str, new: NewCap, key: Key) -> CommunityShape:
    """Change how many members there can be; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.set_cap(actor=actor.id, cap=new.cap, reason=new.reason, key=IdempotencyKey(key), now=clock.now())
    return community_shape(seat_on(request, slug))


@writes(router, "/communities/{slug}/words", CommunityShape, scopes=ADMIN, method="PUT")
def rename_words(request: ApiRequest, slug: str, new: NewWords, key: Key) -> CommunityShape:
    """Replace words such as "member" by the community's own; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.rename_words(
        actor=actor.id, words=new.words, language=new.language, key=IdempotencyKey(key), now=clock.now()
    )
    return community_shape(seat_on(request, slug))
