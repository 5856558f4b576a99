"""What members write to each other, blocking, reporting; and what was reported, for moderators and administrators.

People write, not shops: the keeper of a shop writes here as a person, whatever `Acting-For` says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN, Because
from worgl.communities.api.shapes import MemberShape, made_as, member_shape
from worgl.communities.pages import OWN_SEAT, own_seat_on
from worgl.communities.queries import Community
from worgl.communities.rules import Chat, Member, MemberReport
from worgl.core.rest import (
    ApiRequest,
    Cursor,
    Entry,
    Limit,
    List,
    New,
    Resource,
    Scope,
    Seen,
    Shape,
    Shown,
    get,
    list_of,
    new_router,
    shape_from,
)
from worgl.inbox.rules.messages import MESSAGE_MAX, REPORT_REASON_MAX, MessageView

router = new_router("Messages")
Two = tuple[Member, Member]
"""The caller, and the member the caller means."""
MESSAGES = (Scope.MESSAGES,)


class ChatMessageShape(Shape):
    """A message; `by_me` tells whether the caller wrote it."""

    id: UUID
    by_me: bool
    text: str
    at: datetime


class ChatShape(Shape):
    """A conversation; `unread` counts what the caller has not seen, `is_blocked`: the caller has blocked the other."""

    member: MemberShape
    last: ChatMessageShape | None
    unread: int
    is_blocked: bool


class NewMessage(Shape):
    """What is written: plain text, lines ended as one likes."""

    text: Annotated[str, StringConstraints(max_length=MESSAGE_MAX)]


class Accusation(Shape):
    """What is wrong with a member or a message to them."""

    reason: Annotated[str, StringConstraints(max_length=REPORT_REASON_MAX)]


class MadeReport(Shape):
    """A report just made."""

    id: UUID


class ReportShape(Shape):
    """What was reported: `text` is the one message, "" when a member is reported as such."""

    id: UUID
    by: MemberShape
    about: MemberShape
    text: str
    reason: str
    at: datetime


@get(router, "/communities/{slug}/chats", List[ChatShape], scopes=MESSAGES)
def chats(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[ChatShape]:
    """List with whom the caller has written, the newest message first."""
    community, own = own_seat_on(request, slug)
    found = queries.chats(community=community.id, viewer=own.id, cursor=cursor, limit=limit)
    return List(items=[_chat(own, one) for one in found.items], next=found.next_cursor or None)


@get(router, "/communities/{slug}/chats/{member}", ChatShape, scopes=MESSAGES)
def one(request: ApiRequest, slug: str, member: str) -> ChatShape:
    """Read how the caller stands with a member, by code or id; also before anything was written."""
    own, other = _two(request, slug, member)
    found, _page = queries.chat(viewer=own, other=other, limit=1)
    if found is None:
        return ChatShape(member=member_shape(other), last=None, unread=0, is_blocked=False)
    return _chat(own, found)


@get(router, "/communities/{slug}/chats/{member}/messages", List[ChatMessageShape], scopes=MESSAGES)
def messages(
    request: ApiRequest, slug: str, member: str, cursor: Cursor = "", limit: Limit = 50
) -> List[ChatMessageShape]:
    """List what the caller and a member wrote to each other, newest first; it stays unread until that is told."""
    own, other = _two(request, slug, member)
    _found, page = queries.chat(viewer=own, other=other, cursor=cursor, limit=limit)
    return list_of(page, lambda line: _message((own, other), line))


def _two(request: ApiRequest, slug: str, member: str) -> Two:
    """Return the caller and the member with this code or id."""
    _community, own = own_seat_on(request, slug)
    return own, queries.chat_partner(viewer=own, mark=member)


def _chat(own: Member, chat: Chat) -> ChatShape:
    last = None if chat.side.last is None else _message((own, chat.other), chat.side.last)
    return shape_from(ChatShape, chat.side, member=member_shape(chat.other), last=last)


def _message(two: Two, line: MessageView) -> ChatMessageShape:
    return shape_from(ChatMessageShape, line, by_me=line.by == two[0].person)


def _report(_here: tuple[Community, Member], found: MemberReport) -> ReportShape:
    return shape_from(ReportShape, found.report, by=member_shape(found.by), about=member_shape(found.about))


PARTNER = Entry(
    _two,
    {
        "actor": lambda two: two[0].id,
        "member": lambda two: two[1].id,
        "viewer": lambda two: two[0],
    },
)
chat = Resource(router, "/communities/{slug}/chats/{member}", PARTNER, write_by=MESSAGES)
chat.makes(
    "write",
    commands.write_to,
    "Write to an active member; who has blocked the caller never sees it, and it is answered all the same.",
    NewMessage,
    Seen(queries.message, ChatMessageShape, _message, by="message"),
    path="/messages",
)
chat.acts(
    "mark_read",
    commands.see_messages_until,
    "Mark what a member wrote as read, up to the newest message the caller has seen.",
    New("SeenMessages", "The newest message the caller has seen; what came later stays unread."),
    path="/read",
)
chat.acts(
    "block",
    commands.block_member,
    "Let nothing more that a member writes reach the caller; the member is not told.",
    method="PUT",
)
chat.acts(
    "unblock",
    commands.unblock_member,
    "Let a member's messages reach the caller again; what was written meanwhile stays away.",
    path="/block",
    method="DELETE",
)
Resource(router, "/communities/{slug}/members/{member}", PARTNER, write_by=MESSAGES).acts(
    "report_member",
    commands.report_member,
    "Ask moderators and administrators to look at a member; the member is not told.",
    Accusation,
    made_as(MadeReport),
    path="/report",
)
Resource(
    router, "/communities/{slug}/messages", OWN_SEAT, one="{uuid:line}", taken_as="message", write_by=MESSAGES
).acts(
    "report_message",
    commands.report_message,
    "Ask moderators and administrators to look at a message the caller was sent; they see it and nothing else.",
    Accusation,
    made_as(MadeReport),
    path="/report",
)
reports = Resource(router, "/communities/{slug}/reports", OWN_SEAT, one="{uuid:report}", read_by=ADMIN)
reports.lists(
    "reports",
    queries.reports_waiting,
    "List what waits for a moderator or administrator, the longest first, without what is about themselves.",
    Shown(ReportShape, _report),
)
reports.acts(
    "resolve",
    commands.resolve_report,
    "Note as a moderator or administrator what one did about a report; its author is told that it was looked at.",
    Because,
)
