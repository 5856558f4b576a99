"""Counters: no more than the rate, whoever asks at once; nothing pushes them out, nothing takes them back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction

from worgl.core import counters
from worgl.core.commands import in_turn
from worgl.core.errors import Refusal
from worgl.core.limits import Rate
from worgl.core.models import Counter

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
THREE = Rate("test.three", 3, 60)
TEN = Rate("test.ten", 10, 3_600)


def count(who: object = "Bob", *, rate: Rate = THREE, after_s: int = 0) -> int:
    return counters.count_try(rate, who, now=NOW + timedelta(seconds=after_s))


def at_once(times: int, one: Callable[[int], object]) -> list[object]:
    def run(number: int) -> object:
        try:
            return one(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db
def test_as_many_as_the_rate_allows_are_welcome_and_then_the_wait_is_told() -> None:
    assert [count(after_s=number) for number in range(4)] == [0, 0, 0, 58]
    assert count("Charlie") == 0
    assert count(rate=TEN) == 0
    assert count(after_s=59) == 2
    assert count(after_s=60) == 0


@pytest.mark.django_db
def test_who_is_refused_does_not_wait_longer_for_having_tried() -> None:
    tried = [count(after_s=number) for number in range(60)]
    assert (tried.count(0), tried[-1]) == (3, 2)
    assert count(after_s=60) == 0


@pytest.mark.django_db
def test_who_read_the_clock_earlier_and_comes_later_is_counted_with_the_others() -> None:
    assert [count(after_s=-number) for number in (0, 1, 2, 3, 200)] == [0, 0, 0, 64, 261]


@pytest.mark.django_db
def test_many_counted_at_once_are_allowed_as_if_they_came_one_after_the_other() -> None:
    who = ["Bob", "Charlie", "Bob", "Bob", "Bob", "Charlie"]
    assert counters.count_acts(THREE, who, now=NOW) == [True, True, True, True, False, True]
    assert counters.count_acts(THREE, who[:2], now=NOW) == [False, True]
    assert counters.count_acts(THREE, who[:1], now=NOW + timedelta(seconds=60)) == [True]
    assert counters.count_acts(THREE, [], now=NOW) == []


@pytest.mark.django_db
def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    assert [count(after_s=86_400) for _each in range(3)] == [0, 0, 0]
    assert count() == 0


@pytest.mark.django_db
def test_what_is_given_back_or_forgotten_may_be_tried_again() -> None:
    for _each in range(3):
        count()
    counters.give_back(THREE, "Bob")
    assert (count(), bool(count())) == (0, True)
    counters.forget(THREE, "Bob")
    assert counters.wait_s(THREE, "Bob", now=NOW) == 0
    assert count() == 0


@pytest.mark.django_db
def test_right_answers_are_not_counted_and_after_too_many_wrong_ones_nobody_looks() -> None:
    looked: list[bool] = []

    def answer(*, right: bool) -> int:
        def look() -> bool:
            looked.append(right)
            return right

        return counters.count_wrong(THREE, "Bob", is_right=look, now=NOW)

    assert [answer(right=each) for each in (True, True, True, True, False, False, True, False)] == [0] * 8
    assert answer(right=True) > 0
    assert len(looked) == 8


@pytest.mark.django_db
def test_neither_names_nor_addresses_are_kept_and_what_is_over_is_swept() -> None:
    count("mira@example.org")
    row = Counter.objects.values_list("rate", "bucket", "count").get()
    assert row[0] == "test.three"
    assert 0 <= row[1] < 2**counters.BUCKET_BITS
    assert "mira" not in str(row)
    count("Otto", after_s=30)
    assert counters.sweep(now=NOW + timedelta(seconds=70)) == 1
    assert Counter.objects.count() == 1


def test_of_many_at_once_no_more_than_the_rate_are_counted(committed_db: None) -> None:
    who = uuid4()
    waits = at_once(40, lambda _number: count(who, rate=TEN))
    assert waits.count(0) == 10


def test_of_many_counted_together_at_once_no_more_than_the_rate_are_allowed(committed_db: None) -> None:
    whos, allowed = [uuid4() for _one in range(3)], []

    def count_all(number: int) -> None:
        with in_turn(), transaction.atomic(durable=True):
            allowed.extend(counters.count_acts(TEN, whos if number % 2 else whos[::-1], now=NOW))

    at_once(40, count_all)
    assert (sum(allowed), len(allowed)) == (TEN.most * len(whos), 40 * len(whos))


def test_of_many_guesses_at_once_only_as_many_are_looked_at(committed_db: None) -> None:
    who, looked = uuid4(), []

    def look() -> bool:
        looked.append(1)
        return False

    waits = at_once(40, lambda _number: counters.count_wrong(TEN, who, is_right=look, now=NOW))
    assert (waits.count(0), len(looked)) == (10, 10)


def test_many_right_answers_at_once_are_all_welcome(committed_db: None) -> None:
    who = uuid4()
    waits = at_once(40, lambda _number: counters.count_wrong(TEN, who, is_right=lambda: True, now=NOW))
    assert waits == [0] * 40


def test_other_peoples_counters_push_none_out(committed_db: None) -> None:
    who, some = uuid4(), uuid4()
    for _each in range(10):
        count(who, rate=TEN)
    at_once(320, lambda number: count(f"{some}-{number}", rate=TEN))
    assert count(who, rate=TEN) > 0


def test_a_try_within_a_transaction_is_a_mistake_because_it_could_be_taken_back(committed_db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        count()


def test_an_act_counts_only_when_it_is_done(committed_db: None) -> None:
    who = uuid4()

    @transaction.atomic
    def refused() -> None:
        counters.count_act(TEN, who, now=NOW)
        raise Refusal

    for _each in range(20):
        with pytest.raises(Refusal):
            refused()
    assert count(who, rate=TEN) == 0
