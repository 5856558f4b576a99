"""Payment requests whose time is over are closed, and their askers told."""

from __future__ import annotations

from datetime import datetime, timedelta

from worgl.core.jobs import JobRun, enqueue, job, planned_every
from worgl.requests.commands.requesting import EXPIRED_TOGETHER, expire_requests
from worgl.requests.queries.requests import has_overdue

EXPIRY_JOB = "payments.expire_requests"


@job(EXPIRY_JOB)
def close_overdue(run: JobRun) -> None:
    """Close what is overdue, a page at a time; each page is a transaction of its own."""
    closed = 0
    while True:
        more = expire_requests(now=run.now)
        closed += more
        run.checkpoint(stage="closing", done=closed)
        if more < EXPIRED_TOGETHER:
            return


@planned_every(timedelta(seconds=10))
def plan_expiry(now: datetime) -> None:
    """Queue the closing at most once a minute, and only where something is overdue."""
    if has_overdue(now=now):
        enqueue(EXPIRY_JOB, {}, key=f"{now:%Y-%m-%dT%H:%M}", due_at=now, now=now)
