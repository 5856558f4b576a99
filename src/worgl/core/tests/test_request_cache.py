"""A reading remembers for one page, and a write makes it forget."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from worgl.core.commands import IdempotencyKey, command
from worgl.core.request_cache import cached, cached_value, prime, request_cache, uncached

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ASKED: list[tuple[object, ...]] = []


@cached
def look_up(number: int, *, of: str = "") -> str | None:
    """Return a text, and note that it was asked for."""
    ASKED.append((number, of))
    if number < 0:
        raise ValueError(number)
    return f"{number}{of}" if number else None


@command
def change(*, actor: UUID, key: IdempotencyKey, now: datetime) -> str | None:
    """Look up twice inside a command."""
    look_up(1)
    return look_up(1)


@pytest.fixture(autouse=True)
def _nothing_asked() -> Iterator[None]:
    ASKED.clear()
    yield
    ASKED.clear()


def test_inside_a_reading_the_same_is_asked_once() -> None:
    with request_cache():
        found = [look_up(1), look_up(1), look_up(2), look_up(1, of="x"), look_up(0), look_up(0)]
    assert found == ["1", "1", "2", "1x", None, None]
    assert ASKED == [(1, ""), (2, ""), (1, "x"), (0, "")]


def test_outside_every_call_asks() -> None:
    look_up(1)
    look_up(1)
    with request_cache():
        look_up(1)
    look_up(1)
    assert len(ASKED) == 4


def test_a_reading_inside_a_reading_is_the_same_one() -> None:
    with request_cache():
        with request_cache():
            look_up(1)
        look_up(1)
    assert len(ASKED) == 1


def test_a_refusal_is_not_remembered() -> None:
    with request_cache():
        for _attempt in range(2):
            with pytest.raises(ValueError, match="-1"):
                look_up(-1)
    assert len(ASKED) == 2


def test_what_another_read_found_out_can_be_learnt() -> None:
    with request_cache():
        assert cached_value(look_up, 5) is None
        prime(look_up, "five", 5)
        assert cached_value(look_up, 5) == look_up(5) == "five"
    prime(look_up, "five", 5)
    assert cached_value(look_up, 5) is None
    assert look_up(5) == "5"


def test_a_command_remembers_nothing_and_makes_the_reading_forget(db: None) -> None:
    with request_cache():
        look_up(1)
        change(actor=UUID(int=1), key=IdempotencyKey("k"), now=NOW)
        look_up(1)
    assert len(ASKED) == 4


def test_a_write_remembers_nothing_and_makes_the_reading_forget() -> None:
    with request_cache():
        look_up(1)
        with uncached():
            look_up(1)
            look_up(1)
        look_up(1)
    assert len(ASKED) == 4


def test_a_write_that_fails_makes_the_reading_forget_too() -> None:
    with request_cache():
        look_up(1)
        with pytest.raises(ValueError, match="-1"), uncached():
            look_up(-1)
        look_up(1)
    assert ASKED == [(1, ""), (-1, ""), (1, "")]


def test_threads_share_nothing() -> None:
    with request_cache():
        look_up(1)
        other = threading.Thread(target=look_up, args=(1,))
        other.start()
        other.join()
    assert len(ASKED) == 2
