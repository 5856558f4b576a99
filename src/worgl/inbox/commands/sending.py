"""What a worker notes about an outgoing: taken, sent, to be tried again, refused for good.

A worker takes one outgoing, hands it over outside every transaction, and notes that. If it dies in between,
nobody can know whether the other side took it: it is sent again, under the same Message-ID or tag, by which a
repeat is known. Everywhere else it is sent exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from worgl.core.ids import new_id
from worgl.identity.rules import PersonId
from worgl.inbox.commands.notifying import digest_row
from worgl.inbox.models import Endpoint, Notice, Outgoing, Reader
from worgl.inbox.queries.sending import due
from worgl.inbox.rules import ATTEMPTS_MAX, CLAIM, Channel, Email, EndpointId, OutgoingId, OutgoingState, wait_after

NONE = timedelta()
ERROR_MAX = 200
REASON_SHOWN_MAX = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """An outgoing that one worker has taken; `mark` proves that it is still that worker's."""

    id: OutgoingId
    channel: Channel
    person: PersonId
    notice: UUID | None
    endpoint: EndpointId | None
    period: str
    attempts: int
    made_at: datetime
    mark: UUID


def claim(outgoing: OutgoingId, *, now: datetime) -> Claim | None:
    """Take an outgoing by one guarded update, None when another worker was quicker or it was tried too often."""
    mark = new_id()
    with transaction.atomic():
        rows = Outgoing.objects.filter(due(now), pk=outgoing)
        if rows.filter(attempts__gte=ATTEMPTS_MAX).update(state=OutgoingState.FAILED.value, ended_at=now):
            return None
        taken = rows.update(
            state=OutgoingState.SENDING.value, claim=mark, claimed_until=now + CLAIM, attempts=F("attempts") + 1
        )
        if not taken:
            return None
        row = Outgoing.objects.get(pk=outgoing)
        if row.channel == Channel.DIGEST:
            _gather(row, now=now)
    return Claim(
        id=outgoing,
        channel=Channel(row.channel),
        person=PersonId(row.person_id),
        notice=row.notice_id,
        endpoint=EndpointId(row.endpoint_id) if row.endpoint_id else None,
        period=row.period,
        attempts=row.attempts,
        made_at=row.made_at,
        mark=mark,
    )


def email_of(period: str) -> Email:
    """Return which digest a period is of."""
    return Email(period.partition(" ")[0])


def _gather(row: Outgoing, *, now: datetime) -> None:
    """Put the notices that wait into the digest, once, so that a second try has the same ones; read ones stay out."""
    waiting = Notice.objects.filter(person=row.person_id, digest=email_of(row.period).value, digested_in__isnull=True)
    waiting.filter(read_at__isnull=True, at__lte=now).update(digested_in=row)


def note_sent(claim: Claim, *, now: datetime) -> None:
    """Note that the other side has taken an outgoing; notices that came in meanwhile get the next digest."""
    with transaction.atomic():
        if _end(claim, OutgoingState.SENT, now=now) and claim.channel is Channel.DIGEST:
            _plan_rest(claim, now=now)


def _plan_rest(claim: Claim, *, now: datetime) -> None:
    email = email_of(claim.period)
    rest = Notice.objects.filter(
        person=claim.person, digest=email.value, digested_in__isnull=True, read_at__isnull=True
    )
    reader = Reader.objects.filter(pk=claim.person).first()
    if reader is not None and rest.exists():
        Outgoing.objects.bulk_create([digest_row(reader, email, now=now)], ignore_conflicts=True)


def note_dropped(claim: Claim, *, reason: str, now: datetime) -> None:
    """Note that an outgoing is no longer wanted, or has nobody to go to."""
    _end(claim, OutgoingState.DROPPED, now=now, error=reason)


def note_refused(claim: Claim, *, reason: str, now: datetime) -> None:
    """Note that an outgoing will never be taken."""
    _end(claim, OutgoingState.FAILED, now=now, error=reason)


def note_bounced(claim: Claim, *, address: str, reason: str, said: str, now: datetime) -> None:
    """Note that an address takes no letters: its person is told so in their settings, and none are sent there."""
    with transaction.atomic():
        if _end(claim, OutgoingState.FAILED, now=now, error=reason):
            values = {"bounced_address": address, "bounced_reason": said[:REASON_SHOWN_MAX], "bounced_at": now}
            Reader.objects.update_or_create(person_id=claim.person, defaults=values)


def note_failed(claim: Claim, *, reason: str, now: datetime, asked: timedelta = NONE) -> None:
    """Let an outgoing be tried again, later each time and no sooner than `asked`; after ATTEMPTS_MAX it is given up."""
    if claim.attempts >= ATTEMPTS_MAX:
        _end(claim, OutgoingState.FAILED, now=now, error=reason)
        return
    _held(claim).update(
        state=OutgoingState.WAITING.value,
        due_at=now + max(wait_after(claim.attempts), asked),
        claim=None,
        claimed_until=None,
        error=reason[:ERROR_MAX],
    )


def note_not_reached(claim: Claim, *, reason: str, now: datetime) -> None:
    """Give an outgoing back that was not handed over because the server is away: later, and without a try less."""
    _held(claim).update(
        state=OutgoingState.WAITING.value,
        attempts=F("attempts") - 1,
        due_at=now + wait_after(1),
        claim=None,
        claimed_until=None,
        error=reason[:ERROR_MAX],
    )


def forget_endpoint(endpoint: EndpointId) -> None:
    """Remove a device that its push service no longer knows, with what is on its way to it."""
    Endpoint.objects.filter(pk=endpoint).delete()


def forget_sent(*, before: datetime, limit: int = 1_000) -> int:
    """Delete up to `limit` outgoings that ended before a moment, and return how many; the notices stay."""
    old = Outgoing.objects.filter(ended_at__lt=before).order_by("ended_at").values_list("pk", flat=True)[:limit]
    return Outgoing.objects.filter(pk__in=list(old)).delete()[0]


def _held(claim: Claim) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(pk=claim.id, claim=claim.mark, state=OutgoingState.SENDING.value)


def _end(claim: Claim, state: OutgoingState, *, now: datetime, error: str = "") -> bool:
    ended = _held(claim).update(
        state=state.value, ended_at=now, claim=None, claimed_until=None, error=error[:ERROR_MAX]
    )
    return bool(ended)
