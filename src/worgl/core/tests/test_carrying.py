"""Carrying out: so many at a time, each noted, whoever breaks."""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.patience import PATIENCE_S
from worgl.core import carrying
from worgl.core.carrying import Manners, carry_out

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Numbers:
    """Carries numbers; the evens wait for each other, so that they end only if they are on the way together."""

    def __init__(self, upto: int, *, together: int) -> None:
        self.left = list(range(upto))
        self.most = 0
        self.noted: list[tuple[int, int]] = []
        self._met = threading.Barrier(together)

    def take(self, on_the_way: Collection[int]) -> int | None:
        return self.left.pop(0) if self.left else None

    def carry(self, item: int) -> int:
        if item == 3:
            raise ZeroDivisionError
        if item % 2 == 0:
            self._met.wait(PATIENCE_S)
        return item * 10

    def note(self, item: int, outcome: int, *, took_s: float) -> None:
        self.noted.append((item, outcome))


def test_many_are_on_the_way_at_a_time_and_each_is_noted_but_what_breaks() -> None:
    numbers = Numbers(6, together=3)
    assert carry_out(numbers, at_once=6) == 6
    assert sorted(numbers.noted) == [(0, 0), (1, 10), (2, 20), (4, 40), (5, 50)]


def test_no_more_are_taken_than_may_be_on_the_way() -> None:
    seen: list[int] = []

    class Counted(Numbers):
        def take(self, on_the_way: Collection[int]) -> int | None:
            seen.append(len(on_the_way))
            return super().take(on_the_way)

    assert carry_out(Counted(8, together=1), at_once=2) == 8
    assert max(seen) == 1


def test_once_stopped_nothing_more_is_taken_and_what_is_on_the_way_is_noted() -> None:
    numbers = Numbers(6, together=1)
    assert carry_out(numbers, at_once=1, stop=lambda: len(numbers.noted) >= 2) == 2
    assert numbers.left == [2, 3, 4, 5]


def test_who_is_slow_and_who_is_left_alone_is_known_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    manners: Manners[str] = Manners()
    manners.learn("slow", took_s=9)
    manners.learn("quick", took_s=0.1)
    assert (manners.is_slow("slow"), manners.is_slow("quick"), manners.slow_ones()) == (True, False, {"slow"})
    manners.learn("slow", took_s=0.1)
    assert not manners.is_slow("slow")
    for _failure in range(2):
        manners.rest("bad", now=NOW, wait=lambda failures: timedelta(minutes=failures))
    assert manners.resting(now=NOW + timedelta(seconds=119)) == ["bad"]
    assert manners.resting(now=NOW + timedelta(seconds=120)) == []
    manners.welcome("bad")
    assert manners.resting(now=NOW) == []
    monkeypatch.setattr(carrying, "KNOWN_MAX", 2)
    for name in "abc":
        manners.learn(name, took_s=9)
        manners.rest(name, now=NOW, wait=lambda _failures: timedelta(minutes=1))
    assert (manners.slow_ones(), manners.resting(now=NOW)) == ({"b", "c"}, ["b", "c"])


class Broken(Numbers):
    """Takes no third number; with `forgetful`, cannot note the first."""

    def __init__(self, *, forgetful: bool) -> None:
        super().__init__(4, together=1)
        self.left = [0, 2, 5, 7]
        self.forgetful = forgetful
        self.released = threading.Event()

    def take(self, on_the_way: Collection[int]) -> int | None:
        if len(self.left) == 2 and not self.forgetful:
            self.released.set()
            raise LookupError
        return super().take(on_the_way)

    def carry(self, item: int) -> int:
        if not self.forgetful:
            assert self.released.wait(PATIENCE_S)
        return item

    def note(self, item: int, outcome: int, *, took_s: float) -> None:
        if self.forgetful and item == 0:
            raise LookupError
        super().note(item, outcome, took_s=took_s)


def test_what_is_on_the_way_is_noted_though_nothing_more_can_be_taken() -> None:
    numbers = Broken(forgetful=False)
    with pytest.raises(LookupError):
        carry_out(numbers, at_once=4)
    assert sorted(numbers.noted) == [(0, 0), (2, 2)]


def test_what_cannot_be_noted_keeps_no_other_from_being_noted() -> None:
    numbers = Broken(forgetful=True)
    with pytest.raises(LookupError):
        carry_out(numbers, at_once=4)
    assert sorted(numbers.noted) == [(2, 2), (5, 5), (7, 7)]
