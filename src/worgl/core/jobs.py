"""Jobs: work kept in the database. Due at a time, done in stages, resumable, safe to start twice.

A worker takes a job by a lease. A worker that dies loses its lease when the time is up and another
goes on from the last checkpoint; a worker that was only slow notices at its next checkpoint and stops.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Q, QuerySet

from worgl.core import clock, outbox
from worgl.core.commands import forget_old_answers
from worgl.core.databases import CANDIDATES, is_away
from worgl.core.errors import Unavailable
from worgl.core.ids import new_id
from worgl.core.limits import JOB_ATTEMPTS_MAX, PAGE_MAX
from worgl.core.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
ANSWERS_KEPT = timedelta(days=30)


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


@dataclass(slots=True)
class _Registry:
    works: dict[str, Work] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)


_registry = _Registry()


def job(kind: str) -> Callable[[Work], Work]:
    """Register the function that does a kind of job, such as "currency.levy"."""

    def register(work: Work) -> Work:
        assert _registry.works.setdefault(kind, work) is work, f"two functions for {kind}"
        return work

    return register


def planned(plan: Plan) -> Plan:
    """Register a function `(now)` the worker calls every round to enqueue what has fallen due."""
    _registry.plans[f"{plan.__module__}.{plan.__qualname__}"] = plan
    return plan


def enqueue(kind: str, args: dict[str, Any], *, key: str, due_at: datetime, now: datetime) -> UUID:
    """Queue a job and return its id; a job of that kind and key that exists, in any state, is returned instead."""
    assert kind in _registry.works, f"no function does {kind}"
    row, _fresh = Job.objects.get_or_create(
        kind=kind, key=key, defaults={"id": new_id(), "args": args, "due_at": due_at, "created_at": now}
    )
    return row.pk


def run_due(*, now: datetime, limit: int = 100) -> int:
    """Plan, run what is due, deliver facts; returns how many jobs were run. The body of the worker's loop."""
    for plan in list(_registry.plans.values()):
        plan(now)
    outbox.deliver(now=now)
    ran = 0
    while ran < limit and (taken := _take(now)) is not None:
        _run(taken)
        ran += 1
    if ran:
        outbox.deliver(now=now)
    return ran


def work(*, stop: Callable[[], bool], idle_s: float = 1.0) -> None:
    """Run jobs until `stop()` is true; a lost database is waited out."""
    forget_at: datetime | None = None
    while not stop():
        try:
            now = clock.now()
            ran = run_due(now=now)
            if forget_at is None or now >= forget_at:
                forget_old_answers(before=now - ANSWERS_KEPT)
                forget_at = now + timedelta(hours=1)
        except (*CANDIDATES, Unavailable) as error:
            if not (isinstance(error, Unavailable) or is_away(error)):
                raise
            log.warning("the database is out of reach; waiting for it")
            connections.close_all()
            ran = 0
        if not ran:
            time.sleep(idle_s)


def run_job(job_id: UUID, *, now: datetime) -> None:
    """Run one queued job here and now, whatever its due time; does nothing when it is done or leased elsewhere."""
    taken = _claim(Job.objects.filter(pk=job_id), now)
    if taken is not None:
        _run(taken)


def _take(now: datetime) -> JobRun | None:
    for pk in (
        Job.objects.filter(_free(now), due_at__lte=now).order_by("due_at", "id").values_list("pk", flat=True)[:20]
    ):
        taken = _claim(Job.objects.filter(pk=pk), now)
        if taken is not None:
            return taken
    return None


def _free(now: datetime) -> Q:
    return Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)


def _claim(rows: QuerySet[Job], now: datetime) -> JobRun | None:
    """Take a job by one guarded update: of two workers only one changes the row."""
    lease = new_id()
    pk = rows.filter(_free(now)).values_list("pk", flat=True).first()
    if pk is None:
        return None
    changed = Job.objects.filter(_free(now), pk=pk).update(
        state=Job.State.RUNNING, lease=lease, lease_until=now + LEASE
    )
    if not changed:
        return None
    row = Job.objects.get(pk=pk)
    return JobRun(row.pk, row.kind, row.args, row.stage, row.cursor, row.done, row.total, lease, now)


def _run(run: JobRun) -> None:
    try:
        _registry.works[run.kind](run)
    except LeaseLost:
        log.warning("job %s %s was taken over", run.kind, run.id)
    except Exception as error:
        if is_away(error):
            # No fault of the job: whoever finds the database again goes on from its last checkpoint.
            raise
        log.exception("job %s %s failed", run.kind, run.id)
        _fail(run, error)
    else:
        _finish(run)


def _finish(run: JobRun) -> None:
    Job.objects.filter(pk=run.id, lease=run.lease).update(
        state=Job.State.DONE, finished_at=clock.now(), lease=None, lease_until=None, error=""
    )


def _fail(run: JobRun, error: Exception) -> None:
    """Queue the job again, later each time; after JOB_ATTEMPTS_MAX tries it waits for a person."""
    with transaction.atomic():
        row = Job.objects.filter(pk=run.id, lease=run.lease).first()
        if row is None:
            return
        attempts = row.attempts + 1
        given_up = attempts >= JOB_ATTEMPTS_MAX
        Job.objects.filter(pk=run.id).update(
            state=Job.State.FAILED if given_up else Job.State.QUEUED,
            attempts=attempts,
            due_at=run.now + timedelta(seconds=2**attempts),
            lease=None,
            lease_until=None,
            error=f"{type(error).__name__}: {error}"[:500],
        )


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page or the CLI shows it."""

    id: UUID
    kind: str
    key: str
    state: str
    stage: str
    done: int
    total: int
    attempts: int
    error: str
    due_at: datetime
    finished_at: datetime | None


def recent(*, kind: str = "", limit: int = 50) -> Sequence[JobView]:
    """Return the newest jobs, for operators."""
    rows = Job.objects.filter(kind=kind) if kind else Job.objects.all()
    return [_view(row) for row in rows.order_by("-id")[: min(limit, PAGE_MAX)]]


def failed(*, args: dict[str, Any], limit: int = 50) -> Sequence[JobView]:
    """Return jobs that were given up and have these arguments, the newest first: they wait for a person."""
    wanted = {f"args__{name}": value for name, value in args.items()}
    rows = Job.objects.filter(state=Job.State.FAILED, **wanted)
    return [_view(row) for row in rows.order_by("-id")[: min(limit, PAGE_MAX)]]


def job_view(job_id: UUID) -> JobView | None:
    """Return one job's state and progress."""
    row = Job.objects.filter(pk=job_id).first()
    return _view(row) if row else None


def noted(job_id: UUID) -> dict[str, Any]:
    """Return what a job noted at its last checkpoint, for a page that shows its outcome."""
    cursor = Job.objects.filter(pk=job_id).values_list("cursor", flat=True).first()
    return dict(cursor or {})


def retry(job_id: UUID, *, now: datetime) -> bool:
    """Queue a failed job again from its last checkpoint; tells whether there was one."""
    changed = Job.objects.filter(pk=job_id, state=Job.State.FAILED).update(
        state=Job.State.QUEUED, attempts=0, due_at=now, error=""
    )
    return bool(changed)


def _view(row: Job) -> JobView:
    return JobView(
        row.pk,
        row.kind,
        row.key,
        row.state,
        row.stage,
        row.done,
        row.total,
        row.attempts,
        row.error,
        row.due_at,
        row.finished_at,
    )
