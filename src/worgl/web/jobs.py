"""Work of the shell: packing everything about a person, and deleting what was packed when its days are over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from worgl.core import parcels
from worgl.core.jobs import JobRun, job, planned
from worgl.identity.rules import PersonId
from worgl.web.parcels import JOB, fill_parcel


@job(JOB)
def pack_parcel(run: JobRun) -> None:
    """Pack a person's parcel; started twice it is packed anew."""

    def told(done: int, total: int) -> None:
        run.checkpoint(stage="packing", done=done, total=total)

    fill_parcel(UUID(run.args["parcel"]), PersonId(UUID(run.args["person"])), now=run.now, told=told)


@planned
def forget_parcels(now: datetime) -> None:
    """Delete parcels whose days are over."""
    if parcels.has_expired(now=now):
        parcels.forget_expired(now=now)
