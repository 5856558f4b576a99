"""The one job that writes down what has expired: of every kind of things, in pages, each a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from worgl.core.jobs import JobRun, enqueue, job, planned_every

EXPIRY_JOB = "core.expire"


@dataclass(frozen=True, slots=True)
class Expiry:
    """How one kind of things expires: whether any is due, and the writing of the next page, which returns how many."""

    is_due: Callable[[datetime], bool]
    close: Callable[[datetime], int]


_expiries: dict[str, Expiry] = {}


def expires(kind: str, expiry: Expiry) -> None:
    """Register how the things of a kind, such as "requests", expire."""
    assert _expiries.setdefault(kind, expiry) is expiry, f"{kind} expire in two ways"


@job(EXPIRY_JOB)
def expire(run: JobRun) -> None:
    """Write down what has expired, a page of each kind at a time, until nothing is left."""
    done, open_kinds = 0, dict(sorted(_expiries.items()))
    while open_kinds:
        for kind, expiry in list(open_kinds.items()):
            closed = expiry.close(run.now)
            done += closed
            run.checkpoint(stage=kind, done=done)
            if not closed:
                del open_kinds[kind]


@planned_every(timedelta(seconds=10))
def plan_expiry(now: datetime) -> None:
    """Queue the job at most once a minute, and only where something is overdue."""
    if any(expiry.is_due(now) for expiry in _expiries.values()):
        enqueue(EXPIRY_JOB, {}, key=f"{now:%Y-%m-%dT%H:%M}", due_at=now, now=now)
