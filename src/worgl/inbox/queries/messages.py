"""What people wrote to each other, to its two sides; what was reported, for the administration above.

Whether a viewer belongs to the community the caller has checked: the queries of `communities` call these.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.identity.rules import PersonId
from worgl.inbox.errors import MessageUnknown, ReportUnknown
from worgl.inbox.models import Message, Report, Side
from worgl.inbox.rules.messages import ConversationId, MessageId, MessageView, ReportId, ReportView, SideView

NEW_SHOWN = 50
"""Most new messages fetched at once by a page that stays open."""


def sides(*, community: UUID, person: PersonId, cursor: str = "", limit: int = 30) -> Page[SideView]:
    """Return a page of a person's conversations, the newest message first, to themselves. Refuses InvalidCursor."""
    rows = Side.objects.filter(community=community, person=person, last__isnull=False)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(last__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.select_related("last").order_by("-last_id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.last_id.hex if row.last_id else "",))
    return Page(tuple(_side(row) for row in page.items), page.next_cursor)


def side(*, community: UUID, person: PersonId, other: PersonId) -> SideView | None:
    """Return a person's side of one conversation, to themselves, None before the first message."""
    rows = Side.objects.filter(community=community, person=person, other=other)
    row = rows.select_related("last").first()
    return _side(row) if row else None


def messages(*, conversation: ConversationId, person: PersonId, cursor: str = "", limit: int = 50) -> Page[MessageView]:
    """Return a page of a conversation, newest first, to one of its two sides; nothing to anybody else."""
    rows = _readable(conversation, person)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-id")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_message(row) for row in page.items), page.next_cursor)


def message(*, message: UUID, community: UUID, person: PersonId) -> MessageView:
    """Return a message of a community to one of its two sides. Refuses MessageUnknown."""
    mine = Side.objects.filter(person=person).values("conversation")
    row = _seen_by(person).filter(pk=message, community=community, conversation__in=mine).first()
    if row is None:
        raise MessageUnknown
    return _message(row)


def messages_after(*, conversation: ConversationId, person: PersonId, after: UUID) -> tuple[MessageView, ...]:
    """Return what came after a message, the oldest first, at most NEW_SHOWN, to one of the two sides."""
    rows = _readable(conversation, person).filter(id__gt=after).order_by("id")[:NEW_SHOWN]
    return tuple(_message(row) for row in rows)


def received(*, message: UUID, community: UUID, person: PersonId) -> MessageView | None:
    """Return a message that a person was sent, to themselves, None for any other."""
    row = Message.objects.filter(pk=message, community=community, withheld=False).exclude(by=person).first()
    is_his = row is not None and Side.objects.filter(conversation=row.conversation_id, person=person).exists()
    return _message(row) if row and is_his else None


def still_unread(*, message: UUID) -> bool:
    """Tell whether the reader of a message has not looked at the conversation since; for whoever tells them of it."""
    row = Message.objects.filter(pk=message).first()
    unread = Side.objects.filter(conversation=row.conversation_id, unread__gt=0) if row else Side.objects.none()
    return row is not None and unread.exclude(person=row.by_id).exists()


def _readable(conversation: ConversationId, person: PersonId) -> QuerySet[Message]:
    mine = Side.objects.filter(person=person).values("conversation")
    return _seen_by(person).filter(conversation=conversation, conversation__in=mine)


def _seen_by(person: PersonId) -> QuerySet[Message]:
    """Return what is not kept away from a person; whose conversations they read is for the caller to say."""
    return Message.objects.filter(Q(withheld=False) | Q(by=person))


def reports_waiting(*, community: UUID, viewer: PersonId, limit: int = PAGE_MAX) -> tuple[ReportView, ...]:
    """Return what waits for an administrator, the longest first, without what is about themselves."""
    rows = Report.objects.filter(community=community, resolved_at__isnull=True).exclude(about=viewer)
    return tuple(_report(row) for row in rows.order_by("id")[: min(limit, PAGE_MAX)])


def report_of(*, community: UUID, report: UUID) -> ReportView:
    """Return a report of a community, for its administration. Refuses ReportUnknown."""
    row = Report.objects.filter(pk=report, community=community).first()
    if row is None:
        raise ReportUnknown
    return _report(row)


def people_of(reports: Iterable[ReportView]) -> set[PersonId]:
    """Return everybody some reports name."""
    return {person for one in reports for person in (one.by, one.about)}


def has_blocked(*, community: UUID, reader: PersonId, writer: PersonId) -> bool:
    """Tell whether a person wants nothing more from somebody; for what tells people of others' doings."""
    return Side.objects.filter(community=community, person=reader, other=writer, blocks=True).exists()


def blocked_among(persons: Iterable[PersonId]) -> frozenset[tuple[UUID, UUID, UUID]]:
    """Return in which communities some people want nothing more from whom: community, reader, writer."""
    rows = Side.objects.filter(person__in=set(persons), blocks=True)
    return frozenset(rows.values_list("community", "person", "other"))


def _side(row: Side) -> SideView:
    return SideView(
        id=ConversationId(row.conversation_id),
        other=PersonId(row.other_id),
        last=_message(row.last) if row.last else None,
        unread=row.unread,
        is_blocked=row.blocks,
    )


def _message(row: Message) -> MessageView:
    return MessageView(MessageId(row.pk), PersonId(row.by_id), row.text, row.at)


def _report(row: Report) -> ReportView:
    return ReportView(ReportId(row.pk), PersonId(row.by_id), PersonId(row.about_id), row.text, row.reason, row.at)
