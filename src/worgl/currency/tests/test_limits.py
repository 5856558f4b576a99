"""Limits of members and of the town: how far down, how far up, how much at once and a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from worgl.communities.errors import (
    MemberUnknown,
    RoleNeeded,
)
from worgl.currency import commands, queries
from worgl.currency.errors import (
    DayLimitReached,
    NoCredit,
    PaymentTooLarge,
)
from worgl.currency.tests.builders import FOUNDED, a_town, elsewhere, key
from worgl.ledger.errors import AboveCeiling, BelowFloor, LimitsCross

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)


def test_credit_lets_a_member_go_down_to_his_limit_and_no_further() -> None:
    town = a_town("Bob", "Carol", preset="time_bank")
    town.pay("Bob", "Carol", 1_000, now=FOUNDED)
    with pytest.raises(BelowFloor):
        town.pay("Bob", "Carol", 1, now=FOUNDED)
    limits = commands.set_limits(
        actor=town.alice, member=town["Bob"], credit_minor=1_500, ceiling_minor=None, key=key(), now=LATER
    )
    assert (limits.credit_minor, limits.ceiling_minor, limits.given) == (1_500, None, True)
    town.pay("Bob", "Carol", 500, now=LATER)
    balance = queries.balance(member=town["Bob"], viewer=town["Bob"], now=LATER)
    assert (balance.posted_minor, balance.spendable_minor, balance.credit_minor) == (-1_500, 0, 1_500)
    with pytest.raises(LimitsCross):
        commands.set_limits(
            actor=town.alice, member=town["Bob"], credit_minor=1_400, ceiling_minor=None, key=key(), now=LATER
        )


def test_a_ceiling_stops_what_comes_in() -> None:
    town = a_town("Bob")
    commands.set_limits(
        actor=town.alice, member=town["Bob"], credit_minor=None, ceiling_minor=1_000, key=key(), now=FOUNDED
    )
    with pytest.raises(AboveCeiling):
        town.issue("Bob", 1_001)
    town.issue("Bob", 1_000)
    assert queries.limits_of(viewer=town.alice, members=[town["Bob"]])[town["Bob"]].ceiling_minor == 1_000


def test_only_officers_set_limits_and_only_in_their_town() -> None:
    town, other = a_town("Bob", preset="time_bank"), elsewhere()
    for actor, member, refusal in [
        (town["Bob"], town["Bob"], RoleNeeded),
        (other.alice, town["Bob"], MemberUnknown),
        (town.alice, other.alice, MemberUnknown),
    ]:
        with pytest.raises(refusal):
            commands.set_limits(
                actor=actor, member=member, credit_minor=5_000, ceiling_minor=None, key=key(), now=LATER
            )
    lets = a_town("Bob", slug="lets-town")
    with pytest.raises(NoCredit):
        commands.set_limits(
            actor=lets.alice, member=lets["Bob"], credit_minor=1, ceiling_minor=None, key=key(), now=LATER
        )


def test_the_merchants_credit_grows_with_what_they_sell() -> None:
    town = a_town("Bob", "Carol", preset="merchants")
    town.pay("Carol", "Bob", 40_000, now=FOUNDED)
    assert commands.refresh_limits(community=town.community, now=LATER) == 1
    assert commands.refresh_limits(community=town.community, now=LATER) == 0
    limits = queries.limits_of(viewer=town.alice, members=[town["Bob"], town["Carol"]])
    assert [limits[town[name]].credit_minor for name in ("Bob", "Carol")] == [54_000, 50_000]
    assert commands.refresh_limits(community=town.community, now=LATER + timedelta(days=330)) == 0
    assert commands.refresh_limits(community=town.community, now=LATER + timedelta(days=365)) == 1


def test_a_lowered_limit_binds_whoever_stands_beyond_it_as_far_as_he_stands() -> None:
    town = a_town("Bob", "Carol", preset="time_bank")
    town.pay("Bob", "Carol", 900, now=FOUNDED)
    changed = FOUNDED + timedelta(days=40)
    town.announce("credit_base", 500, applies_from=changed, now=FOUNDED)
    commands.refresh_limits(community=town.community, now=changed + timedelta(minutes=1))
    limits = queries.limits_of(viewer=town.alice, members=[town["Bob"], town["Carol"]])
    assert (limits[town["Bob"]].credit_minor, limits[town["Carol"]].credit_minor) == (900, 500)
    town.pay("Carol", "Bob", 600, now=changed + timedelta(hours=1))
    commands.refresh_limits(community=town.community, now=changed + timedelta(days=1))
    assert queries.limits_of(viewer=town.alice, members=[town["Bob"]])[town["Bob"]].credit_minor == 500


def test_one_payment_moves_at_most_the_towns_limit() -> None:
    town = a_town("Bob", payment_limit=5_000)
    with transaction.atomic():
        town.count("Bob", 5_000, now=LATER)
    with pytest.raises(PaymentTooLarge) as refusal:
        town.count("Bob", 5_001, now=LATER)
    assert str(refusal.value).startswith("One payment can move at most 50.00 alder here.")


def test_a_day_ends_at_its_limit_and_begins_anew_at_local_midnight() -> None:
    town = a_town("Bob", day_limit=1_000)
    evening = datetime(2025, 1, 20, 22, 30, tzinfo=UTC)
    for minor in (600, 400):
        with transaction.atomic():
            town.count("Bob", minor, now=evening)
    with pytest.raises(DayLimitReached) as refusal, transaction.atomic():
        town.count("Bob", 1, now=evening)
    assert (refusal.value.fields["free_minor"], refusal.value.fields["limit_minor"]) == (0, 1_000)
    assert queries.payment_limits(member=town["Bob"], now=evening).spent_today_minor == 1_000
    with transaction.atomic():
        town.count("Bob", 1_000, now=evening + timedelta(hours=1))
