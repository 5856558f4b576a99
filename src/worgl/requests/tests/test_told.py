"""What members are told about payment requests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities import commands as communities
from worgl.core import jobs
from worgl.payments.tests.builders import NOW, fresh_key
from worgl.payments.tests.telling import Two, sentences, told, town
from worgl.requests import queries
from worgl.requests.tests.test_requests import ask, deny, remind

__all__ = ["town"]

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def test_who_is_asked_is_told_by_whom_for_how_much_and_why(town: Two) -> None:
    asked = ask(town.alice, town.bob, note="bread")
    (notice,) = told(town.bob)
    assert (notice.sentence, notice.note) == ("Alice asks you for 10.00 alder.", "bread")
    assert notice.path.endswith(f"/requests/{asked}/")
    assert sentences(town.alice) == []


def test_whom_one_has_blocked_cannot_have_one_told_by_asking(town: Two) -> None:
    communities.block_member(actor=town.bob, member=town.alice, key=fresh_key(), now=NOW)
    asked = ask(town.alice, town.bob, note="let me in", days=14)
    assert told(town.bob, after=4 * A_DAY) == []
    remind(town.alice, asked, NOW + 5 * A_DAY)
    assert told(town.bob, after=6 * A_DAY) == []
    assert queries.request_view(request=asked, viewer=town.bob, now=NOW).note == "let me in"
    communities.unblock_member(actor=town.bob, member=town.alice, key=fresh_key(), now=NOW)
    remind(town.alice, asked, NOW + 7 * A_DAY)
    assert len(told(town.bob, after=8 * A_DAY)) == 1


def test_a_link_asks_nobody_by_name(town: Two) -> None:
    ask(town.alice, None)
    assert sentences(town.bob) == sentences(town.alice) == []


def test_a_reminder_is_told_each_time(town: Two) -> None:
    asked = ask(town.alice, town.bob)
    assert len(sentences(town.bob)) == 1
    for day in (2, 4):
        remind(town.alice, asked, NOW + day * A_DAY)
        told(town.bob, after=day * A_DAY)
    assert sentences(town.bob)[1:] == ["Alice reminds you to pay 10.00 alder."] * 2


def test_a_request_that_waits_is_reminded_of_once_by_itself(town: Two) -> None:
    asked = ask(town.alice, town.bob, note="bread")
    assert len(sentences(town.bob, after=3 * A_DAY - timedelta(hours=1))) == 1
    for _round in range(2):
        told(town.bob, after=3 * A_DAY + timedelta(minutes=1))
    latest = told(town.bob, after=9 * A_DAY)[-1]
    assert (latest.sentence, latest.note) == ("Alice still waits for 10.00 alder from you.", "bread")
    assert latest.path.endswith(f"/requests/{asked}/")
    assert len(sentences(town.bob, after=10 * A_DAY)) == 2


def test_nobody_is_reminded_of_what_is_settled_or_ends_anyway(town: Two) -> None:
    deny(town.bob, ask(town.alice, town.bob))
    ask(town.alice, town.bob, 700, days=3)
    ask(town.alice, None, 900)
    seen = sentences(town.bob, after=5 * A_DAY)
    assert not [one for one in seen if "still waits" in one]


def test_a_no_and_silence_are_told_to_who_asked(town: Two) -> None:
    deny(town.bob, ask(town.alice, town.bob))
    (notice,) = told(town.alice)
    assert (notice.sentence, notice.note) == ("Bob does not pay you the 10.00 alder you asked for.", "not mine")
    ask(town.alice, town.bob, 700, days=1)
    jobs.run_due(now=NOW + A_DAY)
    assert sentences(town.alice, after=A_DAY + timedelta(minutes=5))[1:] == [
        "Nobody has paid in time the 7.00 alder you asked for."
    ]
