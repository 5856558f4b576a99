"""Deliveries: a job is queued while messages are due, and sends them one by one."""

from __future__ import annotations

from datetime import datetime, timedelta

from worgl.api.commands import claim, note_delivered, note_failed
from worgl.api.commands.messages import forget_messages, old_messages
from worgl.api.jobs.sending import NotSent, send
from worgl.api.models import Message
from worgl.api.rules import EndpointId, MessageState
from worgl.core import clock
from worgl.core.jobs import JobRun, enqueue, job, planned

DELIVERY_JOB = "api.deliver"
FORGETTING_JOB = "api.forget_messages"
AT_ONCE = 200
"""Most messages one run of the job sends."""
LONGEST = timedelta(seconds=30)
"""A run ends after so long, so that other jobs get their turn."""


@planned
def plan_deliveries(now: datetime) -> None:
    """Queue a run when messages are due, and the forgetting of old ones once a day."""
    if old_messages(now=now).exists():
        enqueue(FORGETTING_JOB, {}, key=f"{now:%Y-%m-%d}", due_at=now, now=now)
    due = Message.objects.filter(
        state=MessageState.WAITING.value, due_at__lte=now, endpoint__removed_at=None, endpoint__disabled_at=None
    )
    first = due.order_by("due_at", "id").values_list("pk", "attempts", "due_at").first()
    if first is not None:
        own, attempts, due_at = first
        enqueue(DELIVERY_JOB, {}, key=f"{own}:{attempts}:{due_at.isoformat()}", due_at=now, now=now)


@job(DELIVERY_JOB)
def deliver(run: JobRun) -> None:
    """Send what is due; an endpoint that did not take one message is left alone for this run."""
    failing: set[EndpointId] = set()
    for sent in range(AT_ONCE):
        now = max(run.now, clock.now())
        parcel = claim(now=now, but=failing) if now < run.now + LONGEST else None
        if parcel is None:
            return
        try:
            note_delivered(parcel, status=send(parcel))
        except NotSent as failure:
            failing.add(parcel.endpoint)
            note_failed(parcel, status=failure.status, error=str(failure), now=now)
        run.checkpoint(stage="sending", done=sent + 1)


@job(FORGETTING_JOB)
def forget(run: JobRun) -> None:
    """Delete messages that are over and old."""
    while forget_messages(now=run.now):
        run.checkpoint(stage="forgetting")
