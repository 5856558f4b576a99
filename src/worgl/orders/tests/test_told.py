"""What members are told about standing payments and lists."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.core import jobs
from worgl.orders import commands as orders_commands
from worgl.orders.rules.pay_lists import ListMode
from worgl.orders.rules.standing import Plan, Rhythm
from worgl.payments.tests.builders import NOW, fresh_key
from worgl.payments.tests.telling import Two, sentences, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
TABLE = "member,amount,note\nAlice,0.03,wages\nnobody,0.01,x"


def order(town: Two, minor: int, *, times: int | None = None, retry_days: int = 0) -> None:
    wish = orders_commands.OrderTerms(
        town.alice, Plan(Rhythm.WEEK, NOW.date(), minor, times=times), "rent", retry_days=retry_days
    )
    orders_commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=NOW)


def test_a_standing_payment_tells_both_and_its_end_the_payer(town: Two) -> None:
    order(town, 1_000, times=1)
    jobs.run_due(now=NOW + timedelta(minutes=1))
    assert sorted(sentences(town.bob)) == [
        "Your standing payment of 10.00 alder to Alice was made.",
        "Your standing payment to Alice has reached its end.",
    ]
    assert sentences(town.alice) == ["Bob paid you 10.00 alder."]


def test_a_standing_payment_that_cannot_be_made_is_told_first_and_last(town: Two) -> None:
    order(town, 9_000, retry_days=2)
    for day in range(5):
        jobs.run_due(now=NOW + day * A_DAY)
    refused = sentences(town.bob, after=5 * A_DAY, kind="payments.standing_refused")
    assert len(refused) == 2
    assert set(refused) == {"Your standing payment of 10 June 2026 to Alice could not be made."}
    assert sentences(town.alice) == []


def test_a_list_of_payments_tells_how_it_ended(town: Two) -> None:
    drawn = orders_commands.draft_list(actor=town.bob, text=TABLE, file_name="wages.csv", key=fresh_key(), now=NOW)
    orders_commands.start_list(actor=town.bob, pay_list=drawn, mode=ListMode.GOOD, key=fresh_key(), now=NOW)
    jobs.run_due(now=NOW + timedelta(minutes=1))
    (sentence,) = sentences(town.bob, kind="payments.list_paid")
    assert sentence.startswith("Your list of payments is done. Paid: 1.")
