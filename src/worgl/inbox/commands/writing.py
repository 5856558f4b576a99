"""Writing to each other, blocking and reporting, in the caller's transaction.

Whether both are active members of a community the caller has checked: the commands of `communities` call these.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from worgl.core import counters
from worgl.core.limits import CONVERSATIONS_BEGUN, MESSAGES_SENT, REPORTS_MADE
from worgl.identity.rules import PersonId
from worgl.inbox.errors import (
    MessageUnknown,
    ReportUnknown,
    TooManyConversations,
    TooManyMessages,
    TooManyReports,
    YouBlocked,
)
from worgl.inbox.models import Conversation, Message, Notice, Report, Side
from worgl.inbox.rules.messages import (
    REPORT_REASON_MAX,
    ConversationId,
    MessageId,
    ReportId,
    Written,
    clean_message,
)


def write(*, community: UUID, writer: PersonId, reader: PersonId, text: str, now: datetime) -> Written:
    """Write to somebody. A writer the reader has blocked is not told so: the message is kept, seen by the writer alone.

    Refuses InvalidMessage, YouBlocked, TooManyMessages, TooManyConversations.
    """
    clean = clean_message(text)
    wait = counters.count_act(MESSAGES_SENT, writer, now=now)
    if wait:
        raise TooManyMessages(limit=MESSAGES_SENT.most, minutes=-(-wait // 60), seconds=wait)
    _check_new(community, writer, reader, now=now)
    own, other = _sides(community, writer, reader, now=now)
    if own.blocks:
        raise YouBlocked
    row = Message.objects.create(
        community=community,
        conversation_id=own.conversation_id,
        by_id=writer,
        text=clean,
        withheld=other.blocks,
        at=now,
    )
    Side.objects.filter(pk=own.pk).update(last=row)
    if not row.withheld:
        Side.objects.filter(pk=other.pk).update(last=row, unread=F("unread") + 1)
    is_news = not row.withheld and other.unread == 0
    return Written(MessageId(row.pk), ConversationId(own.conversation_id), is_news)


def _check_new(community: UUID, writer: PersonId, reader: PersonId, *, now: datetime) -> None:
    """Refuse TooManyConversations when the writer would begin one more than they may."""
    if Side.objects.filter(community=community, person=writer, other=reader).exists():
        return
    wait = counters.count_act(CONVERSATIONS_BEGUN, writer, now=now)
    if wait:
        raise TooManyConversations(limit=CONVERSATIONS_BEGUN.most, seconds=wait)


def _sides(community: UUID, person: PersonId, other: PersonId, *, now: datetime) -> tuple[Side, Side]:
    """Return both sides of a conversation, one's own first, locked; begins it when there is none."""
    found = _locked_sides(community, person, other)
    if found is None:
        _begin(community, person, other, now=now)
        found = _locked_sides(community, person, other)
        assert found is not None, "whoever of the two was quicker has begun it"
    return found


def _locked_sides(community: UUID, person: PersonId, other: PersonId) -> tuple[Side, Side] | None:
    pair = [person, other]
    # By id, so that two people who write to each other at once do not wait for each other.
    rows = Side.objects.select_for_update().filter(community=community, person__in=pair, other__in=pair).order_by("pk")
    sides = {row.person_id: row for row in rows}
    return (sides[person], sides[other]) if len(sides) == len(pair) else None


def _begin(community: UUID, person: PersonId, other: PersonId, *, now: datetime) -> None:
    begun = Conversation(community=community, begun_by_id=person, begun_at=now)
    # The same order for both, as above; whose first row meets the other's waits, and then begins nothing.
    first, second = sorted((person, other))
    with transaction.atomic():
        begun.save(force_insert=True)
        pairs = ((first, second), (second, first))
        rows = [Side(community=community, conversation=begun, person_id=own, other_id=its) for own, its in pairs]
        Side.objects.bulk_create(rows, ignore_conflicts=True)
        if not Side.objects.filter(pk=rows[0].pk).exists():
            begun.delete()


