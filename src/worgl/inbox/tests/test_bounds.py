"""Every bound of the inbox, met at its edge: the last that fits goes through, the next is refused or cut."""

from __future__ import annotations

import json
from datetime import timedelta
from zoneinfo import available_timezones

import pytest
from pydantic import ValidationError

from worgl.core.errors import TooLarge
from worgl.core.ids import new_id
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW
from worgl.inbox import commands
from worgl.inbox.api.choosing import ZONE_MAX, HoursShape
from worgl.inbox.commands import sending, writing
from worgl.inbox.errors import InvalidMessage
from worgl.inbox.models import Notice, Outgoing, Reader, Report
from worgl.inbox.rules import FIELDS_BYTES_MAX, KEY_MAX, TELL_MAX, OutgoingId
from worgl.inbox.rules.messages import REPORT_REASON_MAX
from worgl.inbox.tests.builders import FIELDS, bread, milk, reader, tell

pytestmark = pytest.mark.django_db
LONG = "no such mailbox " * 40


@pytest.fixture
def alice(db: None) -> PersonId:
    return reader("Alice")


def taken() -> sending.Claim:
    """Take the one letter that waits."""
    claim = sending.claim(OutgoingId(Outgoing.objects.get().pk), now=NOW + timedelta(minutes=1))
    assert claim is not None
    return claim


def test_what_is_told_at_once_has_a_most(alice: PersonId) -> None:
    told = [milk(alice, told_as=str(number)) for number in range(TELL_MAX + 1)]
    with pytest.raises(TooLarge) as no:
        commands.notify_many(told, now=NOW)
    assert no.value.fields == {"asked": TELL_MAX + 1, "limit": TELL_MAX}
    assert not Notice.objects.exists()
    assert commands.notify_many(told[:-1], now=NOW) == TELL_MAX


def test_the_fields_and_the_note_of_a_notice_have_a_most(alice: PersonId) -> None:
    around = len(json.dumps({**FIELDS, "note": ""}))
    with pytest.raises(TooLarge) as no:
        tell(bread(alice, note="x" * FIELDS_BYTES_MAX))
    assert no.value.fields["limit"] == FIELDS_BYTES_MAX
    assert tell(bread(alice, note="x" * (FIELDS_BYTES_MAX - 2 * around)))


@pytest.mark.parametrize("note", [sending.note_dropped, sending.note_refused, sending.note_failed])
def test_what_a_server_said_is_noted_by_its_beginning(alice: PersonId, note: object) -> None:
    assert callable(note)
    tell(bread(alice))
    note(taken(), reason=LONG, now=NOW)
    assert Outgoing.objects.get().error == LONG[: sending.ERROR_MAX]


def test_why_no_letter_arrives_is_shown_by_its_beginning(alice: PersonId) -> None:
    tell(bread(alice))
    sending.note_bounced(taken(), address="alice@example.org", reason="bounced", said=LONG, now=NOW)
    assert Reader.objects.get(pk=alice).bounced_reason == LONG[: sending.REASON_SHOWN_MAX]


def test_the_reason_of_a_report_keeps_its_bound(alice: PersonId) -> None:
    bob = reader("Bob")

    def report(reason: str) -> Report:
        return writing.report_person(community=new_id(), by=alice, about=bob, reason=reason, now=NOW)

    assert report("x" * REPORT_REASON_MAX).reason == "x" * REPORT_REASON_MAX
    with pytest.raises(InvalidMessage) as no:
        report("x" * (REPORT_REASON_MAX + 1))
    assert no.value.fields["field"] == "reason"


def test_a_zone_a_program_chooses_is_no_longer_than_any_there_is() -> None:
    assert max(map(len, available_timezones())) <= ZONE_MAX
    HoursShape(zone="x" * ZONE_MAX, hour=7)
    with pytest.raises(ValidationError) as no:
        HoursShape(zone="x" * (ZONE_MAX + 1), hour=7)
    assert [error["loc"] for error in no.value.errors()] == [("zone",)]


def test_the_key_of_a_notice_fits_its_column(alice: PersonId) -> None:
    assert tell(milk(alice, told_as="x" * KEY_MAX))
    with pytest.raises(AssertionError, match="a notice has a key"):
        tell(milk(alice, told_as="x" * (KEY_MAX + 1)))
