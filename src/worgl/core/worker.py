"""The worker: lanes beside each other, each with a thread and a connection of its own.

One lane plans and does the jobs, two more do those that take long, one delivers facts, and what waits for others
(letters, push messages, webhooks) has a lane each. A lane that is held up holds up no other. A database that is away,
locked, full or read-only is waited for by each lane, ever longer up to a bound; only who stops the worker ends it.
"""

from __future__ import annotations

import functools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connections

from worgl.core import clock, jobs, outbox, works
from worgl.core.commands import forget_old_answers
from worgl.core.databases import is_away
from worgl.core.errors import Unavailable

log = logging.getLogger(__name__)

Stop = Callable[[], bool]
Round = Callable[[datetime, Stop], int]

IDLE_S = 1.0
"""How long a lane that found nothing to do waits before it looks again."""
TROUBLE_FIRST_S, TROUBLE_MOST_S = 1.0, 30.0
SAID_EVERY_S = 60.0
"""Trouble that lasts is told so often, and not in every round."""
WATCH_S = 0.2
ANSWERS_KEPT = timedelta(days=30)
FORGET_EVERY = timedelta(hours=1)


def work(*, stop: Stop, idle_s: float = IDLE_S) -> None:
    """Work until `stop()` is true, and then until each lane has ended what it is at."""
    ending = threading.Event()
    lanes = [_Lane(name, turn, ending, idle_s) for name, turn in rounds().items()]
    threads = [threading.Thread(target=lane.run, name=lane.name, daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    try:
        while not stop():
            time.sleep(WATCH_S)
    finally:
        ending.set()
    for thread in threads:
        thread.join()


def rounds() -> dict[str, Round]:
    """Return what each lane does in a round, by its name."""
    more = {lane: functools.partial(_jobs_of, lane) for lane in (works.LONG, works.MAILING)}
    return {works.JOBS: _Jobs().round, **more, "facts": _facts, **jobs.besides()}


def _jobs_of(lane: str, now: datetime, stop: Stop) -> int:
    return jobs.run_queued(now=now, stop=stop, lane=lane)


def _facts(now: datetime, stop: Stop) -> int:
    return outbox.deliver(now=now)


@dataclass(slots=True)
class _Jobs:
    """The lane of the jobs."""

    planned_at: dict[str, datetime] = field(default_factory=dict)
    forget_at: datetime | None = None

    def round(self, now: datetime, stop: Stop) -> int:
        """Plan what has fallen due, and do it."""
        try:
            jobs.plan_due(now=now, last=self.planned_at)
        finally:
            ran = jobs.run_queued(now=now, stop=stop, lane=works.JOBS)
        if self.forget_at is None or now >= self.forget_at:
            forget_old_answers(before=now - ANSWERS_KEPT)
            self.forget_at = now + FORGET_EVERY
        return ran


class _Lane:
    """One thing after the other, for ever."""

    def __init__(self, name: str, turn: Round, ending: threading.Event, idle_s: float) -> None:
        self.name = name
        self._turn, self._ending, self._idle_s = turn, ending, idle_s
        self._trouble_s, self._said_at = 0.0, float("-inf")

    def run(self) -> None:
        """Go round until the worker ends."""
        try:
            while not self._ending.is_set():
                self._ending.wait(self._go())
        finally:
            connections.close_all()

    def _go(self) -> float:
        """Do one round and return how many seconds the next one has time."""
        try:
            did = self._turn(clock.now(), self._ending.is_set)
        except Exception as error:
            if isinstance(error, (DatabaseError, InterfaceError, Unavailable)) or is_away(error):
                self._tell(f"{type(error).__name__}: the database cannot be worked with; waiting for it")
            else:
                # Whatever a lane runs into, the others go on, and it goes on later.
                log.exception("the lane %s ran into something", self.name)
        else:
            self._trouble_s = 0.0
            return 0.0 if did else self._idle_s
        connections.close_all()
        self._trouble_s = min(max(2 * self._trouble_s, TROUBLE_FIRST_S), TROUBLE_MOST_S)
        return self._trouble_s

    def _tell(self, trouble: str) -> None:
        now = time.monotonic()
        if now - self._said_at >= SAID_EVERY_S:
            self._said_at = now
            log.warning("%s: %s", self.name, trouble)
