"""Loading Alderbrook into an empty database: a year of life that ends yesterday."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId
from worgl.core import jobs
from worgl.core.commands import IdempotencyKey
from worgl.currency.commands import close_days, found_town, update_figures
from worgl.demo import models
from worgl.demo.commands.story import Report, Story, no_report
from worgl.demo.errors import NotADemo, TownExists
from worgl.demo.queries import DemoTown, demo_town
from worgl.demo.rules import ADMIN_PLACE, CAST, Part
from worgl.identity.commands import make_operator, register_person
from worgl.identity.rules import PersonId

NAME, SLUG, COIN, UNIT, ZONE = "Alderbrook", "alderbrook", "alder", "ALD", "Europe/Vienna"
PRESET = "woergl_1932"
SEED = 1932
YEAR = 365
SPENT_PPM = 800_000
"""What the town spends of a month's levy or pays out to all: more than its works cost, so there is a dividend."""


def load(*, now: datetime, seed: int = SEED, days: int = YEAR, progress: Report = no_report) -> DemoTown:
    """Found the demo town and live `days` of it that end yesterday; `progress` is told (days lived, days).

    All or nothing: one transaction. Refuses NotADemo where settings.DEMO is off, TownExists when the
    database already holds a community.
    """
    if not settings.DEMO:
        raise NotADemo
    for other in communities.all_communities(limit=1):
        raise TownExists(name=other.name)
    with transaction.atomic():
        story = _found(seed=seed, days=days, now=now)
        today = now.astimezone(story.zone).date()
        story.live(until=today - timedelta(days=1), report=progress)
        assert not story.refused, "the generator keeps every purse"
    update_figures(community=story.community.id)
    close_days(community=story.community.id, now=now)
    jobs.run_due(now=now)
    return demo_town()


def _found(*, seed: int, days: int, now: datetime) -> Story:
    """Found the town on its first morning and write down who joins within `days`, each from their day on."""
    zone = ZoneInfo(ZONE)
    first = now.astimezone(zone).date() - timedelta(days=days)
    morning = datetime.combine(first, time(), zone).astimezone(UTC)
    persons = {member.part: _register(member.part, now=morning) for member in CAST}
    town = found_town(
        actor=persons[Part.ADMIN],
        name=NAME,
        slug=SLUG,
        preset=PRESET,
        coin_name=COIN,
        unit=UNIT,
        zone=ZONE,
        decimal_mark=".",
        rules={"commons_spend": SPENT_PPM},
        key=IdempotencyKey(f"demo/{seed}"),
        now=morning,
    )
    row = _remember(town.community, seed=seed, first=first, persons=persons, now=now)
    story = Story(row, communities.community(town.community), since=morning, now=now)
    story.note({ADMIN_PLACE: town.member})
    there = [place for place, one in enumerate(story.town.people) if one.joined < days and place != ADMIN_PLACE]
    story.add(there, now=morning)
    return story


def _register(part: Part, *, now: datetime) -> PersonId:
    member = next(member for member in CAST if member.part is part)
    person = register_person(email=member.email, name=member.name, password=None, now=now)
    if part is Part.OPERATOR:
        make_operator(person=person)
    return person


def _remember(
    community: CommunityId, *, seed: int, first: date, persons: Mapping[Part, PersonId], now: datetime
) -> models.DemoTown:
    """Write down the town and its cast; the day before the first is the last one lived."""
    row = models.DemoTown.objects.create(
        community_id=community,
        seed=seed,
        founded_on=first,
        lived_through=first - timedelta(days=1),
        loaded_at=now,
    )
    models.DemoPerson.objects.bulk_create(
        models.DemoPerson(town=row, person_id=person, part=part.value) for part, person in persons.items()
    )
    return row
