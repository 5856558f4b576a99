"""What a community keeps about one person, for his own parcel."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.communities import models
from worgl.communities.queries.communities import Pair
from worgl.communities.queries.views import community_view, member_view
from worgl.communities.rules import MemberId
from worgl.core.parcels import all_rows, told_rows
from worgl.identity.rules import PersonId


def memberships(person: PersonId) -> tuple[Pair, ...]:
    """Return every membership a person has or had, those he left included."""
    rows = models.Member.seen.filter(person=person).select_related("community").order_by("pk")
    return tuple((community_view(row.community), member_view(row)) for row in rows)


def told_of_member(member: MemberId) -> dict[str, object]:
    """Return a membership: shops and invitations of the member, and what administrators did to or as him."""
    row = models.Member.objects.select_related("community").get(pk=member)
    return {
        "community": {"name": row.community.name, "address": row.community.slug, "zone": row.community.zone},
        "name": row.name,
        "code": row.code,
        "kind": row.kind,
        "state": row.state,
        "is_administrator": row.is_admin,
        "is_treasurer": row.is_treasurer,
        "applied_at": row.applied_at,
        "joined_at": row.joined_at,
        "left_at": row.left_at,
        "acts_for_shops": told_rows(models.Staff.objects.filter(member=member)),
        "people_of_the_shop": told_rows(models.Staff.objects.filter(shop=member)),
        "invitations": told_rows(models.Invitation.objects.filter(by=member), without=frozenset({"token_hash"})),
        "acts": _acts(member),
    }


def _acts(member: MemberId) -> Iterator[dict[str, object]]:
    rows = models.AdminAct.objects.filter(subject=member) | models.AdminAct.objects.filter(actor=member)
    for row in all_rows(rows):
        yield {
            "at": row.at,
            "what": row.what,
            "reason": row.reason,
            "by_me": row.actor_id == member,
            "about_me": row.subject_id == member,
        }
