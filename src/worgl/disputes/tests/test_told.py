"""What members are told about disputes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.core import jobs
from worgl.currency.tests.builders import a_town
from worgl.disputes import commands as disputes_commands
from worgl.disputes.tests.test_disputes import answer, dispute, rule
from worgl.payments.tests.builders import NOW, fresh_key, pay
from worgl.payments.tests.telling import Two, sentences, told, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_each_step_of_a_dispute_is_told_to_whom_it_concerns(town: Two) -> None:
    payment = pay(town.bob, town.alice, 1_000).payment
    disputed = dispute(town.bob, payment)
    assert sentences(town.alice, kind="payments.disp") == ["Bob disputes a payment to you. Please answer."]
    answer(town.alice, disputed)
    assert sentences(town.bob, kind="payments.disp") == ["Alice has answered what you dispute."]
    disputes_commands.withdraw_dispute(actor=town.bob, dispute=disputed, key=fresh_key(), now=NOW)
    assert sentences(town.alice, kind="payments.dispute_ended") == ["The dispute with Bob has ended."]
    assert sentences(town.bob, kind="payments.dispute_ended") == []


def test_a_ruling_and_each_part_it_gives_back_are_told_to_both(db: None) -> None:
    made = a_town("Bob", "Carla", now=NOW)
    made.issue("Bob", 5_000, now=NOW)
    payer, payee = made["Bob"], made["Carla"]
    payment = pay(payer, payee, 1_000).payment
    pay(payee, made.alice, 700)
    disputed = dispute(payer, payment)
    answer(payee, disputed)
    rule(made.alice, disputed, 1_000)
    assert sorted(
        sentences(payer, kind="payments.dispute_ruled") + sentences(payee, kind="payments.dispute_ruled")
    ) == [
        "There is a ruling in the dispute with Bob.",
        "There is a ruling in the dispute with Carla.",
    ]
    made.issue("Carla", 2_000, now=NOW)
    jobs.run_due(now=NOW + timedelta(hours=2))
    (first, last) = told(payer, after=timedelta(hours=2), kind="payments.ruling")
    assert [first.sentence, last.sentence] == [
        "By the ruling in the dispute with Carla you got 3.00 alder back.",
        "By the ruling in the dispute with Carla you got 7.00 alder back.",
    ]
    assert first.path.endswith(f"/disputes/{disputed}/")
    assert sentences(payee, after=timedelta(hours=2), kind="payments.ruling") == [
        "By the ruling in the dispute with Bob you gave 3.00 alder back.",
        "By the ruling in the dispute with Bob you gave 7.00 alder back.",
    ]
    assert sentences(made.alice, kind="payments.ruling") == []
