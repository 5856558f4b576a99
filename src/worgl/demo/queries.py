"""Reads of the demo: which town was loaded and who may be acted as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId
from worgl.currency import queries as currencies
from worgl.demo import models
from worgl.demo.errors import NoDemoTown, NotADemo
from worgl.demo.rules import CAST, Part
from worgl.identity.rules import PersonId


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast as a page or the CLI shows them."""

    part: Part
    person: PersonId
    email: str
    name: str
    label: str | Promise
    sentence: str | Promise
    hue: int


@dataclass(frozen=True, slots=True)
class DemoTown:
    """The loaded town: where it is and who may be acted as."""

    slug: str
    url: str
    """The address of its first page, without the host."""
    people: tuple[Player, ...]


def demo_town() -> DemoTown:
    """Return the loaded town; refuses NotADemo and NoDemoTown."""
    community = demo_community()
    return DemoTown(community.slug, reverse("payments:home", args=[community.slug]), players())


def demo_community() -> Community:
    """Return the community that is the demo town; refuses NotADemo and NoDemoTown."""
    if not settings.DEMO:
        raise NotADemo
    row = models.DemoTown.objects.first()
    if row is None:
        raise NoDemoTown
    return communities.community(CommunityId(row.community_id))


def town_day(*, now: datetime) -> date:
    """Return the present day in the demo town; refuses NotADemo and NoDemoTown."""
    return now.astimezone(ZoneInfo(demo_community().zone)).date()


@dataclass(frozen=True, slots=True)
class Lived:
    """What the town has seen since a day: payments made, money that faded, and what all were paid out of it.

    Amounts in minor units. One taken from another is what came between two looks at the same day.
    """

    payments: int
    faded_minor: int
    shared_minor: int

    def __sub__(self, other: Lived) -> Lived:
        """Return what came after an earlier look."""
        return Lived(
            self.payments - other.payments,
            self.faded_minor - other.faded_minor,
            self.shared_minor - other.shared_minor,
        )


def lived_since(day: date) -> Lived:
    """Return what happened in the demo town from a day on: by its daily figures and its common accounts' months."""
    town = demo_community().id
    figures = currencies.series(town, day)
    return Lived(
        payments=sum(figure.payments for figure in figures),
        faded_minor=sum(figure.faded_minor for figure in figures),
        shared_minor=currencies.paid_unspent(town, since=day),
    )


def players() -> tuple[Player, ...]:
    """Return the cast in its order; nobody where the demo is switched off or no town is loaded."""
    if not settings.DEMO:
        return ()
    persons = {row.part: row.person_id for row in models.DemoPerson.objects.all()[: len(CAST)]}
    return tuple(
        Player(
            member.part,
            PersonId(persons[member.part]),
            member.email,
            member.name,
            member.label,
            member.sentence,
            2 * order,
        )
        for order, member in enumerate(CAST)
        if member.part in persons
    )


def player(part: str) -> Player:
    """Return who plays a part; refuses NoDemoTown where the demo is off or nobody does."""
    for one in players():
        if one.part == part:
            return one
    raise NoDemoTown
