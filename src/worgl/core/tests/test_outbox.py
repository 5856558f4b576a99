"""Facts: written with what happened, delivered at least once, replayable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from worgl.core import outbox
from worgl.core.errors import TooLarge
from worgl.core.limits import FACT_BYTES_MAX, JOB_ATTEMPTS_MAX
from worgl.core.models import Delivery, Fact

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Baked(outbox.Fact):
    """Bread was baked."""

    topic: ClassVar[str] = "test.baked"
    loaves: int
    at: datetime


seen: list[tuple[str, int]] = []
broken: set[str] = set()


@outbox.reads(Baked)
def first_reader(fact: Baked, now: datetime) -> None:
    """Take a fact in, or fail when told to."""
    if "first" in broken:
        raise RuntimeError
    seen.append(("first", fact.loaves))


@outbox.reads(Baked)
def second_reader(fact: Baked, now: datetime) -> None:
    """Take a fact in."""
    seen.append(("second", fact.loaves))


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    seen.clear()
    broken.clear()
    taken_together.clear()
    burnt.clear()
    yield
    broken.clear()


taken_together: list[list[int]] = []
burnt: set[int] = set()


@outbox.reads_many(Baked)
def third_reader(facts: Sequence[Baked], now: datetime) -> None:
    """Take in what comes at once, or nothing of it when a loaf is burnt."""
    taken_together.append([fact.loaves for fact in facts])
    if burnt & {fact.loaves for fact in facts}:
        raise RuntimeError


def bake(loaves: int) -> None:
    with transaction.atomic():
        outbox.record(Baked(loaves, NOW), now=NOW)


def test_every_reader_takes_every_fact_once_in_order() -> None:
    bake(1)
    bake(2)
    assert outbox.deliver(now=NOW) == 2
    assert outbox.deliver(now=NOW) == 0
    assert seen == [("first", 1), ("first", 2), ("second", 1), ("second", 2)]


def test_a_reader_of_many_takes_what_happened_in_a_row_at_once() -> None:
    bake(1)
    bake(2)
    with transaction.atomic():
        outbox.record(Wordy("between"), now=NOW)
    bake(3)
    assert outbox.deliver(now=NOW) == 4
    assert taken_together == [[1, 2], [3]]


def test_when_many_cannot_be_taken_at_once_each_is_tried_alone() -> None:
    burnt.add(2)
    for loaves in (1, 2, 3):
        bake(loaves)
    assert outbox.deliver(now=NOW) == 2
    assert taken_together == [[1, 2, 3], [1], [2], [3]]
    assert outbox.waiting() == (1, 0)
    burnt.clear()
    assert outbox.deliver(now=NOW) == 1
    assert taken_together[4:] == [[2]]


def test_a_reader_of_many_is_not_handed_again_what_another_worker_gave_it() -> None:
    bake(1)
    bake(2)
    first = Fact.objects.earliest("id")
    name = f"{third_reader.__module__}.{third_reader.__qualname__}"

    @outbox.reads(Baked)
    def another_worker(fact: Baked, now: datetime) -> None:
        # Comes before the third reader by its name, as the other worker does who takes the first fact meanwhile.
        Delivery.objects.get_or_create(fact=first, reader=name, defaults={"at": now})

    try:
        assert outbox.deliver(now=NOW) == 2
    finally:
        del outbox._readers[Baked.topic][f"{another_worker.__module__}.{another_worker.__qualname__}"]
    assert taken_together == [[2]]


def test_a_fact_of_a_transaction_that_failed_never_happened() -> None:
    def fail() -> None:
        outbox.record(Baked(1, NOW), now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fail()
    assert outbox.deliver(now=NOW) == 0


def test_a_failing_reader_is_tried_again_and_stops_nobody_else() -> None:
    broken.add("first")
    bake(1)
    assert outbox.deliver(now=NOW) == 0
    assert seen == [("second", 1)]
    assert outbox.waiting() == (1, 0)
    broken.clear()
    assert outbox.deliver(now=NOW) == 1
    assert seen == [("second", 1), ("first", 1)]


def test_after_many_failures_a_person_must_look() -> None:
    broken.add("first")
    bake(1)
    for _attempt in range(JOB_ATTEMPTS_MAX + 2):
        outbox.deliver(now=NOW)
    assert outbox.waiting() == (1, 1)


def test_a_reader_can_be_given_the_past_again() -> None:
    bake(1)
    bake(2)
    outbox.deliver(now=NOW)
    seen.clear()
    name = f"{second_reader.__module__}.{second_reader.__qualname__}"
    assert outbox.replay(Baked, name, since=NOW - timedelta(days=1)) == 2
    assert outbox.deliver(now=NOW) == 2
    assert seen == [("second", 1), ("second", 2)]


@dataclass(frozen=True, slots=True)
class Wordy(outbox.Fact):
    """Too much was said."""

    topic: ClassVar[str] = "test.wordy"
    text: str


def test_a_fact_has_a_size() -> None:
    with pytest.raises(TooLarge), transaction.atomic():
        outbox.record(Wordy("x" * FACT_BYTES_MAX), now=NOW)


def test_a_fact_nobody_reads_is_settled_beside_those_that_are_read() -> None:
    bake(1)
    with transaction.atomic():
        outbox.record(Wordy("nobody listens"), now=NOW)
    bake(2)
    assert outbox.deliver(now=NOW) == 3
    assert (outbox.waiting(), seen) == ((0, 0), [("first", 1), ("second", 1), ("first", 2), ("second", 2)])


def test_many_facts_are_written_as_one_by_one() -> None:
    with transaction.atomic():
        outbox.record_many([Baked(1, NOW), Wordy("between"), Baked(2, NOW)], now=NOW)
    bake(3)
    rows = [(row.topic, row.body, row.at, row.pending) for row in Fact.objects.order_by("id")]
    assert rows[0] == ("test.baked", rows[3][1] | {"loaves": 1}, NOW, True)
    assert outbox.deliver(now=NOW) == 4
    assert [loaves for reader, loaves in seen if reader == "first"] == [1, 2, 3]
    with pytest.raises(TooLarge), transaction.atomic():
        outbox.record_many([Baked(4, NOW), Wordy("x" * FACT_BYTES_MAX)], now=NOW)
    assert Fact.objects.count() == 4


def test_a_call_goes_on_in_pages_until_nothing_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_AT_ONCE", 2)
    for loaves in range(1, 6):
        bake(loaves)
    assert outbox.deliver(now=NOW) == 5
    assert [loaves for reader, loaves in seen if reader == "first"] == [1, 2, 3, 4, 5]
    assert outbox.waiting() == (0, 0)


def test_a_call_tries_a_fact_once_however_many_pages_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_AT_ONCE", 1)
    broken.add("first")
    bake(1)
    bake(2)
    assert outbox.deliver(now=NOW) == 0
    assert set(Fact.objects.values_list("attempts", flat=True)) == {1}
    assert seen == [("second", 1), ("second", 2)]


def test_a_call_whose_time_is_over_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_AT_ONCE", 2)
    for loaves in range(1, 6):
        bake(loaves)
    assert [outbox.deliver(now=NOW, within_s=0) for _call in range(4)] == [2, 2, 1, 0]
    assert [loaves for reader, loaves in seen if reader == "second"] == [1, 2, 3, 4, 5]


def test_what_another_worker_has_settled_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_AT_ONCE", 1)
    bake(1)
    bake(2)

    @outbox.reads(Baked)
    def settling_reader(fact: Baked, now: datetime) -> None:
        Fact.objects.exclude(body__loaves=fact.loaves).update(pending=False)

    try:
        assert outbox.deliver(now=NOW) == 1
    finally:
        del outbox._readers[Baked.topic][f"{settling_reader.__module__}.{settling_reader.__qualname__}"]
    assert [loaves for reader, loaves in seen if reader == "first"] == [1]
