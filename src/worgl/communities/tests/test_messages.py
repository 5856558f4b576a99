"""Members write to each other: who may, who reads it, and what blocking and reporting do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import CannotBeWrittenTo, MemberUnknown, NotActive, NotAMember, NotOneself, RoleNeeded
from worgl.communities.rules import Founded, MemberId, MemberSpec, Role
from worgl.communities.tests import builders
from worgl.communities.tests.builders import Town, fresh_key
from worgl.core import jobs
from worgl.core.limits import CONVERSATIONS_BEGUN, MESSAGES_SENT, REPORTS_MADE
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.errors import (
    InvalidMessage,
    MessageUnknown,
    ReportUnknown,
    TooManyConversations,
    TooManyMessages,
    TooManyReports,
    YouBlocked,
)
from worgl.inbox.queries import notices
from worgl.inbox.rules.messages import MESSAGE_MAX

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Place:
    """A town with Alice (administrator), Bob and Dora (members), Carl (another administrator); Charlie is elsewhere."""

    town: Town
    dora: MemberId
    carl: MemberId
    dora_person: PersonId
    carl_person: PersonId


@pytest.fixture
def place(db: None) -> Place:
    town = builders.town()
    dora, carl = person("Dora"), person("Carl")
    founded = Founded(town.community, town.alice, town.slug)
    doras, carls = builders.member(founded, "Dora", who=dora), builders.member(founded, "Carl", who=carl)
    commands.grant_role(actor=town.alice, member=carls, role=Role.ADMIN, key=fresh_key(), now=NOW)
    jobs.run_due(now=NOW)
    return Place(town, doras, carls, dora, carl)


def write(by: MemberId, to: MemberId, text: str = "Hello", *, now: datetime = NOW) -> UUID:
    return commands.write_to(actor=by, member=to, text=text, key=fresh_key(), now=now)


def lines(viewer: MemberId, other: MemberId) -> list[str]:
    """Return what a member reads in their conversation with another, the oldest first."""
    own, its = queries.member(viewer), queries.member(other)
    _chat, page = queries.chat(viewer=own, other=its)
    return [line.text for line in reversed(page.items)]


def partners(viewer: MemberId) -> list[tuple[str, int]]:
    own = queries.member(viewer)
    found = queries.chats(community=own.community, viewer=viewer)
    return [(chat.other.name, chat.side.unread) for chat in found.items]


def told(who: PersonId) -> list[str]:
    jobs.run_due(now=NOW + timedelta(hours=1))
    return [notice.sentence for notice in notices(person=who).items]


def test_both_sides_read_what_was_written_and_nobody_else(place: Place) -> None:
    town = place.town
    write(town.bob, place.dora, "Hello Dora")
    write(place.dora, town.bob, "Hello Bob")
    assert lines(town.bob, place.dora) == lines(place.dora, town.bob) == ["Hello Dora", "Hello Bob"]
    for admin in (town.alice, place.carl):
        assert lines(admin, town.bob) == lines(admin, place.dora) == []
        assert partners(admin) == []
    with pytest.raises(NotAMember):
        lines(town.charlie, town.bob)
    with pytest.raises(NotAMember):
        queries.chats(community=town.community, viewer=town.charlie)


def test_a_conversation_is_one_of_each_pair_and_the_newest_comes_first(place: Place) -> None:
    town = place.town
    for other in (place.dora, place.carl, place.dora):
        write(town.bob, other)
    assert [name for name, _unread in partners(town.bob)] == ["Dora", "Carl"]
    assert partners(place.dora) == [("Bob", 2)]
    write(place.carl, town.bob)
    assert partners(town.bob) == [("Carl", 1), ("Dora", 0)]


def test_the_notice_of_messages_is_read_with_the_last_of_them(place: Place) -> None:
    town = place.town
    first, last = write(town.bob, place.dora, "One"), write(town.bob, place.dora, "Two")
    told(place.dora_person)
    for until, unread in ((first, 1), (last, 0)):
        commands.see_messages_until(actor=place.dora, member=town.bob, until=until, key=fresh_key(), now=NOW)
        assert partners(place.dora) == [("Bob", unread)]
        assert [notice.is_read for notice in notices(person=place.dora_person).items] == [unread == 0]


def test_messages_are_seen_by_who_was_sent_them_in_that_conversation(place: Place) -> None:
    town = place.town
    sent = write(town.bob, place.dora)
    for actor, member, refusal in (
        (town.alice, town.bob, MessageUnknown),
        (place.dora, place.carl, MessageUnknown),
        (place.dora, place.dora, NotOneself),
        (town.charlie, town.bob, MemberUnknown),
    ):
        with pytest.raises(refusal):
            commands.see_messages_until(actor=actor, member=member, until=sent, key=fresh_key(), now=NOW)
    assert partners(place.dora) == [("Bob", 1)]


def test_only_active_members_of_one_community_write(place: Place) -> None:
    town = place.town
    with pytest.raises(MemberUnknown):
        write(town.bob, town.charlie)
    with pytest.raises(MemberUnknown):
        write(town.charlie, town.bob)
    with pytest.raises(MemberUnknown):
        write(town.bob, MemberId(uuid4()))
    with pytest.raises(NotOneself):
        write(town.bob, town.bob)
    waiting = builders.join(builders.invitation(place.dora), person("Emil"), name="Emil")
    with pytest.raises(MemberUnknown):
        write(town.bob, waiting)
    with pytest.raises(NotActive):
        write(waiting, town.bob)


def test_a_paused_member_reads_but_neither_writes_nor_is_written_to(place: Place) -> None:
    town = place.town
    write(town.bob, place.dora, "before")
    commands.suspend(actor=town.alice, member=place.dora, reason="", key=fresh_key(), now=NOW)
    assert lines(place.dora, town.bob) == ["before"]
    with pytest.raises(NotActive):
        write(place.dora, town.bob)
    with pytest.raises(CannotBeWrittenTo):
        write(town.bob, place.dora)


def test_who_has_left_is_not_written_to_and_what_he_wrote_stays(place: Place) -> None:
    town = place.town
    write(place.dora, town.bob, "goodbye")
    commands.leave(actor=place.dora, key=fresh_key(), now=NOW)
    assert lines(town.bob, place.dora) == ["goodbye"]
    with pytest.raises(CannotBeWrittenTo):
        write(town.bob, place.dora)
    with pytest.raises(NotAMember):
        lines(place.dora, town.bob)


def test_an_imported_member_without_a_person_is_not_written_to(place: Place) -> None:
    (own,) = commands.add_members(community=place.town.community, specs=[MemberSpec(name="Old Shop")], now=NOW)
    with pytest.raises(CannotBeWrittenTo):
        write(place.town.bob, own)


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\u200b", "x" * (MESSAGE_MAX + 1)])
def test_nothing_and_too_much_are_refused(place: Place, text: str) -> None:
    with pytest.raises(InvalidMessage):
        write(place.town.bob, place.dora, text)
    assert partners(place.town.bob) == []


def test_a_text_is_kept_as_it_was_typed_but_for_what_cannot_be_seen(place: Place) -> None:
    write(place.town.bob, place.dora, "  Grüß dich\r\n\r\n👩‍🌾 مرحبا\x00 " + "x" * 3_900)
    assert lines(place.dora, place.town.bob)[0].startswith("Grüß dich\n\n👩‍🌾 مرحبا x")


def test_the_same_key_writes_once(place: Place) -> None:
    own = fresh_key()
    for _twice in range(2):
        commands.write_to(actor=place.town.bob, member=place.dora, text="once", key=own, now=NOW)
    assert lines(place.dora, place.town.bob) == ["once"]


def test_a_person_writes_so_much_at_once_and_no_more(place: Place) -> None:
    for number in range(MESSAGES_SENT.most):
        write(place.town.bob, place.dora, str(number))
    with pytest.raises(TooManyMessages, match="minutes"):
        write(place.town.bob, place.carl)
    write(place.dora, place.town.bob, "others go on")
    write(place.town.bob, place.dora, "later", now=NOW + timedelta(seconds=MESSAGES_SENT.span_s + 1))


def test_a_person_writes_to_so_many_new_people_a_day(place: Place) -> None:
    specs = [
        MemberSpec(name=f"N{number}", person=person(f"N{number}")) for number in range(CONVERSATIONS_BEGUN.most + 1)
    ]
    *first, last = commands.add_members(community=place.town.community, specs=specs, now=NOW)
    for other in first:
        write(place.town.bob, other)
    with pytest.raises(TooManyConversations, match=f"written to {CONVERSATIONS_BEGUN.most} new people today"):
        write(place.town.bob, last)
    commands.block_member(actor=place.town.bob, member=last, key=fresh_key(), now=NOW)
    write(place.town.bob, first[0], "whom he knows already")
    write(place.carl, place.town.bob, "who writes to him")
    write(place.town.bob, place.carl, "an answer")


def test_whom_one_has_blocked_does_not_reach_one_and_does_not_notice(place: Place) -> None:
    town = place.town
    write(place.dora, town.bob, "hello")
    commands.block_member(actor=town.bob, member=place.dora, key=fresh_key(), now=NOW)
    write(place.dora, town.bob, "are you there?")
    assert lines(place.dora, town.bob) == ["hello", "are you there?"]
    assert partners(place.dora) == [("Bob", 0)]
    assert lines(town.bob, place.dora) == ["hello"]
    assert partners(town.bob) == [("Dora", 1)]
    assert told(town.bob_person).count("Dora wrote to you.") == 1
    with pytest.raises(YouBlocked):
        write(town.bob, place.dora)
    commands.unblock_member(actor=town.bob, member=place.dora, key=fresh_key(), now=NOW)
    write(place.dora, town.bob, "good morning")
    assert lines(town.bob, place.dora) == ["hello", "good morning"]


def test_one_can_block_who_has_never_written(place: Place) -> None:
    commands.block_member(actor=place.town.bob, member=place.dora, key=fresh_key(), now=NOW)
    assert partners(place.town.bob) == []
    write(place.dora, place.town.bob)
    assert partners(place.town.bob) == []
    assert lines(place.town.bob, place.dora) == []


def test_a_conversation_rings_once_until_it_is_read(place: Place) -> None:
    town = place.town
    for number in range(3):
        write(town.bob, place.dora, str(number))
    assert told(place.dora_person) == ["Bob wrote to you."]
    commands.see_messages(reader=queries.member(place.dora), other=queries.member(town.bob), now=NOW)
    assert partners(place.dora) == [("Bob", 0)]
    assert notices(person=place.dora_person).items[0].is_read
    write(town.bob, place.dora, "again")
    assert told(place.dora_person) == ["Bob wrote to you."] * 2


def test_what_is_read_before_the_worker_runs_does_not_ring(place: Place) -> None:
    write(place.town.bob, place.dora)
    commands.see_messages(reader=queries.member(place.dora), other=queries.member(place.town.bob), now=NOW)
    assert told(place.dora_person) == []


def report(by: MemberId, message: UUID, reason: str = "rude") -> UUID:
    return commands.report_message(actor=by, message=message, reason=reason, key=fresh_key(), now=NOW)


def waiting(place: Place, viewer: MemberId) -> list[tuple[str, str, str]]:
    found = queries.reports_waiting(community=place.town.community, viewer=viewer)
    return [(one.about.name, one.report.text, one.report.reason) for one in found]


def test_administrators_see_the_reported_message_and_no_other(place: Place) -> None:
    town = place.town
    write(place.dora, town.bob, "good morning")
    bad = write(place.dora, town.bob, "you thief")
    write(town.bob, place.dora, "stop it")
    report(town.bob, bad)
    assert waiting(place, town.alice) == waiting(place, place.carl) == [("Dora", "you thief", "rude")]
    assert told(town.alice_person)[0] == "Bob has reported Dora."
    assert lines(town.alice, place.dora) == []
    with pytest.raises(RoleNeeded):
        waiting(place, town.bob)
    with pytest.raises(NotAMember):
        waiting(place, town.charlie)


def test_a_message_is_reported_by_who_was_sent_it_and_once(place: Place) -> None:
    town = place.town
    bad = write(place.dora, town.bob, "you thief")
    for stranger in (place.dora, place.carl, town.alice, town.charlie):
        with pytest.raises(MessageUnknown):
            report(stranger, bad)
    with pytest.raises(MessageUnknown):
        report(town.bob, uuid4())
    with pytest.raises(InvalidMessage):
        report(town.bob, bad, " ")
    assert report(town.bob, bad) == report(town.bob, bad, "still rude")
    assert len(waiting(place, town.alice)) == 1


def test_a_withheld_message_cannot_be_reported_by_who_never_got_it(place: Place) -> None:
    commands.block_member(actor=place.town.bob, member=place.dora, key=fresh_key(), now=NOW)
    with pytest.raises(MessageUnknown):
        report(place.town.bob, write(place.dora, place.town.bob))


def test_a_person_can_be_reported_without_a_message(place: Place) -> None:
    commands.report_member(
        actor=place.town.bob, member=place.dora, reason="sells what is not his", key=fresh_key(), now=NOW
    )
    assert waiting(place, place.town.alice) == [("Dora", "", "sells what is not his")]
    with pytest.raises(NotOneself):
        commands.report_member(actor=place.town.bob, member=place.town.bob, reason="x", key=fresh_key(), now=NOW)


def test_an_administrator_neither_sees_nor_settles_what_is_reported_about_himself(place: Place) -> None:
    town = place.town
    own = report(town.bob, write(place.carl, town.bob, "pay me or else"))
    assert waiting(place, place.carl) == []
    assert "Bob has reported Carl." not in told(place.carl_person)
    with pytest.raises(ReportUnknown):
        commands.resolve_report(actor=place.carl, report=own, reason="", key=fresh_key(), now=NOW)
    commands.resolve_report(actor=town.alice, report=own, reason="talked to him", key=fresh_key(), now=NOW)
    assert waiting(place, town.alice) == []


def test_a_report_is_settled_once_by_an_administrator_and_its_author_learns_that(place: Place) -> None:
    town = place.town
    own = report(town.bob, write(place.dora, town.bob))
    for no_admin, refusal in ((town.bob, RoleNeeded), (town.charlie, ReportUnknown)):
        with pytest.raises(refusal):
            commands.resolve_report(actor=no_admin, report=own, reason="", key=fresh_key(), now=NOW)
    commands.resolve_report(actor=town.alice, report=own, reason="a warning", key=fresh_key(), now=NOW)
    with pytest.raises(ReportUnknown):
        commands.resolve_report(actor=place.carl, report=own, reason="", key=fresh_key(), now=NOW)
    assert told(town.bob_person)[0] == "An administrator of Alderbrook has looked at what you reported."
    assert "looked at" not in " ".join(told(place.dora_person))
    act = queries.audit_log(community=town.community, viewer=town.alice).items[0]
    assert (act.actor, act.subject, act.reason) == ("Alice", "Dora", "a warning")


def test_a_person_reports_so_often_a_day(place: Place) -> None:
    for _number in range(REPORTS_MADE.most):
        commands.report_member(actor=place.town.bob, member=place.dora, reason="x", key=fresh_key(), now=NOW)
    with pytest.raises(TooManyReports, match=f"reported {REPORTS_MADE.most} times today"):
        commands.report_member(actor=place.town.bob, member=place.carl, reason="x", key=fresh_key(), now=NOW)