def see(*, community: UUID, person: PersonId, other: PersonId, kind: str, now: datetime) -> None:
    """Note that a person has seen all that somebody wrote to them, and read the notices of that kind about it."""
    row = Side.objects.filter(community=community, person=person, other=other).first()
    if row is not None:
        Side.objects.filter(pk=row.pk).update(unread=0)
        told = Notice.objects.filter(person=person, kind=kind, key__startswith=f"{row.conversation_id}:")
        told.filter(read_at__isnull=True).update(read_at=now)


def see_until(*, community: UUID, person: PersonId, other: PersonId, until: UUID, kind: str, now: datetime) -> None:
    """Note that a person has seen what somebody wrote to them up to a message; what came later stays unread.

    The notices of that kind are read with the last message. Refuses MessageUnknown for one of another conversation.
    """
    rows = Side.objects.select_for_update().filter(community=community, person=person, other=other)
    row = rows.first()
    written = Message.objects.filter(conversation=row.conversation_id) if row else Message.objects.none()
    if row is None or not written.filter(Q(withheld=False) | Q(by=person), pk=until).exists():
        raise MessageUnknown
    later = written.filter(withheld=False, pk__gt=until).exclude(by=person).count()
    if later:
        rows.update(unread=min(row.unread, later))
    else:
        see(community=community, person=person, other=other, kind=kind, now=now)


def block(*, community: UUID, person: PersonId, other: PersonId, now: datetime) -> None:
    """Let nothing more that somebody writes reach a person; the other is not told."""
    own, _other = _sides(community, person, other, now=now)
    Side.objects.filter(pk=own.pk).update(blocks=True)


def unblock(*, community: UUID, person: PersonId, other: PersonId) -> None:
    """Let messages reach a person again; what was written meanwhile stays away."""
    Side.objects.filter(community=community, person=person, other=other).update(blocks=False)


def report_message(*, community: UUID, by: PersonId, message: UUID, reason: str, now: datetime) -> tuple[Report, bool]:
    """Ask for a look at a message one was sent; returns the report and whether it is new.

    Refuses MessageUnknown, InvalidMessage, TooManyReports.
    """
    row = Message.objects.filter(pk=message, community=community, withheld=False).exclude(by=by).first()
    if row is None or not Side.objects.filter(conversation=row.conversation_id, person=by).exists():
        raise MessageUnknown
    before = Report.objects.filter(community=community, by=by, message=row).first()
    if before is not None:
        return before, False
    return _report(community, by, PersonId(row.by_id), reason, message=row, now=now), True


def report_person(*, community: UUID, by: PersonId, about: PersonId, reason: str, now: datetime) -> Report:
    """Ask for a look at a person. Refuses InvalidMessage, TooManyReports."""
    return _report(community, by, about, reason, message=None, now=now)


def _report(
    community: UUID, by: PersonId, about: PersonId, reason: str, *, message: Message | None, now: datetime
) -> Report:
    clean = clean_message(reason, longest=REPORT_REASON_MAX, field="reason")
    wait = counters.count_act(REPORTS_MADE, by, now=now)
    if wait:
        raise TooManyReports(limit=REPORTS_MADE.most, seconds=wait)
    return Report.objects.create(
        community=community,
        by_id=by,
        about_id=about,
        message=message,
        text=message.text if message else "",
        reason=clean,
        at=now,
    )


def resolve(*, community: UUID, report: UUID, by: PersonId, answer: str, now: datetime) -> ReportId:
    """Note that an administrator has looked at a report that is not about themselves. Refuses ReportUnknown."""
    rows = Report.objects.filter(pk=report, community=community, resolved_at__isnull=True).exclude(about=by)
    if not rows.update(resolved_at=now, resolved_by=by, answer=answer[:REPORT_REASON_MAX]):
        raise ReportUnknown
    return ReportId(report)
