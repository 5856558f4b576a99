"""What members write to each other, blocking, reporting; and what was reported, for moderators and administrators.

People write, not shops: who keeps a shop writes here as himself, whatever `Acting-For` says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Status
from pydantic import StringConstraints

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN, Because
from worgl.communities.api.shapes import MemberShape, member_shape
from worgl.communities.pages import own_seat_on
from worgl.communities.rules import Chat, Member, MemberReport
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    DONE,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    List,
    Scope,
    Shape,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.inbox.rules.messages import MESSAGE_MAX, REPORT_REASON_MAX, MessageView

router = room("Messages")
MESSAGES = (Scope.MESSAGES,)


class ChatMessageShape(Shape):
    """A message; `by_me` tells whether the caller wrote it."""

    id: UUID
    by_me: bool
    text: str
    at: datetime


class ChatShape(Shape):
    """A conversation; `unread` counts what the caller has not seen, `is_blocked`: he has blocked the other."""

    member: MemberShape
    last: ChatMessageShape | None
    unread: int
    is_blocked: bool


class NewMessage(Shape):
    """What is written: plain text, lines ended as one likes."""

    text: Annotated[str, StringConstraints(max_length=MESSAGE_MAX)]


class SeenMessages(Shape):
    """The newest message the caller has seen; what came later stays unread."""

    until: UUID


class Accusation(Shape):
    """What is wrong with a member or his message."""

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


@reads(router, "/communities/{slug}/chats", List[ChatShape], scopes=MESSAGES)
def chats(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[ChatShape]:
    """List with whom the caller has written, the newest message first."""
    community, own = own_seat_on(request, slug)
    found = queries.chats(community=community.id, viewer=own.id, cursor=cursor, limit=limit)
    return List(items=[_chat(own, one) for one in found.items], next=found.next_cursor or None)


@reads(router, "/communities/{slug}/chats/{member}", ChatShape, scopes=MESSAGES)
def one(request: ApiRequest, slug: str, member: str) -> ChatShape:
    """Read how the caller stands with a member, by code or id; also before anything was written."""
    own, other = _two(request, slug, member)
    found, _page = queries.chat(viewer=own, other=other, limit=1)
    if found is None:
        return ChatShape(member=member_shape(other), last=None, unread=0, is_blocked=False)
    return _chat(own, found)


@reads(router, "/communities/{slug}/chats/{member}/messages", List[ChatMessageShape], scopes=MESSAGES)
def messages(
    request: ApiRequest, slug: str, member: str, cursor: Cursor = "", limit: Limit = 50
) -> List[ChatMessageShape]:
    """List what the caller and a member wrote to each other, newest first; it stays unread until that is told."""
    own, other = _two(request, slug, member)
    _found, page = queries.chat(viewer=own, other=other, cursor=cursor, limit=limit)
    return list_of(page, lambda line: _message(own, line))


@writes(router, "/communities/{slug}/chats/{member}/messages", ChatMessageShape, scopes=MESSAGES)
def write(request: ApiRequest, slug: str, member: str, new: NewMessage, key: Key) -> ChatMessageShape:
    """Write to an active member; who has blocked the caller never sees it, and it is answered all the same."""
    own, other = _two(request, slug, member)
    made = commands.write_to(actor=own.id, member=other.id, text=new.text, key=IdempotencyKey(key), now=clock.now())
    return _message(own, queries.message(viewer=own, message=made))


@writes(router, "/communities/{slug}/chats/{member}/read", scopes=MESSAGES)
def mark_read(request: ApiRequest, slug: str, member: str, seen: SeenMessages, key: Key) -> Status[None]:
    """Mark what a member wrote as read, up to the newest message the caller has seen."""
    own, other = _two(request, slug, member)
    commands.see_messages_until(
        actor=own.id, member=other.id, until=seen.until, key=IdempotencyKey(key), now=clock.now()
    )
    return DONE


@writes(router, "/communities/{slug}/chats/{member}/block", scopes=MESSAGES, method="PUT")
def block(request: ApiRequest, slug: str, member: str, key: Key) -> Status[None]:
    """Let nothing more that a member writes reach the caller; he is not told."""
    return _change(commands.block_member, request, slug, member, key)


@writes(router, "/communities/{slug}/chats/{member}/block", scopes=MESSAGES, method="DELETE")
def unblock(request: ApiRequest, slug: str, member: str, key: Key) -> Status[None]:
    """Let a member's messages reach the caller again; what was written meanwhile stays away."""
    return _change(commands.unblock_member, request, slug, member, key)


@writes(router, "/communities/{slug}/members/{member}/report", MadeReport, scopes=MESSAGES)
def report_member(request: ApiRequest, slug: str, member: str, accusation: Accusation, key: Key) -> MadeReport:
    """Ask moderators and administrators to look at a member; he is not told."""
    own, other = _two(request, slug, member)
    made = commands.report_member(
        actor=own.id, member=other.id, reason=accusation.reason, key=IdempotencyKey(key), now=clock.now()
    )
    return MadeReport(id=made)


@writes(router, "/communities/{slug}/messages/{uuid:line}/report", MadeReport, scopes=MESSAGES)
def report_message(request: ApiRequest, slug: str, line: UUID, accusation: Accusation, key: Key) -> MadeReport:
    """Ask moderators and administrators to look at a message the caller was sent; they see it and nothing else."""
    _community, own = own_seat_on(request, slug)
    made = commands.report_message(
        actor=own.id, message=line, reason=accusation.reason, key=IdempotencyKey(key), now=clock.now()
    )
    return MadeReport(id=made)


@reads(router, "/communities/{slug}/reports", List[ReportShape], scopes=ADMIN)
def reports(request: ApiRequest, slug: str) -> List[ReportShape]:
    """List what waits for a moderator or administrator, the longest first, without what is about himself."""
    community, own = own_seat_on(request, slug)
    found = queries.reports_waiting(community=community.id, viewer=own.id)
    return List(items=[_report(one) for one in found], next=None)


@writes(router, "/communities/{slug}/reports/{uuid:report}/resolve", scopes=ADMIN)
def resolve(request: ApiRequest, slug: str, report: UUID, because: Because, key: Key) -> Status[None]:
    """Note as a moderator or administrator what one did about a report; its author is told that it was looked at."""
    _community, own = own_seat_on(request, slug)
    commands.resolve_report(
        actor=own.id, report=report, reason=because.reason, key=IdempotencyKey(key), now=clock.now()
    )
    return DONE


def _two(request: ApiRequest, slug: str, mark: str) -> tuple[Member, Member]:
    """Return the caller and whom he means by a code or id."""
    _community, own = own_seat_on(request, slug)
    return own, queries.chat_partner(viewer=own, mark=mark)


def _change(command: Callable[..., None], request: ApiRequest, slug: str, mark: str, key: str) -> Status[None]:
    own, other = _two(request, slug, mark)
    command(actor=own.id, member=other.id, key=IdempotencyKey(key), now=clock.now())
    return DONE


def _chat(own: Member, chat: Chat) -> ChatShape:
    last = None if chat.side.last is None else _message(own, chat.side.last)
    return shape_from(ChatShape, chat.side, member=member_shape(chat.other), last=last)


def _message(own: Member, line: MessageView) -> ChatMessageShape:
    return shape_from(ChatMessageShape, line, by_me=line.by == own.person)


def _report(found: MemberReport) -> ReportShape:
    return shape_from(ReportShape, found.report, by=member_shape(found.by), about=member_shape(found.about))
