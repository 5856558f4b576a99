"""Sweeping away codes and tokens whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from worgl.core.works import planned
from worgl.identity.commands import sweep_grants

SWEPT_EVERY = timedelta(minutes=1)
_next_sweep: dict[str, datetime] = {}


@planned
def plan_sweep(now: datetime) -> None:
    """Sweep once in SWEPT_EVERY, in the worker's own round: it is two short statements."""
    if _next_sweep.get("at", now) <= now:
        _next_sweep["at"] = now + SWEPT_EVERY
        sweep_grants(now=now)


JOBS = (plan_sweep,)
