"""Collecting what rulings owe, as money comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from worgl.core.jobs import JobRun, enqueue, job, planned_every
from worgl.disputes import commands
from worgl.disputes.models import Dispute
from worgl.disputes.rules import COLLECT_JOB, DisputeId

LOOKED_AT_ONCE = 200
LOOK_AGAIN = timedelta(days=1)
"""When a ruling is looked at again whose job has not come to its end."""


@job(COLLECT_JOB)
def collect_ruling(run: JobRun) -> None:
    """Give back what a ruling owes as far as there is money."""
    commands.collect_owed(dispute=DisputeId(UUID(run.args["dispute"])), now=run.now)


@planned_every(timedelta(minutes=1))
def plan_collecting(now: datetime) -> None:
    """Queue the collecting of each ruling that still owes something: at most once an hour."""
    due = Dispute.objects.filter(collect_at__lte=now).order_by("collect_at")
    for own, collect_at in due.values_list("pk", "collect_at")[:LOOKED_AT_ONCE]:
        assert collect_at is not None, "a dispute without such a moment is not after it"
        enqueue(COLLECT_JOB, {"dispute": str(own)}, key=f"{own}:{collect_at.isoformat()}", due_at=now, now=now)
        Dispute.objects.filter(pk=own, collect_at=collect_at).update(collect_at=now + LOOK_AGAIN)
