"""Carrying many things out at a time: what waits for others waits beside the rest, never in front of it.

One thread takes what is due, and notes how it went: it alone speaks to the database. Each thing is carried in a thread
of its own, which knows no database. How much may be on the way at a time, in all and for one receiver, says who takes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Receiver = TypeVar("Receiver")
Result = TypeVar("Result")
LOOK_AGAIN_S = 0.5
"""While something is on its way, how often is looked whether more can be."""


class Carrier(Protocol[Item, Outcome]):
    """Something that goes out."""

    def take(self, on_the_way: Collection[Item]) -> Item | None:
        """Take what goes out next beside what is on its way, None when nothing may now. Uses the database."""

    def carry(self, item: Item) -> Outcome:
        """Hand it over and return how that went; in a thread of its own, without the database."""

    def note(self, item: Item, outcome: Outcome, *, took_s: float) -> None:
        """Note how it went. Uses the database."""


@dataclass(slots=True)
class _Carried(Generic[Item, Outcome]):
    item: Item
    outcomes: tuple[Outcome, ...]
    failure: Exception | None
    took_s: float


def carry_out(carrier: Carrier[Item, Outcome], *, at_once: int, stop: Callable[[], bool] = lambda: False) -> int:
    """Carry out all that is due, at most `at_once` at a time, and return how much that was.

    Once `stop()` is true nothing more is taken; what is on its way is waited for. What `carry` raises counts as no
    outcome: the thing stays taken, and is taken again when its claim is over. What `take` or `note` raises is raised
    once all that is on its way has come back and was noted: else it would go out once more.
    """
    done: SimpleQueue[_Carried[Item, Outcome]] = SimpleQueue()
    on_the_way: list[Item] = []
    failures: list[Exception] = []
    count = 0
    while True:
        while not failures and len(on_the_way) < at_once and not stop():
            item = _tried(failures, lambda: carrier.take(tuple(on_the_way)))
            if item is None:
                break
            on_the_way.append(item)
            threading.Thread(target=_carry, args=(carrier, item, done), name="carrier", daemon=True).start()
        if not on_the_way:
            if failures:
                raise failures[0]
            return count
        try:
            carried = done.get(timeout=LOOK_AGAIN_S)
        except Empty:
            continue
        on_the_way.remove(carried.item)
        count += 1
        if carried.failure is not None:
            log.error("something could not be carried out", exc_info=carried.failure)
        for outcome in carried.outcomes:
            _tried(failures, partial(carrier.note, carried.item, outcome, took_s=carried.took_s))


def _tried(failures: list[Exception], act: Callable[[], Result]) -> Result | None:
    """Return what an act returns; what it raises is kept among the failures."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001 -- raised by who keeps the failures
        failures.append(error)
        return None


def _carry(carrier: Carrier[Item, Outcome], item: Item, done: SimpleQueue[_Carried[Item, Outcome]]) -> None:
    begun = time.monotonic()
    outcomes: tuple[Outcome, ...] = ()
    failure: Exception | None = None
    try:
        outcomes = (carrier.carry(item),)
    except Exception as error:  # noqa: BLE001 -- told by who waits for it
        failure = error
    done.put(_Carried(item, outcomes, failure, time.monotonic() - begun))


KNOWN_MAX = 1_000


@dataclass(slots=True)
class Manners(Generic[Receiver]):
    """What this process knows of receivers: who is slow to answer, and who is left alone until when. Bounded."""

    slow_s: float = 3.0
    _slow: OrderedDict[Receiver, bool] = field(default_factory=OrderedDict)
    _rests: OrderedDict[Receiver, tuple[int, datetime]] = field(default_factory=OrderedDict)

    def learn(self, receiver: Receiver, *, took_s: float) -> None:
        """Note how long a receiver took."""
        self._slow.pop(receiver, None)
        if took_s >= self.slow_s:
            self._slow[receiver] = True
            _bound(self._slow)

    def is_slow(self, receiver: Receiver) -> bool:
        """Tell whether a receiver took long the last time."""
        return receiver in self._slow

    def slow_ones(self) -> set[Receiver]:
        """Return who took long the last time."""
        return set(self._slow)

    def rest(self, receiver: Receiver, *, now: datetime, wait: Callable[[int], timedelta]) -> None:
        """Leave a receiver alone after it has failed, for `wait(how often in a row)`."""
        failures = self._rests.pop(receiver, (0, now))[0] + 1
        self._rests[receiver] = failures, now + wait(failures)
        _bound(self._rests)

    def welcome(self, receiver: Receiver) -> None:
        """Leave a receiver alone no more: it has taken something."""
        self._rests.pop(receiver, None)

    def resting(self, *, now: datetime) -> list[Receiver]:
        """Return who is left alone now."""
        return [one for one, (_failures, until) in self._rests.items() if until > now]


def _bound(known: OrderedDict[Any, Any]) -> None:
    while len(known) > KNOWN_MAX:
        known.popitem(last=False)
