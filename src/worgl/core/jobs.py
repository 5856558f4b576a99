"""Jobs: work kept in the database. Due at a time, done in stages, resumable, safe to start twice.

A worker takes a job by a lease. A worker that dies loses its lease when the time is up and another
goes on from the last checkpoint; a worker that was only slow notices at its next checkpoint and stops.
What waits for others, such as mail servers, is no job: it goes out beside the jobs (`beside`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Subquery

from worgl.core import clock, outbox
from worgl.core.databases import is_away
from worgl.core.domains import by_name, derived, domains
from worgl.core.ids import new_id
from worgl.core.limits import JOB_ATTEMPTS_MAX, PAGE_MAX
from worgl.core.models import Job
from worgl.core.retrying import wait_after
from worgl.core.works import JOBS, LEASE, Beside, DomainJob, JobKind, JobRun, LeaseLost, Planned, Stop

log = logging.getLogger(__name__)


@derived
def kinds() -> Mapping[str, JobKind]:
    """Return what does each kind of job, by its kind."""
    return by_name((one for one in _declared() if isinstance(one, JobKind)), lambda one: one.kind)


@derived
def plans() -> Mapping[str, Planned]:
    """Return what enqueues the jobs that fall due, by where it is defined."""
    return by_name((one for one in _declared() if isinstance(one, Planned)), lambda one: one.name)


@derived
def besides() -> Mapping[str, Beside]:
    """Return what goes on beside the jobs, by its name."""
    return by_name((one for one in _declared() if isinstance(one, Beside)), lambda one: one.name)


def _declared() -> Iterator[DomainJob]:
    return (one for domain in domains().values() for one in domain.jobs)


def enqueue(kind: str, args: dict[str, Any], *, key: str, due_at: datetime, now: datetime) -> UUID:
    """Queue a job and return its id; a job of that kind and key that exists, in any state, is returned instead."""
    assert kind in kinds(), f"no function does {kind}"
    row, _fresh = Job.objects.get_or_create(
        kind=kind, key=key, defaults={"id": new_id(), "args": args, "due_at": due_at, "created_at": now}
    )
    return row.pk


def run_due(*, now: datetime, limit: int = 100) -> int:
    """Plan, run what is due, deliver facts, send; returns how many jobs were run. What a worker does, once through."""
    plan_due(now=now)
    outbox.deliver(now=now)
    ran = run_queued(now=now, limit=limit)
    if ran:
        outbox.deliver(now=now)
    for send in besides().values():
        send(now, _never)
    return ran


def _never() -> bool:
    return False


def plan_due(*, now: datetime, last: dict[str, datetime] | None = None) -> None:
    """Call the functions that plan; with `last`, in which their moments are kept, only those whose time has come.

    One that fails keeps no other from its turn; what it raised is raised at the end.
    """
    failure: Exception | None = None
    for name, planned in plans().items():
        before = None if last is None else last.get(name)
        if before is not None and before <= now < before + planned.every:
            continue
        if last is not None:
            last[name] = now
        try:
            planned.plan(now)
        except Exception as error:  # noqa: BLE001 -- raised below
            failure = failure or error
    if failure is not None:
        raise failure


def run_queued(*, now: datetime, limit: int = 100, stop: Stop = _never, lane: str = "") -> int:
    """Run jobs that are due, of one lane or of all, until none is or `stop()` is true; returns how many."""
    ran = 0
    while ran < limit and not stop() and (taken := _take(now, lane)) is not None:
        _run(taken)
        ran += 1
    return ran


def run_job(job_id: UUID, *, now: datetime) -> None:
    """Run one queued job here and now, whatever its due time; does nothing when it is done or leased elsewhere."""
    taken = _claim(Job.objects.filter(pk=job_id), now)
    if taken is not None:
        _run(taken)


def _take(now: datetime, lane: str) -> JobRun | None:
    due = Job.objects.filter(_free(now), _in_lane(lane), due_at__lte=now).order_by("due_at", "id")
    for pk in due.values_list("pk", flat=True)[:20]:
        taken = _claim(Job.objects.filter(pk=pk), now)
        if taken is not None:
            return taken
    return None


def _in_lane(lane: str) -> Q:
    """Return the condition of a lane's jobs; the first lane has those as well that no function does any more."""
    others = [one.kind for one in kinds().values() if one.lane != JOBS]
    if lane == JOBS:
        return ~Q(kind__in=others)
    return Q(kind__in=[one.kind for one in kinds().values() if one.lane == lane]) if lane else Q()


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
        kinds()[run.kind](run)
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
            due_at=run.now + wait_after(attempts),
            lease=None,
            lease_until=None,
            error=f"{type(error).__name__}: {error}"[:500],
        )


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page or the CLI shows it; `noted` is what it wrote down at its last checkpoint."""

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
    noted: Mapping[str, Any]


def recent(*, kind: str = "", limit: int = 50) -> Sequence[JobView]:
    """Return the newest jobs, for operators."""
    rows = Job.objects.filter(kind=kind) if kind else Job.objects.all()
    return [_view(row) for row in rows.order_by("-id")[: min(limit, PAGE_MAX)]]


@dataclass(frozen=True, slots=True)
class Overview:
    """The newest jobs, the last one of a kind that is asked about, and how many were given up."""

    newest: Sequence[JobView]
    last: JobView | None
    failed: int


def overview(*, kind: str, limit: int) -> Overview:
    """Return what an operator's page shows of jobs, with one statement."""
    newest = Job.objects.order_by("-id").values("pk")[: min(limit, PAGE_MAX)]
    last = Job.objects.filter(kind=kind).order_by("-id").values("pk")[:1]
    failed = Job.objects.filter(state=Job.State.FAILED).order_by().values("state").annotate(count=Count("pk"))
    rows = Job.objects.filter(Q(pk__in=newest) | Q(pk__in=last)).annotate(failed=Subquery(failed.values("count")))
    found = list(rows.order_by("-id"))
    views = [_view(row) for row in found]
    of_kind = next((one for one in views if one.kind == kind), None)
    return Overview(views[:limit], of_kind, (found[0].failed or 0) if found else 0)


def failed(*, args: dict[str, Any], limit: int = 50) -> Sequence[JobView]:
    """Return jobs that were given up and have these arguments, the newest first: they wait for a person."""
    wanted = {f"args__{name}": value for name, value in args.items()}
    rows = Job.objects.filter(state=Job.State.FAILED, **wanted)
    return [_view(row) for row in rows.order_by("-id")[: min(limit, PAGE_MAX)]]


def job_view(job_id: UUID) -> JobView | None:
    """Return one job's state and progress."""
    row = Job.objects.filter(pk=job_id).first()
    return _view(row) if row else None


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
        row.cursor or {},
    )
