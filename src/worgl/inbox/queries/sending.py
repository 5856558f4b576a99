"""What is on its way, for workers and operators."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Min, Q

from worgl.identity.rules import PersonId
from worgl.inbox.models import Outgoing
from worgl.inbox.rules import Channel, EndpointId, OutgoingId, OutgoingState, Queue


def due(now: datetime) -> Q:
    """Return the condition of outgoings that may be taken: waiting and due, or left behind by a dead worker."""
    # Said as the index says it, which holds only these; else the whole table would be read.
    is_on_its_way = Q(state__in=[OutgoingState.WAITING.value, OutgoingState.SENDING.value], due_at__lte=now)
    return is_on_its_way & (Q(state=OutgoingState.WAITING.value) | Q(claimed_until__lt=now))


def next_due(
    channels: Collection[Channel],
    *,
    now: datetime,
    but: Collection[OutgoingId] = (),
    but_persons: Collection[PersonId] = (),
    but_endpoints: Collection[EndpointId] = (),
) -> OutgoingId | None:
    """Return the outgoing that has been due longest and may be taken, but for some, some people's and some devices'."""
    rows = Outgoing.objects.filter(due(now), channel__in=[one.value for one in channels])
    if but:
        rows = rows.exclude(pk__in=but)
    if but_persons:
        rows = rows.exclude(person__in=but_persons)
    if but_endpoints:
        rows = rows.exclude(endpoint__isnull=False, endpoint__in=but_endpoints)
    own = rows.order_by("due_at", "id").values_list("pk", flat=True).first()
    return None if own is None else OutgoingId(own)


def oldest_due(now: datetime) -> datetime | None:
    """Return since when the outgoing waits that has been due longest, None when nothing is due."""
    return Outgoing.objects.filter(due(now)).order_by("due_at", "id").values_list("due_at", flat=True).first()


def queues() -> tuple[Queue, ...]:
    """Return how many outgoings of each channel are in each state, for operators."""
    rows = Outgoing.objects.values("channel", "state").annotate(count=Count("pk"), oldest=Min("due_at"))
    return tuple(
        Queue(Channel(row["channel"]), OutgoingState(row["state"]), row["count"], row["oldest"])
        for row in rows.order_by("channel", "state")
    )
