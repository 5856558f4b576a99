"""What the caller was told, in all of their communities."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from worgl.core.rest import ApiRequest, Entry, New, Resource, Scope, Shape, Shown, new_router, shape_from
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.rules import NoticeView

router = new_router("Notices")
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


class MarkedShape(Shape):
    """How many notices were unread until now."""

    marked: int


def reader_on(request: ApiRequest) -> PersonId:
    """Return the caller of a request about all of their communities. Refuses KeyOfOne."""
    request.auth.require_all()
    return PersonId(request.auth.person)


def _reader(person: PersonId) -> PersonId:
    return person


READER = Entry(reader_on, {"actor": _reader, "person": _reader})
"""The way in for what is told in all communities."""


def _shape(_person: PersonId, view: NoticeView) -> NoticeShape:
    return shape_from(NoticeShape, view, kind=view.kind.key, link=settings.SITE_URL + view.path)


notices = Resource(router, "/notices", READER, one="{uuid:notice}")
notices.lists(
    "told",
    queries.notices,
    "List what the caller was told, newest first; not for a key of one community.",
    Shown(NoticeShape, _shape),
)
notices.makes(
    "mark_all_read",
    commands.mark_all_read,
    "Mark the caller's notices as read, up to the newest one they have seen.",
    New("SeenUntil", "The newest notice the person has seen; what was told later stays unread."),
    Shown(MarkedShape, lambda _person, marked: MarkedShape(marked=marked)),
    path="/read",
)
notices.acts("mark_read", commands.mark_read, "Mark one of the caller's notices as read.", path="/read")
