"""The one job that writes down what has expired, in pages, each a transaction of its own.

A run of it for each kind of things: of one that fails no other waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from worgl.core.domains import by_name, derived, domains
from worgl.core.jobs import enqueue
from worgl.core.works import Expiry, JobRun, job, planned_every

EXPIRY_JOB = "core.expire"


@derived
def _expiries() -> Mapping[str, Expiry]:
    return by_name((one for domain in domains().values() for one in domain.expiries), lambda one: one.kind)


@job(EXPIRY_JOB)
def expire(run: JobRun) -> None:
    """Write down what has expired of a kind, a page at a time, until nothing is left."""
    done, expiry = 0, _expiries()[run.args["kind"]]
    while closed := expiry.close(run.now):
        done += closed
        run.checkpoint(stage="closing", done=done)


@planned_every(timedelta(seconds=10))
def plan_expiry(now: datetime) -> None:
    """Queue the job of each kind of which something is overdue, at most once a minute."""
    for kind, expiry in _expiries().items():
        if expiry.is_due(now):
            enqueue(EXPIRY_JOB, {"kind": kind}, key=f"{kind}:{now:%Y-%m-%dT%H:%M}", due_at=now, now=now)


JOBS = (expire, plan_expiry)
