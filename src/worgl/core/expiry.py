"""The one job that writes down what has expired, in pages, each a transaction of its own.

A run of it for each kind of things: of one that fails no other waits.
"""

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
    """Write down what has expired of a kind, a page at a time, until nothing is left."""
    done, expiry = 0, _expiries[run.args["kind"]]
    while closed := expiry.close(run.now):
        done += closed
        run.checkpoint(stage="closing", done=done)


@planned_every(timedelta(seconds=10))
def plan_expiry(now: datetime) -> None:
    """Queue the job of each kind of which something is overdue, at most once a minute."""
    for kind, expiry in _expiries.items():
        if expiry.is_due(now):
            enqueue(EXPIRY_JOB, {"kind": kind}, key=f"{kind}:{now:%Y-%m-%dT%H:%M}", due_at=now, now=now)
