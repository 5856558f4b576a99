"""By which ways, where and when a person is told."""

from __future__ import annotations

from collections.abc import Iterable

from worgl.core.limits import PAGE_MAX
from worgl.identity.queries import confirmed_addresses
from worgl.identity.rules import PersonId
from worgl.inbox.models import Choice, Endpoint, Reader
from worgl.inbox.queries.kinds import kind_of, known_kinds
from worgl.inbox.rules import (
    DIGEST_HOUR,
    Email,
    EndpointId,
    EndpointView,
    Hours,
    KindChoice,
    Mailbox,
    Ways,
)


def choices(person: PersonId) -> tuple[KindChoice, ...]:
    """Return every kind with the ways a person has for it, for their settings."""
    chosen = {row.kind: ways_of(row) for row in Choice.objects.filter(person=person)}
    return tuple(KindChoice(kind, chosen.get(kind.key, kind.ways)) for kind in known_kinds())


def ways_for(*, persons: Iterable[PersonId], kinds: Iterable[str]) -> dict[tuple[PersonId, str], Ways]:
    """Return the ways of each of several people for each of several kinds."""
    people, keys = list(persons), list(kinds)
    found = {(person, key): kind_of(key).ways for person in people for key in keys}
    for row in Choice.objects.filter(person__in=people, kind__in=keys):
        found[PersonId(row.person_id), row.kind] = ways_of(row)
    return found


def ways_of(row: Choice) -> Ways:
    """Return a choice's row as a value; for this domain's own rooms."""
    return Ways(row.in_app, Email(row.email), row.push)


def mailbox(person: PersonId) -> Mailbox:
    """Return where a person's letters go, and why none arrive if so, to themselves."""
    address = confirmed_addresses([person]).get(person, "")
    reader = Reader.objects.filter(pk=person).first()
    is_dead = reader is not None and address != "" and reader.bounced_address == address
    return Mailbox(address, reader.bounced_reason if is_dead and reader else "")


def hours(person: PersonId) -> Hours:
    """Return when a person's digests come; UTC until they have chosen a zone or a community has told them something."""
    reader = Reader.objects.filter(pk=person).first()
    return Hours(reader.zone or "UTC", reader.hour) if reader else Hours("UTC", DIGEST_HOUR)


def endpoints(person: PersonId) -> tuple[EndpointView, ...]:
    """Return a person's devices that take push messages, the newest first, to themselves."""
    rows = Endpoint.objects.filter(person=person).order_by("-since", "-id")[:PAGE_MAX]
    return tuple(EndpointView(EndpointId(row.pk), row.name, row.since) for row in rows)
