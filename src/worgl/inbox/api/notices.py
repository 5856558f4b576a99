"""What the caller was told, in all of his communities."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from ninja import Status

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import DONE, ApiRequest, Cursor, Key, Limit, List, Scope, Shape, list_of, reads, room, writes
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.rules import NoticeView

router = room("Notices")
ANSWER = (Scope.ADMIN,)


class NoticeShape(Shape):
    """A notice in the language asked for; `link` leads to the page it is about, `kind` is stable."""

    id: UUID
    kind: str
    sentence: str
    note: str
    community_name: str
    link: str
    at: datetime
    is_read: bool


class SeenUntil(Shape):
    """The newest notice the person has seen; what was told later stays unread."""

    until: UUID


class MarkedShape(Shape):
    """How many notices were unread until now."""

    marked: int


@reads(router, "/notices", List[NoticeShape])
def told(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> List[NoticeShape]:
    """List what the caller was told, newest first; not for a key of one community."""
    page = queries.notices(person=reader_on(request), cursor=cursor, limit=limit)
    return list_of(page, _shape)


@writes(router, "/notices/read", MarkedShape, scopes=ANSWER)
def mark_all_read(request: ApiRequest, seen: SeenUntil, key: Key) -> MarkedShape:
    """Mark the caller's notices as read, up to the newest one he has seen."""
    marked = commands.mark_all_read(
        actor=reader_on(request), until=seen.until, key=IdempotencyKey(key), now=clock.now()
    )
    return MarkedShape(marked=marked)


@writes(router, "/notices/{uuid:notice}/read", scopes=ANSWER)
def mark_read(request: ApiRequest, notice: UUID, key: Key) -> Status[None]:
    """Mark one of the caller's notices as read."""
    commands.mark_read(actor=reader_on(request), notice=notice, key=IdempotencyKey(key), now=clock.now())
    return DONE


def reader_on(request: ApiRequest) -> PersonId:
    """Return who sends a request about all of his communities. Refuses KeyOfOne."""
    request.auth.require_all()
    return PersonId(request.auth.person)


def _shape(view: NoticeView) -> NoticeShape:
    return NoticeShape(
        id=view.id,
        kind=view.kind.key,
        sentence=view.sentence,
        note=view.note,
        community_name=view.community_name,
        link=settings.SITE_URL + view.path,
        at=view.at,
        is_read=view.is_read,
    )
