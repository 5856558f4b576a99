"""Members write to each other, block and report; that both belong here is checked, the inbox keeps it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities.commands.audit import record_audit_event
from worgl.communities.errors import CannotBeWrittenTo, MemberUnknown, NoPerson, NotOneself
from worgl.communities.facts import MessageWritten, Reported, ReportResolved
from worgl.communities.queries.access import known_member, require_active, require_one_of, require_reader
from worgl.communities.queries.messages import member_of_person
from worgl.communities.rules import Member, MemberId, MemberState, Role, check_reason
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.request_cache import uncached
from worgl.identity.rules import PersonId
from worgl.inbox.commands import writing as inbox
from worgl.inbox.queries import messages

MESSAGE_KIND = "communities.message"
"""The kind of notice that tells of messages."""


@command
def write_to(*, actor: MemberId, member: MemberId, text: str, key: IdempotencyKey, now: datetime) -> UUID:
    """Write to another active member of one's community; returns the message's id.

    Refuses NotActive, MemberUnknown, NotOneself, CannotBeWrittenTo, InvalidMessage, YouBlocked, TooManyMessages,
    TooManyConversations. A member the other has blocked is not refused, and not told.
    """
    writer = require_active(actor)
    reader = _another(writer, member)
    if not reader.is_active:
        raise CannotBeWrittenTo(name=reader.name)
    done = inbox.write(community=writer.community, writer=_person(writer), reader=_person(reader), text=text, now=now)
    if done.is_news:
        fact = MessageWritten(writer.community, actor, member, done.conversation, done.message)
        outbox.record(fact, now=now)
    return done.message


def see_messages(*, reader: Member, other: Member, now: datetime) -> None:
    """Note that a member has just seen what another wrote to them; a page that stays open does so again and again."""
    with uncached():
        inbox.see(community=reader.community, person=_person(reader), other=_person(other), kind=MESSAGE_KIND, now=now)


@command
def see_messages_until(*, actor: MemberId, member: MemberId, until: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Note that one has seen what another wrote up to a message; later ones stay unread.

    For programs, which read now and tell later. Refuses NotAMember, MemberUnknown, NotOneself, MessageUnknown.
    """
    own = require_reader(actor, community=known_member(actor).community)
    inbox.see_until(
        community=own.community,
        person=_person(own),
        other=_person(_another(own, member)),
        until=until,
        kind=MESSAGE_KIND,
        now=now,
    )


@command
def block_member(*, actor: MemberId, member: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Let nothing more that another member writes reach one, without telling them. Refuses NotActive, MemberUnknown."""
    own = require_active(actor)
    inbox.block(community=own.community, person=_person(own), other=_person(_another(own, member)), now=now)


@command
def unblock_member(*, actor: MemberId, member: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Let another member's messages reach one again. Refuses NotActive, MemberUnknown."""
    own = require_active(actor)
    inbox.unblock(community=own.community, person=_person(own), other=_person(_another(own, member)))


@command
def report_message(*, actor: MemberId, message: UUID, reason: str, key: IdempotencyKey, now: datetime) -> UUID:
    """Ask the administrators to look at a message one was sent; they see this message alone. Returns the report's id.

    Refuses NotActive, MessageUnknown, InvalidMessage, TooManyReports.
    """
    own = require_active(actor)
    row, is_new = inbox.report_message(
        community=own.community, by=_person(own), message=message, reason=reason, now=now
    )
    about = member_of_person(own.community, PersonId(row.about_id))
    if is_new and about is not None:
        outbox.record(Reported(own.community, actor, about.id, row.pk), now=now)
    return UUID(str(row.pk))


@command
def report_member(*, actor: MemberId, member: MemberId, reason: str, key: IdempotencyKey, now: datetime) -> UUID:
    """Ask the administrators to look at a member. Returns the report's id.

    Refuses NotActive, MemberUnknown, NotOneself, InvalidMessage, TooManyReports.
    """
    own = require_active(actor)
    about = _another(own, member)
    row = inbox.report_person(community=own.community, by=_person(own), about=_person(about), reason=reason, now=now)
    outbox.record(Reported(own.community, actor, about.id, row.pk), now=now)
    return UUID(str(row.pk))


@command
def resolve_report(*, actor: MemberId, report: UUID, reason: str, key: IdempotencyKey, now: datetime) -> None:
    """Note as a moderator or administrator that one has looked at a report and what one did; its author is told so.

    Refuses NotActive, RoleNeeded, InvalidInput, ReportUnknown: also for a report about oneself.
    """
    admin = require_one_of(actor, Role.MODERATOR, Role.ADMIN)
    answer = check_reason(reason)
    found = messages.report_of(community=admin.community, report=report)
    inbox.resolve(community=admin.community, report=report, by=_person(admin), answer=answer, now=now)
    by, about = member_of_person(admin.community, found.by), member_of_person(admin.community, found.about)
    if by is not None:
        outbox.record(ReportResolved(admin.community, by.id, report), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.report_resolved",
        sentence=gettext_noop("Looked at what was reported about a member"),
        subject=about.id if about else None,
        reason=answer,
        now=now,
    )


def _another(own: Member, member: MemberId) -> Member:
    """Return another member of one's community whom one can know; refuses MemberUnknown, NotOneself."""
    other = known_member(member)
    if other.community != own.community or other.state is MemberState.APPLIED:
        raise MemberUnknown
    if other.id == own.id:
        raise NotOneself
    if other.person is None:
        raise CannotBeWrittenTo(name=other.name)
    return other


def _person(member: Member) -> PersonId:
    """Return the person behind a member; refuses NoPerson, for a shop that has none of its own."""
    if member.person is None:
        raise NoPerson(name=member.name)
    return member.person
