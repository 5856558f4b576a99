"""What the inbox keeps about one person, for their own parcel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from worgl.core.domains import File
from worgl.core.personal_exports import told_rows, written
from worgl.identity.rules import PersonId
from worgl.inbox.models import Choice, Endpoint, Message, Notice, Reader, Report, Side

_OWN = frozenset({"person_id"})


def files_of_person(person: PersonId, now: datetime) -> Iterator[File]:
    """Yield what the inbox keeps about a person."""
    yield "inbox.json", written(_told_of_inbox(person))


def _told_of_inbox(person: PersonId) -> dict[str, object]:
    """Return a person's notices and choices, their devices without the secrets, what they wrote and were written.

    A message that was withheld from them is not told, and that one of their own was is not either.
    """
    talks = Side.objects.filter(person=person).values("conversation")
    seen = Message.objects.filter(Q(withheld=False) | Q(by=person), conversation__in=talks)
    reports = Report.objects.filter(by=person)
    return {
        "notices": told_rows(Notice.objects.filter(person=person), without=_OWN | {"digested_in_id"}),
        "choices": told_rows(Choice.objects.filter(person=person), without=_OWN),
        "when_to_write": told_rows(Reader.objects.filter(person=person), without=_OWN),
        "devices": told_rows(Endpoint.objects.filter(person=person), without=_OWN | {"secret", "public_key"}),
        "messages": told_rows(seen, without=frozenset({"withheld"})),
        "reports": told_rows(reports, without=frozenset({"resolved_by_id"})),
    }
