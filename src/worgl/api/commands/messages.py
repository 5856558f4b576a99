"""Messages of webhooks: queued by what happens, within bounds, sent anew when somebody asks, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from worgl.api import models
from worgl.api.errors import EndpointFullUp, EndpointOff, MessagesOften, MessageUnknown
from worgl.api.facts import EndpointFull
from worgl.api.queries.endpoints import endpoint_row
from worgl.api.rules import (
    BODY_MAX,
    ENDED_KEPT,
    TOLD_AGAIN,
    WAITING_MAX,
    EndpointId,
    MessageId,
    MessageState,
)
from worgl.communities.commands import require_active
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.limits import MESSAGES_ASKED

TAKEN_FOR = timedelta(minutes=2)
"""A message that was taken and not reported back after so long is taken again."""
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something a webhook tells: `concerned` names whose matter it is, None everybody's."""

    community: CommunityId
    kind: str
    told: Mapping[str, object]
    concerned: tuple[MemberId, ...] | None

    def is_for(self, row: models.Endpoint) -> bool:
        """Tell whether an endpoint wants to hear it: a community's hears everything, a member's what concerns them."""
        is_own = row.member_id is None or self.concerned is None or row.member_id in self.concerned
        return is_own and row.community_id == self.community and self.kind in row.kinds


def queue(happened: Sequence[Happened], *, now: datetime) -> int:
    """Queue what happened for the endpoints that want it, in the caller's transaction; return how many messages.

    For an endpoint with WAITING_MAX waiting nothing more is queued: what it misses is counted, and its owner told.
    """
    active = Q(member=None) | Q(member__state=MemberState.ACTIVE)
    concerned = {own for one in happened for own in one.concerned or ()}
    mine = Q() if any(one.concerned is None for one in happened) else Q(member=None) | Q(member__in=concerned)
    towns = {one.community for one in happened}
    rows = models.Endpoint.objects.filter(mine, active, community__in=towns, removed_at=None, disabled_at=None)
    wanted = {
        row.pk: [_message(row, one.kind, one.told, now=now) for one in happened if one.is_for(row)] for row in rows
    }
    return _put({own: messages for own, messages in wanted.items() if messages}, now=now)


def _put(wanted: Mapping[UUID, Sequence[models.Message]], *, now: datetime) -> int:
    if not wanted:
        return 0
    with transaction.atomic():
        # Locked, because who has just found nothing more to send there notes that in the same row.
        held = models.Endpoint.objects.select_for_update().filter(pk__in=wanted, disabled_at=None).order_by("id")
        taken: list[models.Message] = []
        room = _rooms(wanted)
        for row in held:
            fitting = wanted[row.pk][: room[row.pk]]
            taken += fitting
            if missed := len(wanted[row.pk]) - len(fitting):
                _miss(row, missed, now=now)
        models.Message.objects.bulk_create(taken)
        _wake({message.endpoint_id for message in taken}, now=now)
    return len(taken)


def _rooms(endpoints: Iterable[UUID]) -> Mapping[UUID, int]:
    """Return how many messages more may wait for each of some endpoints."""
    rows = waiting_messages().filter(endpoint__in=list(endpoints))
    found = dict(rows.values_list("endpoint").annotate(count=Count("pk")))
    return {own: max(0, WAITING_MAX - found.get(own, 0)) for own in endpoints}


def _miss(row: models.Endpoint, count: int, *, now: datetime) -> None:
    """Count what an endpoint misses, and let its owner be told, at most once in TOLD_AGAIN."""
    if row.missed_since is None or row.missed_since <= now - TOLD_AGAIN:
        row.missed, row.missed_since = 0, now
        owner = MemberId(row.member_id) if row.member_id else None
        outbox.record(EndpointFull(EndpointId(row.pk), CommunityId(row.community_id), owner, now), now=now)
    row.missed += count
    row.save(update_fields=["missed", "missed_since"])


