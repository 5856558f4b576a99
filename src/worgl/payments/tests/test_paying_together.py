"""Payments that share a transaction fare as they would one by one."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection

from worgl.communities import commands as communities
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.ids import new_id
from worgl.core.models import AnsweredCommand, Fact
from worgl.core.tests.test_together import gathered
from worgl.core.together import together
from worgl.currency.queries import payment_limits
from worgl.currency.tests.builders import Town, a_town
from worgl.payments import commands
from worgl.payments.models import Payment
from worgl.payments.rules import Receipt
from worgl.payments.tests.builders import NOW, fresh_key

NAMES = ("Bob", "Carol", "Dave", "Gone")
CALLERS = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """A payment somebody wants to make, with a key that others may use too."""

    payer: str
    payee: str
    minor: int
    memo: str
    key: int


def new_town() -> Town:
    made = a_town(*NAMES, slug=f"t{new_id().hex[-20:]}", payment_limit=400, payment_share=0, day_limit=1_000)
    for name in NAMES[:-1]:
        made.issue(name, 700)
    communities.suspend(actor=made.alice, member=made["Gone"], reason="test", key=fresh_key(), now=NOW)
    return made


def drawn(seed: int) -> list[Wish]:
    dice = random.Random(seed)
    memos = ["", "bread", "two\nloaves", "x" * 201]
    return [
        Wish(dice.choice(NAMES), dice.choice(NAMES), dice.choice([0, 1, 150, 399, 401]), dice.choice(memos), key)
        for key in [dice.randrange(20) for _wish in range(28)]
    ]


def ways(town: Town, wishes: list[Wish]) -> list[Callable[[], Receipt]]:
    def way(wish: Wish) -> Callable[[], Receipt]:
        return lambda: commands.pay(
            actor=town[wish.payer],
            payee=town[wish.payee],
            amount_minor=wish.minor,
            memo=wish.memo,
            key=IdempotencyKey(f"key {wish.key}"),
            now=NOW,
        )

    return [way(wish) for wish in wishes]


def alone(way: Callable[[], Receipt]) -> object:
    try:
        return way()
    except Refusal as refusal:
        return refusal


def told(answer: object) -> object:
    """Return what a caller sees, but for ids, which differ between towns."""
    if isinstance(answer, Refusal):
        return answer.code, {name: str(value) for name, value in answer.fields.items()}
    assert isinstance(answer, Receipt)
    return answer.payer.name, answer.payee.name, answer.amount_minor, answer.memo, answer.at, answer.kind


def state(town: Town) -> object:
    rows = Payment.objects.filter(community=town.community)
    limits = [payment_limits(member=town[name], now=NOW).spent_today_minor for name in NAMES]
    return (
        [town.posted(name) for name in NAMES],
        sorted(rows.values_list("amount_minor", "memo")),
        limits,
        Fact.objects.filter(topic="payments.paid", body__community=str(town.community)).count(),
        AnsweredCommand.objects.filter(actor__in=[str(town[name]) for name in NAMES]).count(),
    )


@pytest.mark.parametrize("seed", range(4))
def test_answers_refusals_and_books_are_those_of_payments_one_by_one(committed_db: None, seed: int) -> None:
    wishes = drawn(seed)
    shared, single = new_town(), new_town()
    answers = gathered(shared.community, list(ways(shared, wishes)))
    expected = [alone(way) for way in ways(single, wishes)]
    assert list(map(told, answers)) == list(map(told, expected))
    assert any(isinstance(answer, Receipt) for answer in answers)
    assert len({answer.code for answer in answers if isinstance(answer, Refusal)}) > 3
    assert state(shared) == state(single)


def test_many_callers_at_once_keep_the_limit_of_a_day(committed_db: None) -> None:
    made = new_town()
    made.issue("Bob", 5_000)
    answers: list[object] = []

    def pay() -> None:
        wish = Wish("Bob", "Carol", 60, "", 0)
        for _round in range(2):
            key = IdempotencyKey(new_id().hex)
            answers.append(
                alone(
                    lambda key=key: together(  # type: ignore[misc]  # bound at once
                        made.community,
                        lambda: commands.pay(
                            actor=made[wish.payer],
                            payee=made[wish.payee],
                            amount_minor=wish.minor,
                            memo="",
                            key=key,
                            now=NOW,
                        ),
                    )
                )
            )
        connection.close()

    threads = [threading.Thread(target=pay) for _thread in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert len(receipts) == 1_000 // 60
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"day_limit_reached"}
    assert payment_limits(member=made["Bob"], now=NOW).spent_today_minor == 960
    assert made.posted("Carol") == 700 + 960
