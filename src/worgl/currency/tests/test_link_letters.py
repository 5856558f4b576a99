"""Personal links by e-mail: once each after a look, stopped and gone on with, an error per letter that failed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.fixtures import Settings

from tests.support.homes import prepare
from tests.support.patience import PATIENCE_S
from worgl.communities import commands as communities
from worgl.communities.errors import RoleNeeded
from worgl.communities.rules import MemberId
from worgl.core import clock, jobs
from worgl.core.portability import read_back, written
from worgl.currency import commands, queries
from worgl.currency.commands.link_letters import ATTEMPTS_MAX, REASON_MAX, claim_letter, note_letter_failed
from worgl.currency.errors import ArrivalsUnknown, LettersUnderway, NobodyToWrite
from worgl.currency.models import LinkLetter
from worgl.currency.portability import TABLES
from worgl.currency.tests.builders import Town, a_person, a_town, key
from worgl.currency.tests.walkers import walk_in
from worgl.inbox.tests.postbox import OK, Postbox, deliver_to, open_postbox

if TYPE_CHECKING:
    from uuid import UUID

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

ROOT = Path(__file__).resolve().parents[4]
THREE = "name,email\nAda,ada@example.org\nGrace,grace@example.org\nMill,\nJoan,joan@example.org\n"
LINK = re.compile(r"/join/([\w-]+)/")


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    with open_postbox() as opened:
        deliver_to(opened, settings)
        yield opened


def arrived(town: Town, content: str = THREE) -> UUID:
    now = clock.now()
    table = commands.check_member_import(actor=town.alice, content=content, file_name="m.csv", key=key(), now=now)
    job = commands.start_member_import(actor=town.alice, arrivals=table, only_whole=True, key=key(), now=now)
    jobs.run_job(job, now=now)
    return table


def order(town: Town, table: UUID, *, language: str = "en") -> int:
    return commands.send_links(actor=town.alice, arrivals=table, days=30, language=language, key=key(), now=clock.now())


def work(minutes: int = 0) -> None:
    jobs.run_due(now=clock.now() + timedelta(minutes=minutes))


def seen(town: Town, table: UUID) -> queries.LinkLettersView:
    return queries.link_letters(community=town.community, viewer=town.alice, arrivals=table)


def test_who_has_an_address_gets_a_letter_whose_link_hands_his_membership_over(db: None, box: Postbox) -> None:
    town = a_town()
    table = arrived(town)
    assert seen(town, table).unsent == order(town, table) == 3
    work()
    assert sorted(box.recipients) == ["ada@example.org", "grace@example.org", "joan@example.org"]
    view = seen(town, table)
    assert (view.unsent, view.sent, view.failed, view.is_underway) == (0, 3, (), False)
    token = LINK.search(box.texts()[box.recipients.index("ada@example.org")])
    assert token
    taken = communities.join(actor=a_person("Ada"), token=token[1], name="Ada", key=key(), now=clock.now())
    came = queries.members_brought_in(community=town.community, viewer=town.alice, arrivals=table)
    assert {one.member.id: one.email for one in came}[taken] == "ada@example.org"


def test_nobody_is_written_to_twice_and_who_has_come_already_not_at_all(db: None, box: Postbox) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    with pytest.raises(LettersUnderway):
        order(town, table)
    letter = LinkLetter.objects.order_by("id")[0]
    made = communities.hand_over(
        actor=town.alice, members=[MemberId(letter.member_id)], days=3, key=key(), now=clock.now()
    )
    token = LINK.search(made[0].path)
    assert token
    communities.join(actor=a_person("Ada"), token=token[1], name="Ada", key=key(), now=clock.now())
    work()
    work(60)
    assert len(box.letters) == 2
    with pytest.raises(NobodyToWrite):
        order(town, table)


def test_a_letter_is_in_the_language_it_was_ordered_in(db: None, box: Postbox) -> None:
    town = a_town()
    order(town, arrived(town), language="de")
    work()
    texts = box.texts()
    assert texts
    assert all(text.startswith("Hallo ") for text in texts)


def test_an_address_that_takes_no_letters_is_told_with_the_servers_words_and_can_be_tried_again(
    db: None, box: Postbox
) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    turns = iter([OK, "550 no such box here"])
    box.on_recipient = lambda: next(turns, OK)
    work()
    (failed,) = seen(town, table).failed
    assert (failed.email, failed.reason) == ("grace@example.org", "550 no such box here")
    assert seen(town, table).unsent == 1
    work(600)
    assert len(box.letters) == 2, "what failed for good is not tried again by itself"
    assert order(town, table) == 1
    work()
    assert Counter(box.recipients) == Counter(["ada@example.org", "grace@example.org", "joan@example.org"])


def test_what_a_server_does_not_take_for_now_is_tried_again_later_under_the_same_message_id(
    db: None, box: Postbox
) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    ids = set(LinkLetter.objects.values_list("pk", flat=True))
    turns = iter(["451 come back later", "451 come back later"])
    box.on_recipient = lambda: next(turns, OK)
    work()
    assert (len(box.letters), seen(town, table).waiting, seen(town, table).is_underway) == (1, 2, True)
    work()
    assert len(box.letters) == 1, "not before its time"
    work(6)
    assert {str(letter["Message-ID"]).strip()[1:37] for letter in box.letters} == {str(own) for own in ids}
    assert seen(town, table).sent == 3


def test_letters_wait_for_a_server_that_is_away_and_none_is_lost(db: None, settings: Settings, box: Postbox) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for minutes in (0, 10, 20):
        work(minutes)
    assert seen(town, table).error.startswith("ServerAway")
    assert set(LinkLetter.objects.values_list("attempts", flat=True)) == {0}
    settings.EMAIL_PORT = port
    work(60)
    assert (len(box.letters), seen(town, table).sent) == (3, 3)


def test_letters_can_be_stopped_and_gone_on_with(db: None, box: Postbox) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    taken = claim_letter(LinkLetter.objects.order_by("id")[0].pk, now=clock.now())
    assert taken is not None
    assert commands.stop_links(actor=town.alice, arrivals=table, key=key(), now=clock.now()) == 2
    work(10)
    assert [letter["To"] for letter in box.letters] == [taken.email], "what was on its way comes to its end"
    view = seen(town, table)
    assert (view.sent, view.unsent, view.is_underway) == (1, 2, False)
    assert order(town, table) == 2
    work()
    assert len(set(box.recipients)) == len(box.letters) == 3


def test_a_moved_community_keeps_who_has_got_a_letter_and_orders_the_others_anew(db: None, box: Postbox) -> None:
    town = a_town()
    table = arrived(town)
    order(town, table)
    turns = iter([OK])
    box.on_recipient = lambda: next(turns, "451 come back later")
    work()
    (letters,) = (one for one in TABLES if one.name == "link_letters")
    rows = list(written(letters, town.community))
    LinkLetter.objects.all().delete()
    assert read_back(letters, rows, community=town.community) == 3
    view = seen(town, table)
    assert (view.sent, view.unsent, view.is_underway) == (1, 2, False)
    box.on_recipient = lambda: OK
    assert order(town, table) == 2
    work()
    assert len(set(box.recipients)) == len(box.letters) == 3


def test_administrators_alone_send_and_stop_letters_of_their_own_community(db: None) -> None:
    town, elsewhere = a_town("Bob"), a_town(slug="birchford")
    table, now = arrived(town), clock.now()
    for actor, refusal in ((town["Bob"], RoleNeeded), (elsewhere.alice, ArrivalsUnknown)):
        with pytest.raises(refusal):
            commands.send_links(actor=actor, arrivals=table, days=9, language="en", key=key(), now=now)
        with pytest.raises(refusal):
            commands.stop_links(actor=actor, arrivals=table, key=key(), now=now)
    with pytest.raises(RoleNeeded):
        queries.link_letters(community=town.community, viewer=town["Bob"], arrivals=table)


def text_of(answer: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_page_asks_first_shows_how_far_it_is_and_stops(db: None, box: Postbox) -> None:
    walkers = walk_in()
    now = clock.now()
    table = commands.check_member_import(actor=walkers.alice_id, content=THREE, file_name="m.csv", key=key(), now=now)
    commands.start_member_import(actor=walkers.alice_id, arrivals=table, only_whole=True, key=key(), now=now)
    work()
    before = f"/c/{walkers.slug}/admin/import/{table}/"
    assert "Send the links by e-mail" in text_of(walkers.alice.get(before))
    here = f"{before}letters/"
    assert "Send 3 e-mails" in text_of(walkers.alice.get(here))
    assert walkers.alice.post(here, {"days": "0", "key": "a"}).status_code == 422
    page = walkers.alice.post(here, {"days": "30", "key": "b"}, follow=True)
    assert "E-mails sent: 0 of 3." in text_of(page)
    page = walkers.alice.post(here, {"stop": "yes", "key": "c"}, follow=True)
    assert "Send 3 e-mails" in text_of(page)
    work()
    assert not box.letters
    walkers.alice.post(here, {"days": "30", "key": "d"})
    box.on_recipient = iter(["550 full", OK, OK]).__next__
    work()
    page = walkers.alice.get(here)
    assert "2 e-mails were sent." in text_of(page)
    assert "ada@example.org: 550 full" in text_of(page)
    assert "Send 1 e-mail" in text_of(page)
    for client in (walkers.bob, walkers.charlie):
        assert client.get(here).status_code == client.post(here).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize(("stage", "copies"), [("on_recipient", 1), ("on_text", 2)])
def test_a_killed_worker_loses_no_letter_and_repeats_one_only_under_its_message_id(
    tmp_path: Path, stage: str, copies: int
) -> None:
    with open_postbox() as opened:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WORGL_")}
        environment = {
            **clean, "WORGL_HOME": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": "src",
            "WORGL_EMAIL_URL": f"smtp://127.0.0.1:{opened.port}",
        }  # fmt: skip
        prepare(tmp_path)
        running: list[subprocess.Popen[str]] = []

        def run(*arguments: str) -> tuple[int, dict[str, int]]:
            command = [sys.executable, "-m", "worgl.currency.tests.letter_worker", *arguments]
            running.append(
                subprocess.Popen(
                    command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
                )
            )
            said, complained = running[-1].communicate(timeout=PATIENCE_S)
            assert running[-1].returncode in {0, -signal.SIGKILL}, complained
            return running[-1].returncode, json.loads(said or "{}")

        assert run("order", "3") == (0, {"waiting": 3})
        turns = iter(range(1, 99))

        def fatal() -> str:
            if next(turns) == 2:
                running[-1].kill()
            return OK

        setattr(opened, stage, fatal)
        assert run("work", "0")[0] == -signal.SIGKILL
        run("work", "0")
        assert run("work", "10") == (0, {"sent": 3})
        run("work", "60")
        arrivals = Counter(str(letter["Message-ID"]).strip() for letter in opened.letters)
        assert sorted(arrivals.values()) == [1, 1, copies]


def test_a_letter_that_is_never_taken_is_given_up_after_so_many_tries(db: None) -> None:
    town = a_town()
    order(town, arrived(town, "name,email\nAda,ada@example.org\n"))
    now, said = clock.now(), "no such mailbox " * REASON_MAX
    row = LinkLetter.objects.get()
    for attempt in range(1, ATTEMPTS_MAX + 1):
        row.refresh_from_db()
        assert row.state == LinkLetter.State.WAITING
        now = max(now, row.due_at) + timedelta(seconds=1)
        claim = claim_letter(row.pk, now=now)
        assert claim is not None
        assert claim.attempts == attempt
        note_letter_failed(claim, reason=said, now=now)
    row.refresh_from_db()
    assert (row.state, row.reason) == (LinkLetter.State.FAILED, said[:REASON_MAX])
