"""Reading notices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from worgl.core.commands import IdempotencyKey, command
from worgl.identity.rules import PersonId
from worgl.inbox.errors import NoticeNotHere
from worgl.inbox.models import Notice


@command
def mark_read(*, actor: PersonId, notice: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Mark one of one's own notices as read; read before, it keeps its time. Refuses NoticeNotHere."""
    rows = Notice.objects.filter(pk=notice, person=actor)
    if not rows.exists():
        raise NoticeNotHere
    rows.filter(read_at__isnull=True).update(read_at=now)


@command
def mark_all_read(*, actor: PersonId, until: UUID, key: IdempotencyKey, now: datetime) -> int:
    """Mark one's notices as read up to the newest one seen, and return how many were not; later ones stay unread."""
    return Notice.objects.filter(person=actor, pk__lte=until, read_at__isnull=True).update(read_at=now)
