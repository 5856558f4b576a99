"""Choosing what one is told, how and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.identity.rules import PersonId
from worgl.inbox.errors import InvalidZone
from worgl.inbox.models import Choice, Reader
from worgl.inbox.queries.choices import ways_of
from worgl.inbox.queries.kinds import kind_of, known_kinds
from worgl.inbox.rules import DIGESTS, Email, Ways

HOURS = 24


@command
def choose_ways(*, actor: PersonId, ways: Mapping[str, Ways], key: IdempotencyKey, now: datetime) -> None:
    """Choose for several kinds by which ways one is told of them. Refuses KindUnknown."""
    for name, chosen in ways.items():
        _choose(actor, kind_of(name).key, chosen)


@command
def choose_hours(*, actor: PersonId, zone: str, hour: int, key: IdempotencyKey, now: datetime) -> None:
    """Choose the full hour and the zone of one's digests. Refuses InvalidZone, InvalidInput."""
    if zone not in available_timezones():
        raise InvalidZone(field="zone", reason=_("Choose a time zone of the list."))
    if not 0 <= hour < HOURS:
        raise InvalidInput(field="hour", reason=_("Choose a full hour from 0 to 23."))
    Reader.objects.update_or_create(person_id=actor, defaults={"zone": zone, "hour": hour})


@command
def turn_off_letters(*, actor: PersonId, kinds: str, key: IdempotencyKey, now: datetime) -> int:
    """Turn off the letters of one kind, or of all kinds that come "daily" or "weekly"; returns of how many kinds.

    What else tells the person of them stays. `actor` is the person a signed link names. Refuses KindUnknown.
    """
    chosen = {row.kind: ways_of(row) for row in Choice.objects.filter(person=actor)}
    is_digest = kinds in {one.value for one in DIGESTS}
    asked = known_kinds() if is_digest else (kind_of(kinds),)
    changed = 0
    for kind in asked:
        ways = chosen.get(kind.key, kind.ways)
        if ways.email is not Email.NEVER and (not is_digest or ways.email == kinds):
            _choose(actor, kind.key, Ways(ways.in_app, Email.NEVER, ways.push))
            changed += 1
    return changed


def _choose(person: PersonId, kind: str, ways: Ways) -> None:
    values = {"in_app": ways.in_app, "email": ways.email.value, "push": ways.push}
    Choice.objects.update_or_create(person_id=person, kind=kind, defaults=values)


@command
def trust_address_again(*, actor: PersonId, key: IdempotencyKey, now: datetime) -> None:
    """Let letters go to an address that could not be reached before."""
    Reader.objects.filter(pk=actor).update(bounced_address="", bounced_reason="")
