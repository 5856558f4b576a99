"""Communities, and which of them a person belongs to."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, UUIDField

from worgl.communities import models
from worgl.communities.errors import CommunityUnknown, NotAMember
from worgl.communities.queries.access import require_admin_reader, seen
from worgl.communities.queries.views import community_view, member_view
from worgl.communities.rules import (
    SEATED,
    Community,
    CommunityId,
    Member,
    MemberId,
    MemberState,
    Question,
    question_from_json,
)
from worgl.core.ids import read_code
from worgl.core.limits import PAGE_MAX
from worgl.core.prepared import Prepared, param
from worgl.core.request_cache import cached, prime
from worgl.identity.rules import PersonId, fold
from worgl.inbox.queries import unread, unread_beside

Pair = tuple[Community, Member]
_STANDING = [MemberState.APPLIED, *SEATED]


@cached
def community(community: CommunityId) -> Community:
    """Return a community; refuses CommunityUnknown. Its name, zone and words are no secret to those with its id."""
    row = _BY_ID.first(community=community)
    if row is None:
        raise CommunityUnknown
    return community_view(row)


_BY_ID = Prepared(lambda: models.Community.objects.filter(pk=param("community", UUIDField())))


def community_by_slug(slug: str) -> Community:
    """Return the community of an address, in whatever case it was typed; refuses CommunityUnknown."""
    row = _BY_SLUG.first(slug=slug.lower()) if slug.isprintable() else None
    if row is None:
        raise CommunityUnknown
    return community_view(row)


_BY_SLUG = Prepared(lambda: models.Community.objects.filter(slug=param("slug", CharField())))


def seat(*, slug: str, person: PersonId) -> Pair:
    """Return the community of an address and what a person is there: applicant, active or suspended.

    Refuses CommunityUnknown, NotAMember.
    """
    row = _SEAT.first(slug=slug.lower(), person=person) if slug.isprintable() else None
    if row is None:
        community_by_slug(slug)
        raise NotAMember
    prime(unread, row.unread, person)
    town = community_view(row.community)
    prime(community, town, town.id)
    return town, seen(row)


def _rows_of_seat() -> QuerySet[models.Member, Any]:
    rows = models.Member.seen.filter(community__slug=param("slug", CharField()), person=param("person", UUIDField()))
    rows = rows.exclude(state=MemberState.LEFT).select_related("community")
    return rows.annotate(unread=unread_beside("person_id")).order_by("pk")[:1]


_SEAT: Prepared[Any] = Prepared(_rows_of_seat)


def questions_of(community: CommunityId) -> tuple[Question, ...]:
    """Return what a community asks those who want to join; refuses CommunityUnknown. It is no secret."""
    kept = models.Community.objects.filter(pk=community).values_list("questions", flat=True).first()
    if kept is None:
        raise CommunityUnknown
    return tuple(question_from_json(one) for one in kept)


def questions_for(*, community: CommunityId, viewer: MemberId) -> tuple[Question, ...]:
    """Return what a community asks those who want to join, to its administrators. Refuses NotAMember, RoleNeeded."""
    require_admin_reader(viewer, community=community)
    return questions_of(community)


def all_communities(limit: int = PAGE_MAX, *, after: str = "") -> tuple[Community, ...]:
    """Return up to `limit` communities of this node by address, after the address given; for jobs and operators."""
    rows = models.Community.objects.filter(slug__gt=after).order_by("slug")[: min(limit, PAGE_MAX)]
    return tuple(community_view(row) for row in rows)


def communities_called(name: str) -> tuple[Community, ...]:
    """Return the community with a name in its address, else all with it as full name, however it is written.

    Looks through all there are, reading names alone; for the command line.
    """
    wanted = fold(name)
    rows = models.Community.objects.order_by("slug").values_list("pk", "slug", "name")
    by_address, by_name = [], []
    for own, slug, whole in rows.iterator(chunk_size=PAGE_MAX):
        if name.strip().lower() == slug:
            return (community(CommunityId(own)),)
        by_address += [own] if fold(slug) == wanted else []
        by_name += [own] if fold(whole) == wanted else []
    return tuple(community(CommunityId(own)) for own in (by_address or by_name)[:PAGE_MAX])


def communities_of(person: PersonId) -> tuple[Pair, ...]:
    """Return where a person is a member or waits to become one, by name; at most PAGE_MAX."""
    rows = models.Member.seen.filter(person=person, state__in=_STANDING).select_related("community")
    ordered = rows.order_by("community__name", "community_id")[:PAGE_MAX]
    return tuple((community_view(row.community), member_view(row)) for row in ordered)


def find_by_code(*, viewer: PersonId, code: str) -> tuple[Pair, ...]:
    """Return who has a code in the communities a person belongs to, also who has left; refuses InvalidCode.

    Codes are unique within a community, so a short link can mean members of two of them.
    """
    mine = models.Member.objects.filter(person=viewer, state__in=SEATED).values("community")
    rows = models.Member.seen.filter(community__in=mine, code=read_code(code), state__in=[*SEATED, MemberState.LEFT])
    ordered = rows.select_related("community").order_by("community__name", "id")[:PAGE_MAX]
    return tuple((community_view(row.community), member_view(row)) for row in ordered)
