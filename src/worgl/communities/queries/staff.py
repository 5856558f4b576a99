"""Who may act for whom: oneself, a shop one keeps, or a shop's till."""

from __future__ import annotations

from django.db.models import F

from worgl.communities import models
from worgl.communities.errors import NoShop, NotYourShop, TillOnly
from worgl.communities.queries.communities import Pair, seat
from worgl.communities.queries.members import member_by_mark
from worgl.communities.queries.standing import known_member, seen
from worgl.communities.queries.views import community_view
from worgl.communities.rules import (
    SEATED,
    Acting,
    Capacity,
    Member,
    MemberId,
    MemberKind,
    MemberState,
    StaffView,
)
from worgl.core.limits import PAGE_MAX
from worgl.core.reading import remembered
from worgl.identity.rules import PersonId


@remembered
def capacity_for(*, member: MemberId, shop: MemberId) -> Capacity | None:
    """Return in which capacity a member may act for another: SELF for himself, None when he may not."""
    if member == shop:
        return Capacity.SELF
    rows = models.Staff.objects.filter(shop=shop, member=member, ended_at__isnull=True)
    active = rows.filter(shop__state__in=list(SEATED), member__state=MemberState.ACTIVE)
    found = active.values_list("capacity", flat=True).first()
    return Capacity(found) if found else None


def acting_for(*, member: MemberId, shop: MemberId) -> tuple[Member, Capacity] | None:
    """Return a shop with the capacity in which a member may act for it now, None when he may not."""
    capacity = capacity_for(member=member, shop=shop)
    return None if capacity is None else (known_member(shop), capacity)


def kept_shop(*, own: Member, mark: str) -> Member:
    """Return a shop, by code or id, for which a member acts as its keeper; his own mark means himself.

    Refuses InvalidCode, MemberUnknown, NotYourShop, and TillOnly to who acts at its till only.
    """
    shop = member_by_mark(community=own.community, mark=mark)
    found = acting_for(member=own.id, shop=shop.id)
    if found is None:
        raise NotYourShop(name=shop.name)
    if found[1] is Capacity.TILL:
        raise TillOnly(name=shop.name)
    return found[0]


def seat_for(*, slug: str, person: PersonId, acting_for: str = "") -> Pair:
    """Return the community of an address and what a person is there, an applicant too, or a shop he keeps.

    Refuses CommunityUnknown, NotAMember, and what `kept_shop` does.
    """
    community, own = seat(slug=slug, person=person)
    return community, kept_shop(own=own, mark=acting_for) if acting_for else own


def acting_choices(person: PersonId) -> tuple[Acting, ...]:
    """Return for whom a person can act, in all his communities: himself first, then shops by name; at most PAGE_MAX."""
    own = models.Member.seen.filter(person=person, state__in=list(SEATED)).select_related("community")
    mine = list(own.order_by("community__name", "community_id")[:PAGE_MAX])
    rows = models.Staff.objects.filter(member__in=[row.pk for row in mine], ended_at__isnull=True)
    rows = rows.filter(shop__state__in=list(SEATED), member__state=MemberState.ACTIVE).select_related("shop")
    rows = rows.annotate(shop_shown=F("shop__shop_picture__digest"))
    shops = list(rows.order_by("shop__folded_name", "shop_id")[:PAGE_MAX])
    for staff in shops:
        staff.shop.picture = getattr(staff, "shop_shown", None)
    choices = []
    for row in mine:
        community = community_view(row.community)
        choices.append(Acting(community, seen(row), Capacity.SELF))
        own_shops = (staff for staff in shops if staff.member_id == row.pk)
        choices += [Acting(community, seen(staff.shop), Capacity(staff.capacity)) for staff in own_shops]
    return tuple(choices)


def staff_of(*, shop: MemberId, viewer: MemberId) -> tuple[StaffView, ...]:
    """Return who acts for a shop, to the shop itself, its keepers and administrators. Refuses NoShop, NotYourShop."""
    place, looking = known_member(shop), known_member(viewer)
    if place.kind is not MemberKind.SHOP:
        raise NoShop(name=place.name)
    has_say = capacity_for(member=viewer, shop=shop) in {Capacity.SELF, Capacity.KEEPER}
    if not has_say and not (looking.is_admin and looking.community == place.community):
        raise NotYourShop(name=place.name)
    rows = models.Staff.objects.filter(shop=shop, ended_at__isnull=True).select_related("member")
    rows = rows.annotate(picture=F("member__person__picture__digest"))
    return tuple(_staff_view(row, place) for row in rows.order_by("member__folded_name", "id")[:PAGE_MAX])


def _staff_view(row: models.Staff, place: Member) -> StaffView:
    row.member.picture = getattr(row, "picture", None)
    return StaffView(row.pk, place, seen(row.member), Capacity(row.capacity), row.since)
