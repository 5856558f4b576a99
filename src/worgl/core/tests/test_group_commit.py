"""Writes of several callers in one transaction: each is answered as if they had written alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from tests.support.patience import PATIENCE_S, wait_until
from worgl.core import group_commit as together_module
from worgl.core.errors import KeyReused, Refusal, TooLarge
from worgl.core.group_commit import GROUP_MAX, QUEUES_MAX, InBulk, group_commit
from worgl.core.group_commit import _queue as queue_of
from worgl.core.models import Fact
from worgl.core.request_cache import cached, request_cache

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def written(topic: str) -> int:
    return Fact.objects.filter(topic=topic).count()


def write_fact(topic: str, own: UUID | None = None) -> int:
    """Write a fact in a transaction, or a savepoint, of its own; answer in which thread."""
    with transaction.atomic():
        Fact.objects.create(id=own or uuid4(), topic=topic, body={}, at=NOW)
    return threading.get_ident()


def gathered(
    room: str, writes: list[Callable[[], object]], in_bulk: Sequence[InBulk[Any, Any] | None] | None = None
) -> list[object]:
    """Let a first write wait until all others stand in the queue; return their answers or what they raised."""
    answers: list[object] = [None] * len(writes)
    ways = in_bulk or [None] * len(writes)
    go, begun = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        assert go.wait(PATIENCE_S)

    def call(place: int, write: Callable[[], object]) -> None:
        try:
            answers[place] = group_commit(room, write, ways[place])
        except Exception as error:  # noqa: BLE001 -- what it is, is the test's question
            answers[place] = error
        connection.close()

    def lead() -> None:
        group_commit(room, first)
        connection.close()

    leader = threading.Thread(target=lead)
    leader.start()
    assert begun.wait(PATIENCE_S)
    threads = []
    for place, write in enumerate(writes):
        threads.append(threading.Thread(target=call, args=(place, write)))
        threads[-1].start()
        wait_until(lambda: len(queue_of(room).waiting) > place, every_s=0.001)  # noqa: B023 -- it is called at once
    go.set()
    for thread in [leader, *threads]:
        thread.join()
    return answers


def test_what_waits_is_written_by_one_caller_for_all(committed_db: None) -> None:
    topic = uuid4().hex
    answers = gathered(uuid4().hex, [lambda: write_fact(topic)] * 5)
    assert len(set(answers)) == 1
    assert written(topic) == 5


def test_more_than_one_transaction_takes_are_written_in_two(committed_db: None) -> None:
    topic = uuid4().hex
    answers = gathered(uuid4().hex, [lambda: write_fact(topic)] * (GROUP_MAX + 1))
    assert len(set(answers)) == 2
    assert written(topic) == GROUP_MAX + 1


def test_whoever_wrote_for_one_he_reads_anew_afterwards(committed_db: None) -> None:
    @cached
    def known(topic: str) -> int:
        return written(topic)

    seen: list[tuple[int, int]] = []

    def call() -> None:
        with request_cache():
            before = known("read.anew")
            group_commit("anew", lambda: write_fact("read.anew"))
            seen.append((before, known("read.anew")))
        connection.close()

    caller = threading.Thread(target=call)
    caller.start()
    caller.join(PATIENCE_S)
    assert seen == [(0, 1)]


def test_a_refusal_is_its_own_callers_and_undoes_only_his(committed_db: None) -> None:
    topic = uuid4().hex

    def refused() -> None:
        with transaction.atomic():
            write_fact(topic)
            raise TooLarge(asked=2, limit=1)

    one, two, three = gathered(uuid4().hex, [lambda: write_fact(topic), refused, lambda: write_fact(topic)])
    assert isinstance(two, TooLarge)
    assert two.fields == {"asked": 2, "limit": 1}
    assert one == three
    assert written(topic) == 2


def test_what_breaks_the_transaction_meets_only_its_own_caller(committed_db: None) -> None:
    topic, own = uuid4().hex, uuid4()
    write_fact(topic, own)
    one, two, three = gathered(
        uuid4().hex, [lambda: write_fact(topic), lambda: write_fact(topic, own), lambda: write_fact(topic)]
    )
    assert isinstance(two, IntegrityError)
    assert one != three, "each has written alone"
    assert written(topic) == 3


def test_a_refusal_is_written_in_the_language_of_its_caller(committed_db: None) -> None:
    room, said = uuid4().hex, []

    def refuse() -> None:
        said.append(translation.get_language())
        raise KeyReused

    def in_german() -> None:
        with translation.override("de"):
            group_commit(room, refuse)

    answers = gathered(uuid4().hex, [in_german])
    assert isinstance(answers[0], KeyReused)
    assert said == ["de"]


def test_rooms_without_end_are_not_all_remembered(committed_db: None) -> None:
    topic = uuid4().hex
    queues = {id(queue_of(f"{topic} {number}")) for number in range(QUEUES_MAX + 1)}
    assert len(queues) > 1
    assert len(together_module._queues) <= QUEUES_MAX
    assert gathered(uuid4().hex, [lambda: write_fact(topic)]) != [None]


def bulk_of(topics: list[str]) -> list[InBulk[str, str]]:
    """Return writes that one call makes for all: what begins with "no" is left alone, "break" breaks it."""
    return [InBulk(topic, write_all) for topic in topics]


def write_all(topics: Sequence[str]) -> list[str | None]:
    if "break" in topics:
        Fact.objects.create(id=uuid4(), topic="x" * 1_000, body=None, at=NOW)
    fit = [topic for topic in topics if not topic.startswith("no")]
    for topic in fit:
        Fact.objects.create(id=uuid4(), topic=topic, body={"of": len(topics)}, at=NOW)
    return [topic if topic in fit else None for topic in topics]


def test_what_can_be_written_in_bulk_is_written_by_one_call(committed_db: None) -> None:
    topic, alone = uuid4().hex, uuid4().hex
    answers = gathered(uuid4().hex, [lambda: write_fact(alone)] * 4, bulk_of([topic] * 4))
    assert answers == [topic] * 4
    assert [body["of"] for body in Fact.objects.filter(topic=topic).values_list("body", flat=True)] == [4] * 4
    assert written(alone) == 0


def test_what_the_bulk_leaves_is_written_alone_by_its_own_caller(committed_db: None) -> None:
    topic, alone = uuid4().hex, uuid4().hex

    def refuse() -> None:
        raise KeyReused

    writes: list[Callable[[], object]] = [refuse, lambda: write_fact(alone), lambda: write_fact(alone), refuse]
    one, two, three, four = gathered(uuid4().hex, writes, bulk_of([topic, "no one", "nobody", "none"]))
    assert one == topic
    assert two != three, "each in a thread of its own"
    assert isinstance(four, KeyReused)
    assert (written(topic), written(alone)) == (1, 2)


def test_bulk_and_single_writes_share_a_transaction(committed_db: None) -> None:
    topic, single = uuid4().hex, uuid4().hex
    writes: list[Callable[[], object]] = [lambda: write_fact(single)] * 3
    one, two, three = gathered(uuid4().hex, writes, [None, *bulk_of([topic]), None])
    assert one == three
    assert two == topic
    assert (written(topic), written(single)) == (1, 2)


def test_when_the_bulk_breaks_each_writes_alone(committed_db: None) -> None:
    topic, alone = uuid4().hex, uuid4().hex
    answers = gathered(uuid4().hex, [lambda: write_fact(alone)] * 3, bulk_of([topic, "break", topic]))
    assert len(set(answers)) == 3
    assert (written(topic), written(alone)) == (0, 3)


@pytest.mark.django_db
def test_inside_a_transaction_a_write_just_runs() -> None:
    topic = uuid4().hex
    assert group_commit(uuid4().hex, lambda: write_fact(topic)) == threading.get_ident()
    assert written(topic) == 1
    with pytest.raises(Refusal):
        group_commit(uuid4().hex, lambda: (_ for _ in ()).throw(KeyReused()))
