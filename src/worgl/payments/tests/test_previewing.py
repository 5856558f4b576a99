"""A preview writes nothing, and the write then does what it said, whatever stands against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.core.errors import Refusal, problem
from worgl.core.ids import new_id
from worgl.currency import commands as currencies
from worgl.currency.queries import balance, wallet_of
from worgl.currency.tests.builders import a_preset
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Kind, Transfer
from worgl.payments import commands
from worgl.payments.rules import Preview
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town, pay

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand before Bob pays; amounts are small, so that every limit is met often."""

    preset: str
    limits: dict[str, int]
    funds: int
    paid: list[int]
    held: int
    ceiling: int | None
    payee: str
    minor: int


LIMITS = st.fixed_dictionaries(
    {
        "payment_limit": st.sampled_from([0, 0, 60]),
        "payment_share": st.sampled_from([0, 0, 300_000]),
        "payment_least": st.sampled_from([0, 20]),
        "day_limit": st.sampled_from([0, 0, 90]),
    }
)
SITUATIONS = st.builds(
    Situation,
    preset=st.sampled_from(["woergl_1932", "time_bank"]),
    limits=LIMITS,
    funds=st.integers(0, 200),
    paid=st.lists(st.sampled_from([1, 20, 30, 60]), max_size=3),
    held=st.sampled_from([0, 0, 10, 50]),
    ceiling=st.sampled_from([None, None, 0, 120]),
    payee=st.sampled_from(["alice", "alice", "alice", "fresh", "suspended", "gone", "bob"]),
    minor=st.one_of(st.integers(-1, 120), st.sampled_from([20, 30, 60, 61, 1_000, 1_001, 10**18])),
)
NO_LIMITS = {"payment_limit": 0, "payment_share": 0, "payment_least": 0, "day_limit": 0}
A_DAY = {**NO_LIMITS, "day_limit": 90}
AT_ONCE = {**NO_LIMITS, "payment_limit": 60}
EDGES = [
    Situation("woergl_1932", NO_LIMITS, 80, [20], 0, None, "alice", 60),
    Situation("woergl_1932", NO_LIMITS, 80, [20], 0, None, "alice", 61),
    Situation("woergl_1932", A_DAY, 200, [30], 0, None, "alice", 60),
    Situation("woergl_1932", A_DAY, 200, [30], 0, None, "alice", 61),
    Situation("woergl_1932", AT_ONCE, 200, [], 0, None, "alice", 60),
    Situation("woergl_1932", AT_ONCE, 200, [], 0, None, "alice", 61),
    Situation("woergl_1932", NO_LIMITS, 200, [], 0, 50, "alice", 50),
    Situation("woergl_1932", NO_LIMITS, 200, [], 0, 50, "alice", 51),
    Situation("time_bank", NO_LIMITS, 0, [], 0, None, "fresh", 1_000),
    Situation("time_bank", NO_LIMITS, 0, [], 0, None, "fresh", 1_001),
]
"""On a limit, and one beyond it: of funds, a day, a payment, a ceiling, credit."""


def arranged(wanted: Situation) -> tuple[Town, MemberId]:
    """Return a town in which it stands as wanted, and whom Bob is about to pay."""
    with a_preset(wanted.preset, wanted.limits) as preset:
        town = new_town(preset=preset)
    if wanted.funds and wanted.preset == "woergl_1932":
        fund(town, town.bob, wanted.funds)
    for minor in wanted.paid:
        tried(lambda minor=minor: pay(town.bob, town.alice, minor))  # type: ignore[misc]  # the loop's own value
    if wanted.held:
        tried(lambda: _hold(town, wanted.held))
    if wanted.ceiling is not None:
        limits = {"credit_minor": None, "ceiling_minor": wanted.ceiling}
        tried(lambda: currencies.set_limits(actor=town.alice, member=town.alice, key=fresh_key(), now=NOW, **limits))
    return town, payee_of(town, wanted.payee)


