"""Deliveries of messages: taken one at a time for each endpoint, in turn; tried again, given up, switched off.

The queue is one of endpoints, not of messages: whoever has a thousand messages waiting has one place in it like whoever
has one, and an endpoint that failed is out of it while it is left alone.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext_noop

from worgl.api import models
from worgl.api.commands.messages import TAKEN_FOR, waiting_messages
from worgl.api.facts import EndpointOffSwitched
from worgl.api.queries.endpoints import secret_bytes
from worgl.api.rules import (
    DISABLED_AFTER,
    NOBODY_BUSY,
    Busy,
    Delivery,
    EndpointId,
    MessageId,
    MessageState,
    rest_after,
    signed,
    wait_after,
)
from worgl.communities.commands import record_audit_event
from worgl.communities.rules import CommunityId, MemberId, MemberState
from worgl.core import outbox

NONE = timedelta()
_LOOKED_AT = 20
_ERROR_MAX = 200


def claim(*, now: datetime, signed_at: datetime | None = None, busy: Busy = NOBODY_BUSY) -> Delivery | None:
    """Take the next message of the endpoint that has been due longest, for one try; None when nothing is due.

    Two workers never take the same one: the first moves the endpoint's time on. Whoever is busy is passed over. Its
    signature names `signed_at`, the time by the receiver's clock, where that is another than the town's.
    """
    for row in _due(now, busy).order_by("due_at", "id")[:_LOOKED_AT]:
        parcel = _take_from(row, now=now, signed_at=signed_at or now)
        if parcel is not None:
            return parcel
    return None


def _due(now: datetime, busy: Busy) -> QuerySet[models.Endpoint]:
    heard = Q(member=None) | Q(member__state=MemberState.ACTIVE)
    rows = models.Endpoint.objects.filter(heard, due_at__lte=now, removed_at=None, disabled_at=None)
    if busy.endpoints:
        rows = rows.exclude(pk__in=busy.endpoints)
    if busy.owners:
        rows = rows.exclude(member__in=busy.owners).exclude(member=None, community__in=busy.owners)
    return rows.filter(failures=0) if busy.failing else rows


def _take_from(row: models.Endpoint, *, now: datetime, signed_at: datetime) -> Delivery | None:
    with transaction.atomic():
        held = models.Endpoint.objects.select_for_update().filter(pk=row.pk, due_at=row.due_at).first()
        if held is None:
            return None
        message = waiting_messages().filter(endpoint=held, due_at__lte=now).order_by("due_at", "id").first()
        if message is None:
            _go_on(held, not_before=now)
            return None
        own = models.Message.objects.filter(pk=message.pk)
        own.update(due_at=now + TAKEN_FOR, attempts=F("attempts") + 1, tried_at=now)
        models.Endpoint.objects.filter(pk=held.pk).update(due_at=now + TAKEN_FOR)
    return _parcel(held, message, at=int(signed_at.timestamp()))


def _parcel(endpoint: models.Endpoint, row: models.Message, *, at: int) -> Delivery:
    message, own = MessageId(row.pk), EndpointId(endpoint.pk)
    body = row.body.encode()
    signature = b64encode(signed(secret_bytes(own), message=message, at=at, body=body)).decode()
    headers = {
        "content-type": "application/json",
        "user-agent": "worgl-webhooks/1",
        "webhook-id": f"msg_{message.hex}",
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }
    owner = endpoint.member_id or endpoint.community_id
    return Delivery(message, own, endpoint.url, body, headers, row.attempts + 1, owner, endpoint.failures > 0)


def _go_on(row: models.Endpoint, *, not_before: datetime) -> None:
    """Let an endpoint, whose row is held, be due again when something waits for it."""
    first = waiting_messages().filter(endpoint=row).aggregate(first=Min("due_at"))["first"]
    row.due_at = None if first is None else max(first, not_before)
    row.save(update_fields=["due_at", "failures", "failing_since", "disabled_at", "is_gone"])


def note_delivered(parcel: Delivery, *, status: int, now: datetime) -> None:
    """Note that a message was taken: the endpoint works, and goes to the end of the line."""
    with transaction.atomic():
        row = _held(parcel)
        models.Message.objects.filter(pk=parcel.id).update(state=MessageState.DELIVERED.value, status=status, error="")
        if row is not None:
            row.failures, row.failing_since = 0, None
            _go_on(row, not_before=now)


def note_failed(parcel: Delivery, *, status: int, error: str, now: datetime, asked: timedelta = NONE) -> None:
    """Note that a message was not taken: it is tried again later, or given up after the last try.

    The endpoint is left alone for a while, and no shorter than it has `asked` for. One that has taken nothing for
    DISABLED_AFTER is switched off: its owner is told, and a community's administrators read so in their record too.
    """
    with transaction.atomic():
        row = _held(parcel)
        _put_off(parcel, status=status, error=error, now=now, asked=asked)
        if row is None or row.disabled_at is not None:
            return
        row.failures = min(row.failures + 1, 1_000)
        row.failing_since = row.failing_since or now
        if row.failing_since <= now - DISABLED_AFTER:
            row.disabled_at = now
            _tell_switched_off(row, now=now)
        _go_on(row, not_before=now + max(rest_after(row.failures), asked))


def note_gone(parcel: Delivery, *, status: int, error: str, now: datetime) -> None:
    """Note that an endpoint says it is gone for good (410): it is switched off at once, and its owner told."""
    with transaction.atomic():
        row = _held(parcel)
        _put_off(parcel, status=status, error=error, now=now, asked=NONE)
        if row is None or row.disabled_at is not None:
            return
        row.failures, row.failing_since = min(row.failures + 1, 1_000), row.failing_since or now
        row.disabled_at, row.is_gone = now, True
        _tell_switched_off(row, now=now)
        _go_on(row, not_before=now)


def _held(parcel: Delivery) -> models.Endpoint | None:
    return models.Endpoint.objects.select_for_update().filter(pk=parcel.endpoint, removed_at=None).first()


def _put_off(parcel: Delivery, *, status: int, error: str, now: datetime, asked: timedelta) -> None:
    wait = wait_after(parcel.attempts)
    state = MessageState.FAILED if wait is None else MessageState.WAITING
    models.Message.objects.filter(pk=parcel.id).update(
        state=state.value, status=status, error=error[:_ERROR_MAX], due_at=now + max(wait or NONE, asked)
    )


def _tell_switched_off(row: models.Endpoint, *, now: datetime) -> None:
    community = CommunityId(row.community_id)
    owner = MemberId(row.member_id) if row.member_id else None
    assert row.failing_since is not None
    outbox.record(EndpointOffSwitched(EndpointId(row.pk), community, owner, row.failing_since, row.is_gone), now=now)
    if owner is not None:
        return
    sentence = gettext_noop("Switched off a webhook of the community: nobody took its messages for {days} days")
    if row.is_gone:
        sentence = gettext_noop("Switched off a webhook of the community: its address says that it is gone")
    record_audit_event(
        community=community,
        actor=None,
        what="api.endpoint_off",
        sentence=sentence,
        fields={"days": DISABLED_AFTER.days},
        now=now,
    )
