"""Real threads with real commits: one levy by several workers among payments, limits that hold, one wallet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection, transaction

from worgl.communities import commands as communities
from worgl.communities.rules import MemberSpec
from worgl.core.errors import Refusal
from worgl.currency import commands, queries
from worgl.currency.errors import DayLimitReached
from worgl.currency.models import DaySpending, Levy, LevyLine, Wallet
from worgl.currency.rules import LevyView
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.ledger.audit import audit
from worgl.ledger.errors import BelowFloor

pytestmark = pytest.mark.usefixtures("committed_db")

FEBRUARY = date(2025, 2, 1)
DUE_AT = datetime(2025, 2, 1, 0, 5, tzinfo=UTC)
WORKERS = 6
Answer = TypeVar("Answer")


def town_of_its_own(*names: str, preset: str = "woergl_1932", day_limit: int = 0) -> Town:
    return a_town(*names, preset=preset, slug=f"town-{uuid4().hex[:12]}", day_limit=day_limit)


def at_once(works: list[Callable[[], Answer]]) -> list[Answer]:
    """Run the works in threads, each on a connection of its own, and return their answers."""

    def alone(work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(alone, works))


def test_several_workers_among_payments_take_one_levy() -> None:
    town = town_of_its_own("Bob", "Carol", "Dave")
    for name in ("Bob", "Carol", "Dave"):
        town.issue(name, 100_000)

    def levy() -> LevyView:
        return commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)

    def pay(payer: str, payee: str) -> Callable[[], LevyView | None]:
        def run() -> None:
            for _payment in range(10):
                town.pay(payer, payee, 700, now=DUE_AT)

        return run

    answers = at_once([levy, pay("Bob", "Carol"), levy, pay("Carol", "Dave"), levy, pay("Dave", "Bob")])
    assert len({answer.id for answer in answers if answer is not None}) == 1
    assert {answer.taken_minor for answer in answers if answer is not None} == {3_000}
    assert Levy.objects.filter(community_id=town.community).count() == 1
    assert LevyLine.objects.filter(community_id=town.community).count() == 3
    assert [town.posted(name) for name in ("Bob", "Carol", "Dave")] == [99_000] * 3
    assert (town.system("commons"), town.system("levy_pool"), sum(town.balances())) == (3_000, 0, 0)
    assert not list(audit(town.currency.book))


def test_the_spend_rule_is_settled_once_by_several_workers() -> None:
    town = town_of_its_own("Bob")
    town.issue("Bob", 10_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=1_000, key=key(), now=FOUNDED)

    def settle() -> int:
        return commands.pay_unspent(community=town.community, now=DUE_AT)

    assert sorted(at_once([settle] * 4)) == [0, 0, 0, 500]
    assert town.system("commons") == 500


def test_the_limit_of_a_day_holds_against_many_payments_at_once() -> None:
    town = town_of_its_own("Bob", day_limit=1_000)

    def count() -> bool:
        try:
            with transaction.atomic():
                town.count("Bob", 150, now=FOUNDED)
        except DayLimitReached:
            return False
        return True

    assert sum(at_once([count] * 12)) == 6
    assert DaySpending.objects.get(member_id=town["Bob"]).spent_minor == 900


def test_credit_holds_against_many_payments_at_once() -> None:
    town = town_of_its_own("Bob", "Carol", preset="time_bank")

    def pay() -> bool:
        try:
            town.pay("Bob", "Carol", 300, now=FOUNDED)
        except BelowFloor:
            return False
        return True

    assert sum(at_once([pay] * 12)) == 3
    assert town.posted("Bob") == -900


def test_a_wallet_opened_by_many_at_once_is_one() -> None:
    town = town_of_its_own()
    with transaction.atomic():
        (bob,) = communities.add_members(community=town.community, specs=[MemberSpec(name="Bob")], now=FOUNDED)

    def open_it() -> int:
        with transaction.atomic():
            return commands.open_wallet(community=town.community, member=bob, now=FOUNDED).account

    assert len(set(at_once([open_it] * 8))) == 1
    assert Wallet.objects.filter(member_id=bob).count() == 1


def test_the_statistics_are_counted_once_by_several_workers() -> None:
    town = town_of_its_own("Bob", "Carol")
    town.issue("Bob", 10_000)
    for day in range(5):
        town.pay("Bob", "Carol", 100, now=FOUNDED + timedelta(days=day))

    def count() -> int:
        return commands.update_figures(community=town.community)

    assert sum(at_once([count] * 4)) == 6
    assert [figure.volume_minor for figure in queries.series(town.community, date(2025, 1, 1))] == [100] * 5


def test_who_leaves_while_being_paid_takes_or_loses_nothing() -> None:
    town = town_of_its_own("Bob", "Carol")
    town.issue("Carol", 1_000)

    def leave() -> bool:
        try:
            commands.leave_town(actor=town["Bob"], key=key(), now=FOUNDED)
        except Refusal:
            return False
        return True

    def pay() -> bool:
        try:
            town.pay("Carol", "Bob", 10, now=FOUNDED)
        except Refusal:
            return False
        return True

    left, *paid = at_once([leave, pay, pay, pay])
    assert not (left and any(paid))
    assert town.posted("Bob") == 10 * sum(paid)
    assert sum(town.balances()) == 0
