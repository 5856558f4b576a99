"""What administrators tell all members."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Status
from pydantic import Field, StringConstraints

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN
from worgl.communities.pages import seat_on
from worgl.communities.rules import NOTICE_BODY_MAX, NOTICE_SHOWN_DAYS_MAX, NoticeId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    DONE,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    Line,
    List,
    Shape,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)

router = room("Announcements")


class AnnouncementShape(Shape):
    """What stands for all members until `expires_at`."""

    id: UUID
    title: str
    body: str
    by: str
    at: datetime
    expires_at: datetime


class PublishedShape(AnnouncementShape):
    """The same for administrators; `seen` counts who has put it away."""

    is_withdrawn: bool
    seen: int


class NewAnnouncement(Shape):
    """What all members are told, and for how many days it stands."""

    title: Line
    body: Annotated[str, StringConstraints(max_length=NOTICE_BODY_MAX, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")] = ""
    days: Annotated[int, Field(strict=True, ge=1, le=NOTICE_SHOWN_DAYS_MAX)]


class MadeAnnouncement(Shape):
    """An announcement just made."""

    id: UUID


@reads(router, "/communities/{slug}/announcements", List[AnnouncementShape])
def standing(request: ApiRequest, slug: str) -> List[AnnouncementShape]:
    """List the latest announcements the caller has not put away, newest first."""
    _community, member = seat_on(request, slug)
    found = queries.notices_for(member, now=clock.now())
    return List(items=[shape_from(AnnouncementShape, one) for one in found], next=None)


@reads(router, "/communities/{slug}/announcements/all", List[PublishedShape], scopes=ADMIN)
def published(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[PublishedShape]:
    """List all that was announced, newest first; for administrators."""
    community, viewer = seat_on(request, slug)
    page = queries.notices(community=community.id, viewer=viewer.id, cursor=cursor, limit=limit)
    return list_of(page, lambda one: shape_from(PublishedShape, one))


@writes(router, "/communities/{slug}/announcements", MadeAnnouncement, scopes=ADMIN)
def announce(request: ApiRequest, slug: str, new: NewAnnouncement, key: Key) -> MadeAnnouncement:
    """Announce something to all members; for administrators."""
    _community, actor = seat_on(request, slug)
    made = commands.publish_notice(
        actor=actor.id, title=new.title, body=new.body, days=new.days, key=IdempotencyKey(key), now=clock.now()
    )
    return MadeAnnouncement(id=made)


@writes(router, "/communities/{slug}/announcements/{uuid:announcement}/dismiss", scopes=ADMIN)
def dismiss(request: ApiRequest, slug: str, announcement: UUID, key: Key) -> Status[None]:
    """Put an announcement away for the caller; others still see it."""
    _community, actor = seat_on(request, slug)
    commands.dismiss_notice(actor=actor.id, notice=NoticeId(announcement), key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/announcements/{uuid:announcement}", scopes=ADMIN, method="DELETE")
def withdraw(request: ApiRequest, slug: str, announcement: UUID, key: Key) -> Status[None]:
    """Show an announcement to nobody any more; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.withdraw_notice(actor=actor.id, notice=NoticeId(announcement), key=IdempotencyKey(key), now=clock.now())
    return DONE
