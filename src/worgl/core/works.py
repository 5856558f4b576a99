"""What jobs are made of: the run of one, the function that does a kind, what plans them, and what goes on beside them.

The domains declare these; `core.jobs` queues and runs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from worgl.core import clock
from worgl.core.models import Job

LEASE = timedelta(seconds=60)


class LeaseLost(Exception):
    """Another worker has taken this job over; this one must stop without a further write."""


@dataclass(slots=True)
class JobRun:
    """One run of one job: what to do (`args`), where the last run stopped (`stage`, `cursor`)."""

    id: UUID
    kind: str
    args: dict[str, Any]
    stage: str
    cursor: dict[str, Any]
    done: int
    total: int
    lease: UUID
    now: datetime

    def checkpoint(self, *, stage: str, cursor: dict[str, Any] | None = None, done: int = 0, total: int = 0) -> None:
        """Note how far the work is and prolong the lease; inside a transaction it is noted with its writes.

        Raises LeaseLost when another worker has taken over.
        """
        self.stage, self.cursor, self.done, self.total = stage, cursor or {}, done, total
        held = Job.objects.filter(pk=self.id, lease=self.lease, state=Job.State.RUNNING).update(
            stage=stage, cursor=self.cursor, done=done, total=total, lease_until=clock.now() + LEASE
        )
        if not held:
            raise LeaseLost(self.kind, self.id)


Work = Callable[[JobRun], None]
Plan = Callable[[datetime], None]
Stop = Callable[[], bool]
Sending = Callable[[datetime, Stop], int]
EACH_ROUND = timedelta()
JOBS, LONG, MAILING = "jobs", "long jobs", "mailing"
"""Lanes of jobs: what is soon done, what may take minutes, and what waits for the mail server."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job, such as "currency.levy", the lane it runs in, and the function that does it."""

    kind: str
    lane: str
    work: Work

    def __call__(self, run: JobRun) -> None:
        """Do the job."""
        self.work(run)


@dataclass(frozen=True, slots=True)
class Planned:
    """A function that enqueues what has fallen due, and how seldom a worker may call it."""

    plan: Plan
    every: timedelta

    @property
    def name(self) -> str:
        """Return where it is defined."""
        return f"{self.plan.__module__}.{self.plan.__qualname__}"

    def __call__(self, now: datetime) -> None:
        """Enqueue what has fallen due."""
        self.plan(now)


@dataclass(frozen=True, slots=True)
class Beside:
    """A function that sends what is due in a thread of its own, beside the jobs."""

    name: str
    send: Sending

    def __call__(self, now: datetime, stop: Stop) -> int:
        """Send what is due and return how much that was."""
        return self.send(now, stop)


DomainJob: TypeAlias = JobKind | Planned | Beside
"""What a domain declares among its jobs."""


def job(kind: str, *, lane: str = JOBS) -> Callable[[Work], JobKind]:
    """Make a function the one that does a kind of job, such as "currency.levy"; the domain's `jobs` declare it.

    Jobs of one lane are done one after the other, those of different lanes beside each other.
    """
    return partial(JobKind, kind, lane)


def planned(plan: Plan) -> Planned:
    """Make a function `(now)` one that the worker calls every round to enqueue what has fallen due."""
    return Planned(plan, EACH_ROUND)


def planned_every(every: timedelta) -> Callable[[Plan], Planned]:
    """Make such a function of what need not be looked for every round."""
    return partial(Planned, every=every)


def beside(name: str) -> Callable[[Sending], Beside]:
    """Make a function `(now, stop)` one that sends what is due and returns how much that was.

    A worker calls it in a thread of its own, so that whoever is slow to answer holds up no job and no fact.
    """
    return partial(Beside, name)


@dataclass(frozen=True, slots=True)
class Expiry:
    """How the things of a kind, such as "requests", expire; the domain's `expiries` declare it.

    `is_due` tells whether any is due, `close` writes the next page down and returns how many.
    """

    kind: str
    is_due: Callable[[datetime], bool]
    close: Callable[[datetime], int]
