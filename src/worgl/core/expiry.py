"""The one job that writes down what has expired: of every kind of things, in pages, each a transaction of its own."""

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
    """Write down what has expired, a page of each kind at a time, until nothing is left."""
    done, open_kinds = 0, dict(sorted(_expiries().items()))
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
    if any(expiry.is_due(now) for expiry in _expiries().values()):
        enqueue(EXPIRY_JOB, {}, key=f"{now:%Y-%m-%dT%H:%M}", due_at=now, now=now)


JOBS = (expire, plan_expiry)