def _wake(endpoints: Iterable[UUID], *, now: datetime) -> None:
    """Let endpoints be sent to at once that are neither left alone after a failure nor being sent to."""
    rows = models.Endpoint.objects.filter(pk__in=list(endpoints))
    idle = Q(due_at=None) | Q(failures=0, due_at__gt=now + TAKEN_FOR)
    rows.filter(idle).update(due_at=now)


def add(row: models.Endpoint, kind: str, told: Mapping[str, object], *, now: datetime) -> MessageId:
    """Queue one message that somebody asked for; for this domain's own rooms. Refuses EndpointFullUp."""
    message = _message(row, kind, told, now=now)
    _check_room(row)
    _put({row.pk: [message]}, now=now)
    models.Endpoint.objects.filter(pk=row.pk).update(due_at=now)
    return MessageId(message.pk)


def count_asked(member: MemberId, *, now: datetime) -> None:
    """Count a message that somebody asked for; refuses MessagesOften. For this domain's own rooms."""
    wait = counters.count_act(MESSAGES_ASKED, member, now=now)
    if wait:
        raise MessagesOften(limit=MESSAGES_ASKED.most, minutes=-(-wait // 60), seconds=wait)


def _check_room(row: models.Endpoint) -> None:
    if not _rooms([row.pk])[row.pk]:
        raise EndpointFullUp(limit=WAITING_MAX)


def _message(row: models.Endpoint, kind: str, told: Mapping[str, object], *, now: datetime) -> models.Message:
    body = json.dumps({"type": kind, "timestamp": now.isoformat().replace("+00:00", "Z"), "data": told})
    assert len(body) <= BODY_MAX, "a fact is smaller"
    return models.Message(id=new_id(), endpoint=row, kind=kind, body=body, created_at=now, due_at=now)


@command
def replay(*, actor: MemberId, endpoint: EndpointId, message: MessageId, key: IdempotencyKey, now: datetime) -> None:
    """Send a message once more, under its old id.

    Refuses NotActive, EndpointUnknown, EndpointOff, EndpointFullUp, MessageUnknown, MessagesOften.
    """
    row = endpoint_row(require_active(actor), endpoint)
    if row.disabled_at is not None:
        raise EndpointOff
    count_asked(actor, now=now)
    _check_room(row)
    rows = models.Message.objects.filter(pk=message, endpoint=row)
    if not rows.update(state=MessageState.WAITING.value, attempts=0, due_at=now, error="", status=0):
        raise MessageUnknown
    models.Endpoint.objects.filter(pk=row.pk).update(due_at=now)


def waiting_messages() -> QuerySet[models.Message]:
    """Return the messages that wait; for this domain's own rooms."""
    return models.Message.objects.filter(state=MessageState.WAITING.value)


def has_old_messages(*, now: datetime) -> bool:
    """Tell whether there is a message older than KEPT."""
    oldest = models.Message.objects.order_by("id").values_list("created_at", flat=True).first()
    return oldest is not None and oldest < now - KEPT


def forget_messages(*, now: datetime, limit: int = 5_000) -> int:
    """Delete up to `limit` messages older than KEPT; return how many. What still waits then waits for nobody."""
    old = models.Message.objects.filter(created_at__lt=now - KEPT)
    keys = list(old.order_by("id").values_list("pk", flat=True)[:limit])
    return models.Message.objects.filter(pk__in=keys).delete()[0]


def forget_ended(endpoint: EndpointId, *, limit: int = 5_000) -> int:
    """Delete up to `limit` messages of an endpoint that are over, but for the newest ENDED_KEPT; return how many."""
    ended = models.Message.objects.filter(endpoint=endpoint).exclude(state=MessageState.WAITING.value)
    newest = list(ended.order_by("-id").values_list("pk", flat=True)[ENDED_KEPT : ENDED_KEPT + limit])
    return models.Message.objects.filter(pk__in=newest).delete()[0]
