"""What administrators do about work that was given up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities.commands.audit import record_audit_event
from worgl.communities.errors import TownJobUnknown
from worgl.communities.queries.access import require_role
from worgl.communities.rules import MemberId, Role
from worgl.core import jobs
from worgl.core.commands import IdempotencyKey, command


@command
def retry_job(*, actor: MemberId, job: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Let a job of the community that was given up run again. Refuses NotActive, RoleNeeded, TownJobUnknown."""
    admin = require_role(actor, Role.ADMIN)
    waiting = {one.id: one for one in jobs.failed(args={"community": str(admin.community)})}
    if job not in waiting or not jobs.retry(job, now=now):
        raise TownJobUnknown
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.job_retried",
        sentence=gettext_noop("Let work that had failed run again: {kind}"),
        fields={"kind": waiting[job].kind},
        now=now,
    )
