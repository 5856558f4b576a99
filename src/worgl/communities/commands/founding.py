"""Founding a community."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from worgl.communities import models
from worgl.communities.errors import SlugTaken, TooManyCommunities
from worgl.communities.facts import CommunityFounded, MemberAdmitted
from worgl.communities.rules import (
    CAP_DEFAULT,
    FOUNDED_MAX,
    CommunityId,
    Founded,
    MemberId,
    MemberKind,
    MemberState,
    check_cap,
    check_decimal_mark,
    check_slug,
    check_zone,
)
from worgl.communities.seals import MEMBER, TOWN
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_code
from worgl.core.sealing import seal
from worgl.identity.queries import person
from worgl.identity.rules import PersonId, clean_name, fold
from worgl.ledger.commands import open_book


@command
def found_community(
    *,
    actor: PersonId,
    name: str,
    slug: str,
    preset: str,
    zone: str,
    decimal_mark: str,
    key: IdempotencyKey,
    now: datetime,
    cap: int = CAP_DEFAULT,
) -> Founded:
    """Found a community with its ledger book; the founder is its first administrator and treasurer.

    `preset` is kept as it is told: the currency knows what it means. Refuses PersonUnknown, InvalidName,
    InvalidInput (slug, zone, decimal_mark, cap), SlugTaken, TooManyCommunities.
    """
    founder = person(actor)
    row = models.Community(
        name=clean_name(name),
        slug=check_slug(slug),
        preset=preset,
        zone=check_zone(zone),
        decimal_mark=check_decimal_mark(decimal_mark),
        cap=check_cap(cap, seats=1),
        seats=1,
        admins=1,
        founder_id=actor,
        created_at=now,
    )
    if models.Community.objects.filter(founder=actor).count() >= FOUNDED_MAX:
        raise TooManyCommunities(limit=FOUNDED_MAX)
    _save_new(row, now=now)
    member = _first_member(row, founder.name, now=now)
    founded = Founded(CommunityId(row.pk), MemberId(member.pk), row.slug)
    outbox.record(CommunityFounded(founded.community, founded.member), now=now)
    outbox.record(MemberAdmitted(founded.community, founded.member), now=now)
    return founded


def _save_new(row: models.Community, *, now: datetime) -> None:
    if models.Community.objects.filter(slug=row.slug).exists():
        raise SlugTaken(slug=row.slug)
    row.book = open_book(now=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            seal(TOWN, [row])
    except IntegrityError:
        # Somebody took the address between the look and the write.
        raise SlugTaken(slug=row.slug) from None


def _first_member(community: models.Community, name: str, *, now: datetime) -> models.Member:
    row = models.Member.objects.create(
        community=community,
        person_id=community.founder_id,
        name=name,
        folded_name=fold(name),
        code=new_code(),
        kind=MemberKind.PERSON.value,
        state=MemberState.ACTIVE.value,
        is_admin=True,
        is_treasurer=True,
        applied_at=now,
        joined_at=now,
        welcomed_at=now,
    )
    seal(MEMBER, [row])
    return row
