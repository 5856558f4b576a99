"""The ledger's own work: releasing holds whose time is up."""

from __future__ import annotations

from datetime import datetime

from worgl.core.works import planned
from worgl.ledger.commands import expire_holds

STEP = 1_000
"""Holds released in one go."""


@planned
def release_expired_holds(now: datetime) -> None:
    """Release what has expired, in bounded steps; a hold is released once, however often this runs."""
    while expire_holds(now=now, limit=STEP) == STEP:
        pass


JOBS = (release_expired_holds,)
