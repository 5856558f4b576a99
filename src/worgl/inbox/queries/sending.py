"""What is on its way, for workers and operators."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min, Q

from worgl.inbox.models import Outgoing
from worgl.inbox.rules import Channel, OutgoingId, OutgoingState, Queue


def due(now: datetime) -> Q:
    """Return the condition of outgoings that may be taken: waiting and due, or left behind by a dead worker."""
    return Q(state=OutgoingState.WAITING.value, due_at__lte=now) | Q(
        state=OutgoingState.SENDING.value, due_at__lte=now, claimed_until__lt=now
    )


def due_ids(*, now: datetime, limit: int) -> tuple[OutgoingId, ...]:
    """Return the outgoings that may be taken, the longest due first."""
    rows = Outgoing.objects.filter(due(now)).order_by("due_at", "id").values_list("pk", flat=True)[:limit]
    return tuple(OutgoingId(pk) for pk in rows)


def first_due(now: datetime) -> str:
    """Return a name for the next sending of what is due the longest, "" when nothing is; no two tries share one."""
    row = Outgoing.objects.filter(due(now)).order_by("due_at", "id").first()
    return f"{row.pk}:{row.attempts}:{row.due_at.isoformat()}" if row else ""


def queues() -> tuple[Queue, ...]:
    """Return how many outgoings of each channel are in each state, for operators."""
    rows = Outgoing.objects.values("channel", "state").annotate(count=Count("pk"), oldest=Min("due_at"))
    return tuple(
        Queue(Channel(row["channel"]), OutgoingState(row["state"]), row["count"], row["oldest"])
        for row in rows.order_by("channel", "state")
    )
