"""`worgl facts`: what could not be told on, and offering it again."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from worgl.cli.errors import ReplayUnclear
from worgl.cli.tests.conftest import Worgl
from worgl.core import clock
from worgl.core.models import Delivery, Fact, Undelivered

pytestmark = pytest.mark.django_db
READER = "worgl.api.jobs.telling.tell"


def a_fact(topic: str = "payments.paid") -> Fact:
    return Fact.objects.create(id=uuid4(), topic=topic, body={}, at=clock.now(), pending=False)


def missed(reader: str = READER) -> Undelivered:
    return Undelivered.objects.create(fact=a_fact(), reader=reader, since=clock.now(), attempts=20, error="OSError")


def test_what_was_given_up_on_is_listed_and_offered_again(worgl: Worgl) -> None:
    missed()
    missed("other.reader")
    listed = json.loads(worgl("facts", "list", "--json").stdout)
    assert [(one["reader"], one["count"], one["given_up"], one["error"]) for one in listed] == [
        (READER, 1, 1, "OSError"),
        ("other.reader", 1, 1, "OSError"),
    ]
    assert "given up on: 2" in worgl("facts", "list").stderr
    assert "1 fact is offered again." in worgl("facts", "replay", "--reader", READER).stdout
    assert list(Undelivered.objects.filter(due_at__lte=clock.now()).values_list("reader", "attempts")) == [(READER, 0)]
    assert "2 facts are offered again." in worgl("facts", "replay").stdout


def test_the_past_is_offered_again_to_one_reader(worgl: Worgl) -> None:
    paid, _other = a_fact(), a_fact("payments.refunded")
    Delivery.objects.create(fact=paid, reader=READER, at=clock.now())
    yesterday = f"{clock.now() - timedelta(days=1):%Y-%m-%d}"
    past = ("facts", "replay", "--topic", "payments.paid", "--since", yesterday)
    assert "1 fact is offered again." in worgl(*past, "--reader", READER).stdout
    assert list(Undelivered.objects.values_list("fact", "reader")) == [(paid.pk, READER)]
    assert not Delivery.objects.exists()
    unknown = worgl(*past, "--reader", "nobody")
    assert (unknown.exit_code, "There is no reader “nobody”" in unknown.stderr) == (1, True)
    for half in (past, (*past[:4], "--reader", READER), ("facts", "replay", "--since", yesterday)):
        refused = worgl(*half)
        assert (refused.exit_code, refused.stderr.startswith(f"worgl: {ReplayUnclear.code}: ")) == (1, True)


def test_readers_are_listed_by_what_they_read(worgl: Worgl) -> None:
    assert READER in json.loads(worgl("facts", "readers", "--json").stdout)["payments.paid"]


def test_a_reader_that_is_no_more_can_be_let_go(worgl: Worgl) -> None:
    missed("gone.reader")
    assert "1 fact is forgotten." in worgl("facts", "forget", "gone.reader").stdout
    assert not Undelivered.objects.exists()
