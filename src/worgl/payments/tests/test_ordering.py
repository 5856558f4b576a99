"""Many payments at once: each line stands alone, limits hold, nothing is paid twice."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.core.commands import IdempotencyKey, forget_old_answers
from worgl.core.errors import TooLarge
from worgl.core.ids import new_id
from worgl.core.limits import BATCH_MAX
from worgl.core.models import Fact
from worgl.currency import commands as currencies
from worgl.currency.queries import payment_limits
from worgl.currency.tests.builders import a_town
from worgl.currency.tests.builders import key as a_key
from worgl.payments import commands
from worgl.payments.commands import pay_many
from worgl.payments.errors import PayerNotActive
from worgl.payments.models import Payment
from worgl.payments.rules.batch import BatchLine, LineCode, within_limits
from worgl.payments.tests.builders import LATER, NOW, Town, fresh_key, fund, join, new_town, pay, posted


@pytest.fixture
def town(db: None) -> Town:
    """Return a town in which Bob has 100.00."""
    made = new_town()
    fund(made, made.bob, 10_000)
    return made


def order(payee: object, minor: int = 5, *, own: UUID | None = None, note: str = "") -> BatchLine:
    return BatchLine(own or new_id(), str(payee), minor, note)


def codes(town: Town, *orders: BatchLine) -> list[str]:
    return [answer.code.value for answer in pay_many(actor=town.bob, orders=orders, now=NOW)]


def test_each_line_is_booked_or_told_why_not(town: Town) -> None:
    (gone,) = join(town.community, "Gone")
    communities.suspend(actor=town.alice, member=gone, reason="test", key=fresh_key(), now=NOW)
    code = member(town.alice).code
    own = new_id()
    lines = [
        order(town.alice, 100, own=own, note="  two\n loaves "),
        order(code, 200),
        order(code.lower(), 0),
        order(code, -5),
        order(code, 10**14 + 1),
        order("ABCDEFGH"),
        order(uuid4()),
        order(town.bob),
        order(gone),
        order(code, 5, note="x" * 201),
        order(code, 9_800),
        order(code, 9_700),
    ]
    assert codes(town, *lines) == [
        *("ok", "ok", "invalid_amount", "invalid_amount", "invalid_amount", "invalid_code", "payee_unknown"),
        *("paying_oneself", "payee_gone", "text_too_long", "not_enough", "ok"),
    ]
    assert (posted(town.bob), posted(town.alice)) == (0, 10_000)
    (row,) = Payment.objects.filter(amount_minor=100)
    assert (row.note, row.payer, row.payee, row.at) == ("two loaves", town.bob, town.alice, NOW)
    facts = Fact.objects.filter(topic="payments.paid")
    assert {fact.body["amount_minor"] for fact in facts} == {100, 200, 9_700}


def test_the_same_batch_again_pays_nothing_twice(town: Town) -> None:
    lines = [order(town.alice, minor) for minor in (1, 2, 3)]
    assert codes(town, *lines) == ["ok"] * 3
    assert codes(town, *lines) == ["already_done"] * 3
    assert posted(town.alice) == 6
    first = lines[0]
    assert codes(town, BatchLine(first.id, first.payee, 9, ""), BatchLine(first.id, first.payee, 1, "other")) == [
        "key_reused",
        "key_reused",
    ]


def test_an_id_that_stands_twice_in_a_batch_pays_once(town: Town) -> None:
    one = order(town.alice, 5)
    assert codes(town, one, one, BatchLine(one.id, one.payee, 6, "")) == ["ok", "already_done", "key_reused"]
    assert posted(town.alice) == 5


def test_an_id_is_one_for_single_payments_and_batches(town: Town) -> None:
    own = new_id()
    key = IdempotencyKey(str(own))
    receipt = commands.pay(actor=town.bob, payee=town.alice, amount_minor=5, note="", key=key, now=NOW)
    (answer,) = pay_many(actor=town.bob, orders=[order(town.alice, 5, own=own)], now=NOW)
    assert (answer.code, answer.payment) == (LineCode.ALREADY_DONE, receipt.payment)


def test_what_the_books_refused_stays_refused_under_its_id(town: Town) -> None:
    line = order(town.alice, 2_000)
    assert codes(town, order(town.alice, 9_000), line) == ["ok", "not_enough"]
    fund(town, town.bob, 50_000)
    assert codes(town, line) == ["not_enough"], "the first answer, whatever there is by now"
    assert codes(town, replace(line, amount_minor=1)) == ["key_reused"]
    forget_old_answers(before=LATER)
    assert codes(town, line) == ["already_refused"], "the books remember longer than the answer's words are kept"
    assert codes(town, order(town.alice, 2_000)) == ["ok"]


def test_limits_of_a_payment_and_of_a_day_hold_for_the_lines_together(db: None) -> None:
    made = a_town("Bob", payment_limit=500, payment_share=0, day_limit=1_000)
    made.issue("Bob", 5_000)
    lines = [order(made.alice, minor) for minor in (501, 500, 400, 101, 100, 1)]
    answers = pay_many(actor=made["Bob"], orders=lines, now=NOW)
    assert [answer.code.value for answer in answers] == [
        *("payment_too_large", "ok", "ok", "day_limit_reached", "ok", "day_limit_reached"),
    ]
    assert payment_limits(member=made["Bob"], now=NOW).spent_today_minor == 1_000


def test_what_the_books_refuse_does_not_count_for_the_day(db: None) -> None:
    made = a_town("Bob", payment_limit=0, payment_share=0, day_limit=1_000)
    made.issue("Bob", 100)
    pay_many(actor=made["Bob"], orders=[order(made.alice, 60), order(made.alice, 60)], now=NOW)
    assert payment_limits(member=made["Bob"], now=NOW).spent_today_minor == 60


def test_a_payee_takes_no_more_than_his_ceiling(town: Town) -> None:
    currencies.set_limits(
        actor=town.alice, member=town.alice, credit_minor=None, ceiling_minor=50, key=a_key(), now=NOW
    )
    assert codes(town, order(town.alice, 40), order(town.alice, 20), order(town.alice, 10)) == [
        "ok",
        "payee_full",
        "ok",
    ]


def test_members_of_other_towns_are_nobody_here(town: Town) -> None:
    other = new_town()
    assert codes(town, order(other.alice), order(member(other.alice).code)) == ["payee_unknown"] * 2


def test_a_suspended_member_pays_nobody(town: Town) -> None:
    communities.suspend(actor=town.alice, member=town.bob, reason="test", key=fresh_key(), now=NOW)
    with pytest.raises(PayerNotActive):
        codes(town, order(town.alice))


def test_a_batch_is_bounded(town: Town) -> None:
    with pytest.raises(TooLarge):
        codes(town, *[order(town.alice)] * (BATCH_MAX + 1))


def test_the_database_is_not_asked_line_by_line(town: Town) -> None:
    joined = join(town.community, *[f"Member {number}" for number in range(40)])
    with statements() as few:
        assert set(codes(town, *[order(one, 1) for one in joined[:4]])) == {"ok"}
    with statements() as many:
        assert set(codes(town, *[order(one, 1) for one in joined[4:]])) == {"ok"}
    per_row = 0 if connection.vendor == "postgresql" else 6
    assert len(many) - len(few) <= per_row * 32


def test_a_single_payment_between_two_batches_counts_for_all(town: Town) -> None:
    pay(town.bob, town.alice, 9_990)
    assert codes(town, order(town.alice, 5), order(town.alice, 6), order(town.alice, 5)) == ["ok", "not_enough", "ok"]


@given(
    st.lists(st.integers(1, 100), max_size=30),
    st.none() | st.integers(1, 100),
    st.none() | st.integers(1, 500),
    st.integers(0, 500),
)
def test_limits_never_let_more_through_and_never_less(
    amounts: list[int], payment: int | None, day: int | None, spent: int
) -> None:
    judged = within_limits(amounts, payment_minor=payment, day_minor=day, spent_minor=spent)
    for minor, code in zip(amounts, judged, strict=True):
        fits = (payment is None or minor <= payment) and (day is None or spent + minor <= day)
        assert (code is LineCode.OK) is fits
        spent += minor if fits else 0


def test_batches_and_single_payments_at_the_same_time_keep_the_limit_of_a_day(committed_db: None) -> None:
    made = a_town("Bob", slug=f"t{new_id().hex[-20:]}", payment_limit=0, payment_share=0, day_limit=1_000)
    made.issue("Bob", 5_000)

    def batches() -> None:
        for _round in range(5):
            pay_many(actor=made["Bob"], orders=[order(made.alice, 30) for _line in range(10)], now=NOW)
        connection.close()

    threads = [threading.Thread(target=batches) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert payment_limits(member=made["Bob"], now=NOW).spent_today_minor == 990
    assert made.posted("Alice") == 990
