"""Letters, through a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django.fixtures import Settings

from tests.support.patience import AHEAD
from worgl.core import clock, jobs
from worgl.identity.commands import note_read_in
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.errors import LinkUnknown
from worgl.inbox.models import Notice, Outgoing
from worgl.inbox.queries.links import read_off_token
from worgl.inbox.rules import ATTEMPTS_MAX, DIGEST_LINES_MAX, Email
from worgl.inbox.tests.builders import BREAD, MILK, bread, choose, key, milk, reader, tell
from worgl.inbox.tests.postbox import Postbox, deliver_to, open_postbox

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """Open a mail server to which letters go."""
    settings.SITE_URL = "https://town.example.org"
    with open_postbox() as opened:
        deliver_to(opened, settings)
        yield opened


@pytest.fixture
def now() -> datetime:
    """Return a moment ahead of the machine's clock, which a run of sending never falls behind."""
    return clock.now() + AHEAD


@pytest.fixture
def alice(db: None) -> PersonId:
    return reader("Alice", email="alice@example.org")


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def states() -> list[str]:
    return list(Outgoing.objects.order_by("id").values_list("state", flat=True))


def work(now: datetime) -> None:
    jobs.run_due(now=now)


def test_a_letter_says_what_the_notice_says_and_how_to_stop_it(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(bread(alice, note="still <warm>"), now=now)
    work(now)
    (letter,) = box.letters
    assert box.recipients == ["alice@example.org"]
    assert letter["Subject"] == "Anna has 3 loaves for you on 1 December 2026."
    assert letter["Message-ID"] == f"<{Outgoing.objects.get().pk}@town.example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    notice = Notice.objects.get().pk
    assert f"Go there: https://town.example.org/notices/{notice}/" in box.texts()[0]
    assert "> still <warm>" in box.texts()[0]
    assert "still &lt;warm&gt;" in html_of(letter)
    assert letter["List-Unsubscribe"].strip(" <>") in box.texts()[0]
    assert states() == ["sent"]


def test_a_letter_is_sent_once_however_often_the_worker_runs(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(bread(alice), now=now)
    for hour in range(5):
        work(now + timedelta(hours=hour))
    assert len(box.letters) == 1


def test_a_letter_speaks_its_readers_language(box: Postbox, now: datetime) -> None:
    tell(bread(reader("Greta", language="de")), now=now)
    tell(bread(reader("Elena", language="es")), now=now)
    # Fleur has chosen nothing, and reads pages in French.
    fleur = reader("Fleur")
    note_read_in(fleur, language="fr")
    tell(bread(fleur), now=now)
    work(now)
    assert [letter["Subject"].rpartition("on ")[2] for letter in box.letters] == [
        "1. Dezember 2026.",
        "1 de diciembre de 2026.",
        "1er décembre 2026.",
    ]


def test_nothing_is_sent_to_an_address_nobody_confirmed(box: Postbox, alice: PersonId, now: datetime) -> None:
    EmailAddress.objects.filter(user_id=alice).update(verified=False)
    tell(bread(alice), now=now)
    work(now)
    assert box.letters == []
    assert states() == ["dropped"]
    assert queries.mailbox(alice).address == ""


def test_a_daily_letter_has_all_that_is_unread_once(box: Postbox, alice: PersonId, now: datetime) -> None:
    choose(alice, BREAD, email=Email.DAILY)
    for number in range(3):
        tell(bread(alice, told_as=str(number)), now=now)
    seen = Notice.objects.order_by("id").first()
    assert seen is not None
    commands.mark_read(actor=alice, notice=seen.pk, key=key(), now=now)
    work(now)
    assert box.letters == []
    work(now + DAY)
    assert box.texts()[0].count("3 loaves") == 2
    assert box.letters[0]["Subject"] == "2 notices for you"
    work(now + 3 * DAY)
    assert len(box.letters) == 1


def test_an_empty_digest_is_not_sent(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(milk(alice), now=now)
    commands.mark_all_read(actor=alice, until=Notice.objects.get().pk, key=key(), now=now)
    work(now + DAY)
    assert box.letters == []
    assert states() == ["dropped"]


def test_a_weekly_letter_comes_on_a_monday(box: Postbox, alice: PersonId, now: datetime) -> None:
    choose(alice, MILK, email=Email.WEEKLY)
    tell(milk(alice), now=now)
    due = Outgoing.objects.get().due_at
    assert due.weekday() == 0
    work(due - timedelta(minutes=1))
    assert box.letters == []
    work(due)
    assert len(box.letters) == 1


def test_a_long_digest_says_how_much_more_there_is(box: Postbox, alice: PersonId, now: datetime) -> None:
    commands.notify_many((milk(alice, told_as=str(number)) for number in range(DIGEST_LINES_MAX + 7)), now=now)
    work(now + DAY)
    assert box.texts()[0].count("There is milk.") == DIGEST_LINES_MAX
    assert "7 more notices are here: https://town.example.org/notices/" in box.texts()[0]


def test_what_is_turned_off_before_it_is_sent_is_not_sent(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(bread(alice), now=now)
    tell(milk(alice), now=now)
    choose(alice, BREAD)
    choose(alice, MILK)
    work(now + DAY)
    assert box.letters == []
    assert states() == ["dropped", "dropped"]


def test_a_mail_program_stops_letters_by_one_post(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(bread(alice), now=now)
    work(now)
    link = urlsplit(box.letters[0]["List-Unsubscribe"].strip(" <>")).path
    stranger = Client(enforce_csrf_checks=True)
    assert b"Stop these e-mails" in stranger.get(link).content
    assert tell(bread(alice, told_as="2"), now=now)
    assert Outgoing.objects.filter(channel="email").count() == 2, "looking at the link changes nothing"
    assert stranger.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    work(now)
    assert len(box.letters) == 1
    assert queries.unread(alice) == 2


def test_the_link_of_a_digest_stops_the_digest(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(milk(alice), now=now)
    work(now + DAY)
    link = urlsplit(box.letters[0]["List-Unsubscribe"].strip(" <>")).path
    Client(enforce_csrf_checks=True).post(link)
    tell(milk(alice, told_as="2"), now=now + DAY)
    work(now + 3 * DAY)
    assert len(box.letters) == 1


@pytest.mark.parametrize("token", ["x", "eyJ4Ijox:abc:def"])
def test_a_link_that_somebody_made_up_stops_nothing(token: str) -> None:
    assert Client().post(f"/off/{token}/").status_code == 404
    with pytest.raises(LinkUnknown):
        read_off_token(token)


def test_a_dead_address_is_told_in_the_settings_and_left_alone(box: Postbox, alice: PersonId, now: datetime) -> None:
    box.on_recipient = lambda: "550 5.1.1 no such user"
    tell(bread(alice), now=now)
    work(now)
    assert states() == ["failed"]
    assert queries.mailbox(alice).trouble == "550 5.1.1 no such user"
    box.on_recipient = lambda: "250 ok"
    tell(bread(alice, told_as="2"), now=now)
    work(now)
    assert box.letters == []
    commands.trust_address_again(actor=alice, key=key(), now=now)
    assert queries.mailbox(alice).trouble == ""
    tell(bread(alice, told_as="3"), now=now)
    work(now)
    assert len(box.letters) == 1


def test_a_new_address_is_not_blamed_for_the_old_one(box: Postbox, alice: PersonId, now: datetime) -> None:
    box.on_recipient = lambda: "550 no such user"
    tell(bread(alice), now=now)
    work(now)
    EmailAddress.objects.filter(user_id=alice).update(email="alice@elsewhere.example")
    assert queries.mailbox(alice).trouble == ""


def test_a_busy_server_is_tried_again_later_and_later(box: Postbox, alice: PersonId, now: datetime) -> None:
    box.on_recipient = lambda: "451 try later"
    tell(bread(alice), now=now)
    waits = []
    for _attempt in range(ATTEMPTS_MAX):
        at = max(now, Outgoing.objects.get().due_at)
        work(at)
        waits.append(Outgoing.objects.get().due_at - at)
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=16)]
    assert states() == ["failed"]
    assert queries.mailbox(alice).trouble == "", "the address is not to blame"


def test_a_letter_refused_once_arrives_at_the_next_try(box: Postbox, alice: PersonId, now: datetime) -> None:
    box.on_recipient = lambda: "451 try later"
    tell(bread(alice), now=now)
    work(now)
    box.on_recipient = lambda: "250 ok"
    work(now)
    assert box.letters == [], "not before its time"
    work(now + timedelta(minutes=2))
    assert len(box.letters) == 1


def test_a_server_that_is_away_costs_no_tries(settings: Settings, alice: PersonId, now: datetime) -> None:
    with open_postbox() as box:
        deliver_to(box, settings)
    tell(bread(alice), now=now)
    for minute in range(3 * ATTEMPTS_MAX):
        work(now + timedelta(minutes=10 * minute))
    assert states() == ["waiting"]
    with open_postbox() as box:
        deliver_to(box, settings)
        work(now + DAY)
        assert len(box.letters) == 1


def test_one_bad_address_does_not_hold_up_the_others(box: Postbox, now: datetime) -> None:
    answers = iter(["550 no", "250 ok", "550 no", "250 ok"])
    box.on_recipient = lambda: next(answers)
    for name in ("A", "B", "C", "D"):
        tell(bread(reader(name)), now=now)
    work(now)
    assert states() == ["failed", "sent", "failed", "sent"]


def test_a_name_cannot_add_a_header(box: Postbox, alice: PersonId, now: datetime) -> None:
    told = bread(alice)
    fields = {**told.fields, "baker": "Eve\r\nBcc: all@example.org"}
    commands.notify(type(told)(alice, BREAD.key, "x", told.about, fields), now=now)
    work(now)
    assert box.letters[0]["Bcc"] is None
    assert box.recipients == ["alice@example.org"]


def test_what_was_sent_long_ago_is_forgotten_and_the_notice_stays(box: Postbox, alice: PersonId, now: datetime) -> None:
    tell(bread(alice), now=now)
    work(now)
    work(now + 100 * DAY)
    assert not Outgoing.objects.exists()
    assert Notice.objects.count() == 1
