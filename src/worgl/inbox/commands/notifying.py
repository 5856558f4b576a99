"""Telling people: the notice, and what is to be sent because of it, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from worgl.core import counters, links
from worgl.core.errors import TooLarge
from worgl.core.ids import new_id
from worgl.core.limits import LETTERS_OF_A_KIND, PUSHES_OF_A_KIND, Rate
from worgl.identity.rules import PersonId
from worgl.inbox.models import Endpoint, Notice, Outgoing, Reader
from worgl.inbox.queries.choices import ways_for
from worgl.inbox.queries.kinds import kind_of
from worgl.inbox.queries.notices import sentence_of
from worgl.inbox.rules import (
    DIGESTS,
    FIELDS_BYTES_MAX,
    KEY_MAX,
    TELL_MAX,
    Channel,
    Email,
    NewNotification,
    Ways,
    next_digest,
    period_of,
)

Readers = Mapping[PersonId, Reader]


def notify(telling: NewNotification, *, now: datetime) -> bool:
    """Tell a person something, once per kind and key; tells whether it was new. See `notify_many`."""
    return bool(notify_many([telling], now=now))


def notify_many(tellings: Iterable[NewNotification], *, now: datetime) -> int:
    """Tell up to TELL_MAX things by the ways each person has chosen; returns how many were new and wanted.

    For readers of facts, jobs and commands of this and the upper domains, in their transaction: what is told is
    told with what happened, or not at all. Refuses TooLarge.
    """
    asked = list(tellings)
    if len(asked) > TELL_MAX:
        raise TooLarge(asked=len(asked), limit=TELL_MAX)
    for one in asked:
        _check(one)
    ways = ways_for(persons={one.person for one in asked}, kinds={one.kind for one in asked})
    wanted = [(one, ways[one.person, one.kind]) for one in asked if not ways[one.person, one.kind].is_off]
    with transaction.atomic():
        fresh = _write(wanted, now=now)
        if fresh:
            _send(fresh, readers=_readers(fresh), now=now)
    return len(fresh)


def _check(one: NewNotification) -> None:
    """Assert that a notice can be shown later: its kind, its fields and its address."""
    kind = kind_of(one.kind)
    assert 1 <= len(one.key) <= KEY_MAX, "a notice has a key"
    assert sentence_of(kind, one.fields), "every placeholder has its field"
    assert links.address(kind.route, one.place), "a click leads somewhere"
    size = len(json.dumps([dict(one.fields), one.note], ensure_ascii=False).encode())
    if size > FIELDS_BYTES_MAX:
        raise TooLarge(asked=size, limit=FIELDS_BYTES_MAX)


Fresh = Sequence[tuple[NewNotification, Ways, Notice]]


def _write(wanted: Sequence[tuple[NewNotification, Ways]], *, now: datetime) -> Fresh:
    """Write the notices that are new and return them: what was told before, also a moment ago, is left out."""
    rows = [(one, ways, _row(one, ways, now)) for one, ways in wanted]
    Notice.objects.bulk_create((row for _one, _ways, row in rows), ignore_conflicts=True)
    written = set(Notice.objects.filter(pk__in=[row.pk for _one, _ways, row in rows]).values_list("pk", flat=True))
    return [(one, ways, row) for one, ways, row in rows if row.pk in written]


def _row(one: NewNotification, ways: Ways, now: datetime) -> Notice:
    about = one.about
    return Notice(
        id=new_id(),
        person_id=one.person,
        community=about.community if about else None,
        community_name=about.name if about else "",
        kind=one.kind,
        key=one.key,
        fields=dict(one.fields),
        place=list(one.place),
        note=one.note,
        shown=ways.in_app,
        digest=ways.email.value if ways.email in DIGESTS else "",
        at=now,
    )


def _readers(fresh: Fresh) -> Readers:
    """Return those told, each in their chosen zone or else in that of the first community that tells them something."""
    zones = dict.fromkeys((one.person for one, _ways, _row in fresh), "")
    zones |= {one.person: one.about.zone for one, _ways, _row in fresh if one.about}
    Reader.objects.bulk_create(
        (Reader(person_id=person, zone=zone) for person, zone in zones.items()), ignore_conflicts=True
    )
    readers = {PersonId(row.pk): row for row in Reader.objects.filter(pk__in=zones)}
    lost = [reader for person, reader in readers.items() if not reader.zone and zones[person]]
    for reader in lost:
        reader.zone = zones[PersonId(reader.pk)]
    if lost:
        Reader.objects.bulk_update(lost, ["zone"])
    return readers


def _send(fresh: Fresh, *, readers: Readers, now: datetime) -> None:
    """Queue letters, digests and push messages; what is queued already is not queued again.

    Of too many letters at once the rest waits for the digest; too many push messages are left out.
    """
    late = _beyond(LETTERS_OF_A_KIND, [each for each in fresh if each[1].email is Email.AT_ONCE], now=now)
    quiet = _beyond(PUSHES_OF_A_KIND, [each for each in fresh if each[1].push], now=now)
    if late:
        Notice.objects.filter(pk__in=late).update(digest=Email.DAILY.value)
    called = [one.person for one, ways, notice in fresh if ways.push and notice.pk not in quiet]
    devices: dict[PersonId, list[Endpoint]] = {}
    for endpoint in Endpoint.objects.filter(person__in=called) if called else ():
        devices.setdefault(PersonId(endpoint.person_id), []).append(endpoint)
    rows = []
    for one, ways, notice in fresh:
        email = Email.DAILY if notice.pk in late else ways.email
        if email is Email.AT_ONCE:
            rows.append(_outgoing(Channel.EMAIL, one.person, now, now, notice=notice))
        if email in DIGESTS:
            rows.append(digest_row(readers[one.person], email, now=now))
        if ways.push and notice.pk not in quiet:
            found = devices.get(one.person, [])
            rows += [_outgoing(Channel.PUSH, one.person, now, now, notice=notice, endpoint=each) for each in found]
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)


def _beyond(rate: Rate, fresh: Fresh, *, now: datetime) -> set[UUID]:
    """Count notices and return those that are too many of one kind from one and the same other."""
    whos = [f"{one.person} {one.by} {one.kind}" for one, _ways, _notice in fresh]
    allowed = counters.count_acts(rate, whos, now=now)
    return {notice.pk for (_one, _ways, notice), is_allowed in zip(fresh, allowed, strict=True) if not is_allowed}


def digest_row(reader: Reader, email: Email, *, now: datetime) -> Outgoing:
    """Return the next digest of a person, unsaved; for this domain's own rooms."""
    at = next_digest(email, zone=reader.zone or "UTC", hour=reader.hour, now=now)
    return _outgoing(Channel.DIGEST, PersonId(reader.pk), at, now, period=period_of(email, at))


def _outgoing(
    channel: Channel,
    person: PersonId,
    due_at: datetime,
    now: datetime,
    *,
    notice: Notice | None = None,
    endpoint: Endpoint | None = None,
    period: str = "",
) -> Outgoing:
    return Outgoing(
        channel=channel.value,
        person_id=person,
        notice=notice,
        endpoint=endpoint,
        period=period,
        due_at=due_at,
        made_at=now,
    )
