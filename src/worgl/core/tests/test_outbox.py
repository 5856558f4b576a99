"""Facts: written with what happened, delivered at least once, replayable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from worgl.core import facts, outbox, readers, undelivered
from worgl.core.domains import Domain, add
from worgl.core.errors import ReaderUnknown, TooLarge
from worgl.core.limits import FACT_BYTES_MAX
from worgl.core.models import Delivery, Fact, Undelivered

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Baked(facts.Fact):
    """Bread was baked."""

    topic: ClassVar[str] = "test.baked"
    loaves: int
    at: datetime


seen: list[tuple[str, int]] = []
broken: set[str] = set()


@readers.on(Baked)
def first_reader(fact: Baked, now: datetime) -> None:
    """Take a fact in, or fail when told to."""
    if "first" in broken:
        raise RuntimeError
    seen.append(("first", fact.loaves))


@readers.on(Baked)
def second_reader(fact: Baked, now: datetime) -> None:
    """Take a fact in."""
    seen.append(("second", fact.loaves))


NAME = f"{__name__}.first_reader"

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


@readers.on_many(Baked)
def third_reader(facts: Sequence[Baked], now: datetime) -> None:
    """Take in what comes at once, or nothing of it when a loaf is burnt."""
    taken_together.append([fact.loaves for fact in facts])
    if burnt & {fact.loaves for fact in facts}:
        raise RuntimeError


def declare(*more: readers.Reader) -> None:
    """Declare the readers of these tests, and more."""
    add(__name__, Domain(readers=(first_reader, second_reader, third_reader, *more)))


declare()


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
    assert outbox.deliver(now=NOW) == 0
    assert outbox.deliver(now=LATER) == 1
    assert taken_together[4:] == [[2]]


def test_a_reader_of_many_is_not_handed_again_what_another_worker_gave_it() -> None:
    bake(1)
    bake(2)
    first = Fact.objects.earliest("id")
    name = third_reader.name

    @readers.on(Baked)
    def another_worker(fact: Baked, now: datetime) -> None:
        # Comes before the third reader by its name, as the other worker does who takes the first fact meanwhile.
        Delivery.objects.get_or_create(fact=first, reader=name, defaults={"at": now})

    declare(another_worker)
    try:
        assert outbox.deliver(now=NOW) == 2
    finally:
        declare()
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
    assert outbox.deliver(now=LATER) == 1
    assert seen == [("second", 1), ("first", 1)]


def go_on(*, hours: int, since: datetime = NOW) -> datetime:
    """Deliver every ten minutes for so long, as a worker would; return the moment it ends."""
    for step in range(1, hours * 6 + 1):
        outbox.deliver(now=since + step * timedelta(minutes=10))
    return since + timedelta(hours=hours)


def test_a_reader_that_fails_for_hours_gets_everything_when_it_is_mended() -> None:
    broken.add("first")
    for loaves in range(1, 4):
        bake(loaves)
    outbox.deliver(now=NOW)
    at = go_on(hours=7)
    assert outbox.waiting() == (3, 0)
    broken.clear()
    go_on(hours=6, since=at)
    assert outbox.waiting() == (0, 0)
    assert [loaves for reader, loaves in seen if reader == "first"] == [1, 2, 3]
    assert [loaves for reader, loaves in seen if reader == "second"] == [1, 2, 3]


def test_after_days_a_person_must_look_and_offers_it_again() -> None:
    broken.add("first")
    bake(1)
    outbox.deliver(now=NOW)
    at = go_on(hours=3 * 24)
    assert outbox.waiting() == (1, 0)
    at = go_on(hours=24, since=at)
    assert outbox.waiting() == (1, 1)
    (missed,) = undelivered.missed()
    assert (missed.reader, missed.count, missed.given_up, missed.since) == (NAME, 1, 1, NOW)
    assert (missed.next_at, missed.error) == (None, "RuntimeError")
    broken.clear()
    assert outbox.deliver(now=at) == 0
    assert undelivered.offer_again(reader="nobody", now=at) == 0
    assert undelivered.offer_again(reader=NAME, now=at) == 1
    assert outbox.deliver(now=at) == 1
    assert seen == [("second", 1), ("first", 1)]


def test_a_broken_reader_is_not_asked_about_every_fact_there_is(caplog: pytest.LogCaptureFixture) -> None:
    broken.add("first")
    for loaves in range(outbox.FAILURES_MAX + 30):
        bake(loaves)
    outbox.deliver(now=NOW)
    assert caplog.text.count("could not be taken in by") == outbox.FAILURES_MAX
    assert outbox.waiting() == (outbox.FAILURES_MAX + 30, 0)
    broken.clear()
    outbox.deliver(now=LATER)
    assert outbox.waiting() == (0, 0)
    assert sorted(loaves for reader, loaves in seen if reader == "first") == list(range(outbox.FAILURES_MAX + 30))


def test_what_one_fact_breaks_waits_longer_and_longer_while_new_ones_pass() -> None:
    burnt.add(2)
    bake(2)
    outbox.deliver(now=NOW)
    tries = []
    for hour in range(30):
        at = NOW + timedelta(hours=hour, minutes=30)
        bake(100 + hour)
        outbox.deliver(now=at)
        tries.append(Undelivered.objects.get().attempts)
    assert outbox.waiting() == (1, 0)
    assert tries[0] == 2
    assert tries[-1] < 15
    assert [[100 + hour] for hour in range(30)] == [taken for taken in taken_together if taken != [2]]


def test_a_fact_whose_reader_is_no_more_waits_for_a_person_who_may_let_it_go() -> None:
    bake(1)
    outbox.deliver(now=NOW)
    Undelivered.objects.create(fact=Fact.objects.get(), reader="gone.reader", since=NOW, due_at=NOW)
    outbox.deliver(now=LATER)
    (missed,) = undelivered.missed()
    assert (missed.reader, missed.error) == ("gone.reader", undelivered.NO_READER)
    assert undelivered.forget(reader="gone.reader") == 1
    assert outbox.waiting() == (0, 0)


def test_a_reader_can_be_given_the_past_again() -> None:
    bake(1)
    bake(2)
    outbox.deliver(now=NOW)
    seen.clear()
    name = second_reader.name
    assert outbox.replay("test.baked", name, since=NOW - timedelta(days=1), now=NOW) == 2
    assert outbox.deliver(now=NOW) == 2
    assert seen == [("second", 1), ("second", 2)]
    assert outbox.replay("test.baked", name, since=NOW + timedelta(days=1), now=NOW) == 0


def test_a_past_is_only_given_to_who_reads_it() -> None:
    with pytest.raises(ReaderUnknown):
        outbox.replay("test.baked", "nobody", since=NOW, now=NOW)
    assert NAME in outbox.readers()["test.baked"]


@dataclass(frozen=True, slots=True)
class Wordy(facts.Fact):
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
    assert set(Undelivered.objects.values_list("attempts", flat=True)) == {1}
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

    @readers.on(Baked)
    def settling_reader(fact: Baked, now: datetime) -> None:
        Fact.objects.exclude(body__loaves=fact.loaves).update(pending=False)

    declare(settling_reader)
    try:
        assert outbox.deliver(now=NOW) == 1
    finally:
        declare()
    assert [loaves for reader, loaves in seen if reader == "first"] == [1]


def test_two_workers_at_the_same_facts_are_no_trouble_worth_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with transaction.atomic():
        outbox.record_many([Baked(loaves=number, at=NOW) for number in range(4)], now=NOW)
    rows = list(Fact.objects.filter(topic=Baked.topic).order_by("id"))
    name = f"{__name__}.third_reader"
    assert outbox.Offering(LATER).hand_over(rows[:2], name) == []
    # Another worker looked before the first one had noted what it took.
    assert outbox.Offering(LATER).hand_over(rows, name) == []
    assert sorted(loaf for batch in taken_together for loaf in batch) == [0, 1, 2, 3]
    assert caplog.records == []
