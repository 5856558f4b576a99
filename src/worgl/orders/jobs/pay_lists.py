"""Paying long lists, and forgetting lists nobody paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from worgl.core.jobs import JobRun, job, planned_every
from worgl.orders import commands
from worgl.orders.rules.pay_lists import LIST_JOB, PayListId


@job(LIST_JOB)
def pay_long_list(run: JobRun) -> None:
    """Pay a list that is too long for a page to wait for."""

    def told(done: int, total: int) -> None:
        run.checkpoint(stage="pay", done=done, total=total)

    commands.run_list(pay_list=PayListId(UUID(run.args["list"])), now=run.now, told=told)


@planned_every(timedelta(minutes=10))
def forget_unpaid_lists(now: datetime) -> None:
    """Delete drafts that are too old."""
    commands.forget_drafts(now=now)
