"""Messages of webhooks: queued by what happens, taken one by one, tried again, given up, sent anew."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_noop

from worgl.api import models
from worgl.api.errors import EndpointOff, MessageUnknown
from worgl.api.facts import EndpointOffSwitched
from worgl.api.queries.endpoints import endpoint_row, secret_bytes
from worgl.api.rules import (
    BODY_MAX,
    DISABLED_AFTER,
    EndpointId,
    MessageId,
    MessageState,
    Parcel,
    signed,
    wait_after,
)
from worgl.communities.commands import record_act, require_active
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id

TAKEN_FOR = timedelta(minutes=2)
"""A message that was taken and not reported back after so long is taken again."""
KEPT = timedelta(days=30)
_ERROR_MAX = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """Something a webhook tells: `concerned` names whose matter it is, None everybody's."""

    community: CommunityId
    kind: str
    told: Mapping[str, object]
    concerned: tuple[MemberId, ...] | None

    def is_for(self, row: models.Endpoint) -> bool:
        """Tell whether an endpoint wants to hear it: a community's hears everything, a member's his own matters."""
        is_own = row.member_id is None or self.concerned is None or row.member_id in self.concerned
        return is_own and row.community_id == self.community and self.kind in row.kinds


def queue(happened: Sequence[Happened], *, now: datetime) -> int:
    """Queue what happened for the endpoints that want it, in the caller's transaction; return how many messages."""
    active = Q(member=None) | Q(member__state=MemberState.ACTIVE)
    concerned = {own for one in happened for own in one.concerned or ()}
    mine = Q() if any(one.concerned is None for one in happened) else Q(member=None) | Q(member__in=concerned)
    towns = {one.community for one in happened}
    rows = list(models.Endpoint.objects.filter(mine, active, community__in=towns, removed_at=None, disabled_at=None))
    messages = [_message(row, one.kind, one.told, now=now) for one in happened for row in rows if one.is_for(row)]
    models.Message.objects.bulk_create(messages)
    return len(messages)


def add(row: models.Endpoint, kind: str, told: Mapping[str, object], *, now: datetime) -> MessageId:
    """Queue one message; for this domain's own rooms."""
    message = _message(row, kind, told, now=now)
    message.save(force_insert=True)
    return MessageId(message.pk)


def _message(row: models.Endpoint, kind: str, told: Mapping[str, object], *, now: datetime) -> models.Message:
    body = json.dumps({"type": kind, "timestamp": now.isoformat().replace("+00:00", "Z"), "data": told})
    assert len(body) <= BODY_MAX, "a fact is smaller"
    return models.Message(id=new_id(), endpoint=row, kind=kind, body=body, created_at=now, due_at=now)


@command
def replay(*, actor: MemberId, endpoint: EndpointId, message: MessageId, key: IdempotencyKey, now: datetime) -> None:
    """Send a message once more, under its old id. Refuses NotActive, EndpointUnknown, EndpointOff, MessageUnknown."""
    row = endpoint_row(require_active(actor), endpoint)
    if row.disabled_at is not None:
        raise EndpointOff
    rows = models.Message.objects.filter(pk=message, endpoint=row)
    if not rows.update(state=MessageState.WAITING.value, attempts=0, due_at=now, error="", status=0):
        raise MessageUnknown


def claim(*, now: datetime, but: Iterable[EndpointId] = ()) -> Parcel | None:
    """Take the message that has been due longest, for one try; None when nothing is due.

    Two workers never take the same one: the first moves its time on. Endpoints in `but` are passed over.
    """
    due = models.Message.objects.filter(
        state=MessageState.WAITING.value, due_at__lte=now, endpoint__removed_at=None, endpoint__disabled_at=None
    ).exclude(endpoint__in=list(but))
    for row in due.select_related("endpoint").order_by("due_at", "id")[:20]:
        own = models.Message.objects.filter(pk=row.pk, state=row.state, due_at=row.due_at)
        if own.update(due_at=now + TAKEN_FOR, attempts=F("attempts") + 1, tried_at=now):
            return _parcel(row, at=int(now.timestamp()))
    return None


def _parcel(row: models.Message, *, at: int) -> Parcel:
    message, endpoint = MessageId(row.pk), EndpointId(row.endpoint_id)
    body = row.body.encode()
    signature = b64encode(signed(secret_bytes(endpoint), message=message, at=at, body=body)).decode()
    headers = {
        "content-type": "application/json",
        "user-agent": "worgl-webhooks/1",
        "webhook-id": f"msg_{message.hex}",
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }
    return Parcel(message, endpoint, row.endpoint.url, body, headers, row.attempts + 1)


def note_delivered(parcel: Parcel, *, status: int) -> None:
    """Note that a message was taken: the endpoint works."""
    with transaction.atomic():
        models.Message.objects.filter(pk=parcel.id).update(state=MessageState.DELIVERED.value, status=status, error="")
        models.Endpoint.objects.filter(pk=parcel.endpoint, failing_since__isnull=False).update(failing_since=None)


def note_failed(parcel: Parcel, *, status: int, error: str, now: datetime) -> None:
    """Note that a message was not taken: it is tried again later, or given up after the last try.

    An endpoint that has taken nothing for DISABLED_AFTER is switched off: its owner is told, and a community's
    administrators read so in their record too.
    """
    wait = wait_after(parcel.attempts)
    state = MessageState.FAILED if wait is None else MessageState.WAITING
    with transaction.atomic():
        models.Message.objects.filter(pk=parcel.id).update(
            state=state.value, status=status, error=error[:_ERROR_MAX], due_at=now + (wait or timedelta())
        )
        rows = models.Endpoint.objects.filter(pk=parcel.endpoint, removed_at=None, disabled_at=None)
        rows.filter(failing_since__isnull=True).update(failing_since=now)
        if rows.filter(failing_since__lte=now - DISABLED_AFTER).update(disabled_at=now):
            _tell_switched_off(models.Endpoint.objects.get(pk=parcel.endpoint), now=now)


def _tell_switched_off(row: models.Endpoint, *, now: datetime) -> None:
    community = CommunityId(row.community_id)
    owner = MemberId(row.member_id) if row.member_id else None
    assert row.failing_since is not None
    outbox.record(EndpointOffSwitched(EndpointId(row.pk), community, owner, row.failing_since), now=now)
    if owner is None:
        record_act(
            community=community,
            actor=None,
            what="api.endpoint_off",
            sentence=gettext_noop("Switched off a webhook of the community: nobody took its messages for {days} days"),
            fields={"days": DISABLED_AFTER.days},
            now=now,
        )


def old_messages(*, now: datetime) -> QuerySet[models.Message]:
    """Return the messages that are over and older than KEPT; for this domain's own rooms."""
    old = models.Message.objects.filter(created_at__lt=now - KEPT)
    return old.exclude(state=MessageState.WAITING.value)


def forget_messages(*, now: datetime, limit: int = 5_000) -> int:
    """Delete up to `limit` messages that are over and older than KEPT; return how many."""
    keys = list(old_messages(now=now).order_by("id").values_list("pk", flat=True)[:limit])
    return models.Message.objects.filter(pk__in=keys).delete()[0]
