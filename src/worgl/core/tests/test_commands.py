"""The frame of every write: once per key, all or nothing."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections, transaction

from worgl.core.commands import IdempotencyKey, command, forget_old_answers
from worgl.core.errors import InvalidInput, KeyReused, Refusal, problem
from worgl.core.ids import new_id
from worgl.core.models import ClockShift
from worgl.core.repeating import told_again

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer of several types."""

    id: UUID
    at: datetime
    seconds: int


@command
def note(*, actor: str, seconds: int, fails: bool, key: IdempotencyKey, now: datetime) -> Noted:
    """Write a row, and refuse afterwards when asked to."""
    ClockShift.objects.create(pk=seconds, seconds=seconds)
    if fails:
        raise Refusal
    return Noted(new_id(), now, seconds)


def noted(key: str, *, actor: str = "alice", seconds: int = 7, fails: bool = False) -> Noted:
    return note(actor=actor, seconds=seconds, fails=fails, key=IdempotencyKey(key), now=NOW)


@pytest.mark.django_db
def test_the_same_request_gets_the_same_answer_without_a_second_write() -> None:
    first = noted("k")
    assert noted("k") == first
    assert ClockShift.objects.count() == 1


@pytest.mark.django_db
def test_a_key_with_other_content_is_refused_and_another_actors_key_is_his_own() -> None:
    noted("k")
    with pytest.raises(KeyReused):
        noted("k", seconds=8)
    assert noted("k", actor="bob", seconds=9).seconds == 9


@pytest.mark.django_db
def test_a_refusal_of_the_request_itself_leaves_nothing_and_the_key_may_be_used_again() -> None:
    with pytest.raises(Refusal):
        noted("k", fails=True)
    assert not ClockShift.objects.exists()
    assert noted("k").seconds == 7


class Full(Refusal):
    """A refusal by the state of the books."""

    code, status = "full_of_tests", 409
    sentence = "There is room for {free} more."


class Over(Full):
    """One of a thing that has ended."""

    code, status = "over_in_tests", 410


ROOM: dict[str, int] = {}


@command
def fill(*, actor: str, much: int, kind: str, key: IdempotencyKey, now: datetime) -> int:
    """Write a row when there is room, and refuse afterwards when there is none."""
    ClockShift.objects.create(pk=much, seconds=much)
    if ROOM.get(actor, 0) < much:
        raise {"full": Full, "over": Over, "other": Refusal}[kind](free=ROOM.get(actor, 0), since=NOW)
    return much


def filled(key: str, *, much: int = 7, kind: str = "full", actor: str = "") -> int:
    return fill(actor=actor or key, much=much, kind=kind, key=IdempotencyKey(key), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "refusal"), [("full", Full), ("over", Over)])
def test_a_refusal_by_the_state_of_the_books_is_the_answer_of_its_key(kind: str, refusal: type[Refusal]) -> None:
    for room in (3, 100):
        ROOM[kind] = room
        with pytest.raises(refusal) as told:
            filled(kind, kind=kind)
        assert str(told.value) == "There is room for 3 more."
        assert (told.value.is_again, told.value.fields["since"]) == (room == 100, NOW if room == 3 else str(NOW))
    assert not ClockShift.objects.exists(), "what was written before it was refused is gone"
    with pytest.raises(KeyReused):
        filled(kind, kind=kind, much=8)
    assert filled("another", actor=kind) == 7


@pytest.mark.django_db
def test_a_refusal_of_a_node_that_knew_more_is_told_as_it_was_told_then() -> None:
    said = {"code": "no_longer_known", "status": 409, "fields": {"free": 3}, "said": "Room for {3} more."}
    again = told_again(said)
    assert (problem(again).status, problem(again).code, str(again)) == (409, "no_longer_known", "Room for {3} more.")


@pytest.mark.django_db
def test_a_refusal_inside_of_another_transaction_is_recorded_with_it() -> None:
    ROOM["within"] = 0
    with transaction.atomic(), suppress(Full):
        filled("within")
    ROOM["within"] = 100
    with pytest.raises(Full):
        filled("within")
    ROOM["taken back"] = 0
    with suppress(Full), transaction.atomic():
        filled("taken back")
    ROOM["taken back"] = 100
    assert filled("taken back") == 7, "with the transaction around it the answer went as well"


@pytest.mark.usefixtures("committed_db")
def test_of_many_at_once_all_hear_the_same_answer_though_the_books_change_meanwhile() -> None:
    actor, much = str(new_id()), new_id().int % 2**30
    answers: Counter[object] = Counter()
    ready = threading.Barrier(9)

    def send() -> None:
        ready.wait()
        try:
            answers.update([filled("k", much=much, actor=actor)])
        except Full:
            answers.update(["full"])
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    ready.wait()
    ROOM[actor] = 2**30
    for thread in threads:
        thread.join()
    assert list(answers.values()) == [8]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 101])
def test_a_key_has_a_length(key: str) -> None:
    with pytest.raises(InvalidInput):
        noted(key)


@pytest.mark.django_db
def test_old_answers_are_forgotten_in_bounded_steps() -> None:
    for number in range(5):
        noted(f"k{number}", seconds=number + 1)
    assert forget_old_answers(before=NOW, limit=3) == 0
    assert forget_old_answers(before=NOW + timedelta(seconds=1), limit=3) == 3
    assert forget_old_answers(before=NOW + timedelta(seconds=1), limit=3) == 2


@pytest.mark.usefixtures("committed_db")
def test_the_same_request_from_many_threads_is_done_once() -> None:
    actor, seconds = str(new_id()), new_id().int % 2**30
    answers: Counter[UUID] = Counter()

    def send() -> None:
        answers.update([noted("k", actor=actor, seconds=seconds).id])
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(answers.values()) == [12]