def _hold(town: Town, minor: int) -> None:
    """Reserve some of Bob's coins."""
    book, own = town.currency.book, wallet_of(town.bob).account
    with transaction.atomic():
        ledger.post(
            book=book, transfers=[Transfer(new_id(), own, town.currency.commons, minor, kind=Kind.HOLD)], now=NOW
        )


def payee_of(town: Town, name: str) -> MemberId:
    """Return the member a situation speaks of."""
    if name in {"alice", "bob"}:
        return town.alice if name == "alice" else town.bob
    if name == "fresh":
        with transaction.atomic():
            return communities.add_members(
                community=town.community, specs=[communities.MemberSpec(name="Nora")], now=NOW
            )[0]
    (dora,) = join(town.community, "Dora")
    if name == "suspended":
        communities.suspend(actor=town.alice, member=dora, reason="quarrel", key=fresh_key(), now=NOW)
    else:
        currencies.leave_town(actor=dora, key=fresh_key(), now=NOW)
    return dora


def tried(write: Callable[[], object]) -> Refusal | None:
    """Run a write and return what refused it."""
    try:
        write()
    except Refusal as refusal:
        return refusal
    return None


def foretold(payer: MemberId, preview: Callable[[], Preview], write: Callable[[], object]) -> None:
    """Check that a preview writes nothing, and that the write then does what it said."""
    before = balance(member=payer, viewer=payer, now=NOW)
    with statements() as asked:
        seen = preview()
    assert [sql for sql in asked if not sql.lstrip().startswith("SELECT")] == []
    refusal = tried(write)
    assert seen.refusal == (problem(refusal) if refusal else None)
    after = balance(member=payer, viewer=payer, now=NOW)
    told = (seen.balance_before_minor, seen.spendable_before_minor, seen.fading_before)
    assert told == (before.posted_minor, before.spendable_minor, before.fading)
    told = (seen.balance_after_minor, seen.spendable_after_minor, seen.fading_after)
    assert told == (after.posted_minor, after.spendable_minor, after.fading)


@pytest.mark.parametrize("wanted", EDGES)
def test_a_payment_at_the_edge_of_a_limit_does_what_its_preview_says(wanted: Situation) -> None:
    _pays_as_foretold(wanted)


@given(wanted=SITUATIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_payment_does_what_its_preview_says(wanted: Situation) -> None:
    _pays_as_foretold(wanted)


def _pays_as_foretold(wanted: Situation) -> None:
    town, payee = arranged(wanted)
    asked = {"actor": town.bob, "payee": payee, "amount_minor": wanted.minor}
    foretold(
        town.bob,
        lambda: commands.preview_payment(**asked, now=NOW),  # type: ignore[arg-type]  # one call's inputs
        lambda: commands.pay(**asked, note="", key=fresh_key(), now=NOW),  # type: ignore[arg-type]  # the same
    )


@given(
    paid=st.integers(1, 100),
    spent=st.integers(0, 60),
    asked=st.one_of(st.none(), st.integers(-1, 110)),
    back=st.integers(0, 100),
    days=st.sampled_from([0, 13, 14, 15]),
    payer=st.sampled_from(["stays", "stays", "suspended"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_refund_does_what_its_preview_says(
    paid: int, spent: int, asked: int | None, back: int, days: int, payer: str
) -> None:
    town = new_town()
    fund(town, town.bob, 100)
    first = pay(town.bob, town.alice, paid, now=NOW - timedelta(days=days))
    (emil,) = join(town.community, "Emil")
    tried(lambda: pay(town.alice, emil, spent))
    giving = {"actor": town.alice, "payment": first.payment, "reason": "broken"}
    tried(lambda: commands.refund(**giving, amount_minor=back, key=fresh_key(), now=NOW))  # type: ignore[arg-type]  # one call's inputs
    if payer == "suspended":
        communities.suspend(actor=town.alice, member=town.bob, reason="quarrel", key=fresh_key(), now=NOW)
    foretold(
        town.alice,
        lambda: commands.preview_refund(**giving, amount_minor=asked, now=NOW),  # type: ignore[arg-type]  # the same
        lambda: commands.refund(**giving, amount_minor=asked, key=fresh_key(), now=NOW),  # type: ignore[arg-type]  # the same
    )
