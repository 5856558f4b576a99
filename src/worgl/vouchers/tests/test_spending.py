"""What counts against a day's limit is counted again from the payments and vouchers of the books' last day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection

from worgl.communities.queries import community
from worgl.core.ids import new_id
from worgl.currency.tests.builders import FOUNDED, Town, a_town
from worgl.payments import commands
from worgl.payments.queries import faults
from worgl.payments.tests.builders import fresh_key
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers.queries import secret_code, series_of

pytestmark = pytest.mark.django_db

BEFORE, NOON = FOUNDED + timedelta(days=9), FOUNDED + timedelta(days=10)


def limited(*, day_limit: int) -> Town:
    town = a_town("Bob", "Carla", slug=f"t{new_id().hex[-20:]}", payment_limit=0, payment_share=0, day_limit=day_limit)
    town.issue("Bob", 5_000)
    town.issue("Carla", 5_000)
    return town


def pay(town: Town, payer: str, payee: str, minor: int, *, now: datetime = NOON) -> None:
    commands.pay(actor=town[payer], payee=town[payee], amount_minor=minor, note="", key=fresh_key(), now=now)


def kinds(town: Town) -> list[str]:
    return [fault.kind for fault in faults(community(town.community))]


@pytest.fixture
def town() -> Town:
    """Let people pay alone and by vouchers, on two days."""
    made = limited(day_limit=2_000)
    pay(made, "Bob", "Carla", 300, now=BEFORE)
    pay(made, "Bob", "Carla", 100)
    pay(made, "Carla", "Bob", 50)
    series = vouchers_commands.issue_vouchers(
        actor=made["Bob"], amount_minor=5, count=2, last_day=(NOON + timedelta(days=9)).date(), note="",
        key=fresh_key(), now=NOON,
    )  # fmt: skip
    code = secret_code(series_of(series=series, viewer=made["Bob"])[1][0].id)
    vouchers_commands.redeem_voucher(actor=made["Carla"], code=code, key=fresh_key(), now=NOON)
    return made


def test_a_day_of_payments_and_vouchers_is_counted_as_it_was(town: Town) -> None:
    assert kinds(town) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE currency_dayspending SET spent_minor = 0 WHERE spent_minor = 110",
        "UPDATE currency_dayspending SET spent_minor = spent_minor + 1 WHERE spent_minor = 50",
        "DELETE FROM currency_dayspending WHERE spent_minor = 110",
    ],
)
def test_what_a_member_has_paid_today_is_named_when_it_was_changed(town: Town, sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 1
    assert kinds(town) == ["day_spending_wrong"]


def test_payments_before_a_limit_began_do_not_count_against_it() -> None:
    town = limited(day_limit=0)
    pay(town, "Bob", "Carla", 300)
    begins = NOON + timedelta(days=60)
    town.announce("day_limit", 2_000, applies_from=begins, now=NOON)
    pay(town, "Bob", "Carla", 100, now=begins - timedelta(minutes=1))
    pay(town, "Bob", "Carla", 200, now=begins + timedelta(minutes=1))
    assert kinds(town) == []
