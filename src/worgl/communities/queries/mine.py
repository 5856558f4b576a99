"""What a community keeps about one person, for their own parcel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worgl.communities import models
from worgl.communities.queries.communities import Pair
from worgl.communities.queries.views import community_view, member_view
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.personal_exports import all_rows, told_rows, written
from worgl.identity.rules import PersonId

_TOWN = frozenset({"community_id"})


def memberships(person: PersonId) -> tuple[Pair, ...]:
    """Return every membership a person has or had, those they left included."""
    rows = models.Member.seen.filter(person=person).select_related("community").order_by("pk")
    return tuple((community_view(row.community), member_view(row)) for row in rows)


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield what the communities keep about a membership."""
    yield "membership.json", written(_told_of_member(member))
    for picture in models.ShopPicture.objects.filter(shop=member):
        yield "picture-of-the-shop.webp", [bytes(picture.content)]


def _told_of_member(member: MemberId) -> dict[str, object]:
    """Return a membership: shops and invitations of the member, and what administrators did to or as them."""
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
        "about": row.about,
        "answers": row.answers,
        "agreed_to_texts": told_rows(models.Agreement.objects.filter(member=member), without=_TOWN),
        "asked_to_act_for_shops": told_rows(models.StaffWish.objects.filter(member=member), without=_TOWN),
        "asked_to_act_for_the_shop": told_rows(models.StaffWish.objects.filter(shop=member), without=_TOWN),
        "announcements_read": told_rows(models.NoticeSeen.objects.filter(member=member), without=_TOWN),
        "announcements_written": told_rows(models.Notice.objects.filter(by=member), without=_TOWN),
        "texts_written": told_rows(models.TownText.objects.filter(by=member), without=_TOWN),
        "rules_announced": told_rows(models.PolicyRow.objects.filter(by=member), without=_TOWN),
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
