"""Readers and things to tell them, for tests of this domain and of those above."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import datetime
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.db.models import Q

from worgl.core.commands import IdempotencyKey
from worgl.core.domains import Domain, add
from worgl.identity.commands import set_preferences
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox import commands
from worgl.inbox.models import Endpoint, Outgoing
from worgl.inbox.rules import About, Email, Fields, Group, Kind, NewNotification, Ways

BREAD = Kind(
    key="test.bread",
    group=Group.MONEY,
    icon="store",
    tone="green",
    name="The bread is ready",
    sentence="{baker} has {count} loaves for you on {day}.",
    action="Go there",
    route="inbox:settings",
    email=Email.AT_ONCE,
    push=True,
    days=frozenset({"day"}),
)
MILK = Kind(
    key="test.milk",
    group=Group.PEOPLE,
    icon="store",
    tone="amber",
    name="Milk is there",
    sentence="There is milk.",
    action="Go there",
    route="inbox:notices",
    email=Email.DAILY,
)
FIELDS: Fields = {"baker": "Anna", "count": 3, "day": "2026-12-01"}
TOWN = About(UUID(int=7), "Alderbrook", "alderbrook", "Europe/Vienna")
_numbers = itertools.count(1)


def declare_kinds() -> None:
    """Make the kinds of the tests known."""
    add(__name__, Domain(notices=(BREAD, MILK)))


def key() -> IdempotencyKey:
    """Return a fresh idempotency key."""
    return IdempotencyKey(uuid4().hex)


def reader(name: str = "Alice", *, email: str = "", language: str = "") -> PersonId:
    """Return a fresh person who has confirmed their address."""
    address = email or f"{name.lower()}-{next(_numbers)}-{uuid4().hex[:6]}@example.org"
    own = person(name, email=address)
    EmailAddress.objects.filter(user_id=own).update(verified=True)
    if language:
        set_preferences(actor=own, language=language, theme="", key=key(), now=NOW)
    return own


def a_device(who: PersonId, name: str = "phone") -> UUID:
    """Let a device of somebody take push messages, and return it."""
    address = f"https://push.example/{uuid4().hex}"
    return Endpoint.objects.create(person_id=who, address=address, name=name, since=NOW).pk


def queued(who: PersonId, *, kind: str = BREAD.key) -> Counter[str]:
    """Return how many outgoings of each channel a person was to be sent: digests, and all about one kind of notice."""
    rows = Outgoing.objects.filter(Q(notice__kind=kind) | Q(notice=None), person=who)
    return Counter(rows.values_list("channel", flat=True))


def bread(to: PersonId, *, told_as: str = "1", note: str = "", by: UUID | None = None) -> NewNotification:
    """Return something to tell that comes by letter at once."""
    return NewNotification(to, BREAD.key, told_as, TOWN, FIELDS, note=note, by=by)


def milk(to: PersonId, *, told_as: str = "1") -> NewNotification:
    """Return something to tell that comes with the daily letter."""
    return NewNotification(to, MILK.key, told_as, TOWN)


def tell(telling: NewNotification, *, now: datetime = NOW) -> bool:
    """Tell it."""
    return commands.notify(telling, now=now)


def choose(who: PersonId, kind: Kind, *, in_app: bool = True, email: Email = Email.NEVER, push: bool = False) -> None:
    """Choose the ways of one kind."""
    commands.choose_ways(actor=who, ways={kind.key: Ways(in_app, email, push)}, key=key(), now=NOW)
