"""The frame of every write: once per key, all or nothing."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections

from worgl.core.commands import IdempotencyKey, command, forget_old_answers
from worgl.core.errors import InvalidInput, KeyReused, Refusal
from worgl.core.ids import new_id
from worgl.core.models import ClockShift

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
def test_a_refusal_leaves_nothing_and_the_key_may_be_used_again() -> None:
    with pytest.raises(Refusal):
        noted("k", fails=True)
    assert not ClockShift.objects.exists()
    assert noted("k").seconds == 7


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
