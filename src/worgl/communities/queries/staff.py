"""Acting for another: oneself, a shop one keeps, or a shop's till."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import F, Q, QuerySet

from worgl.communities import models
from worgl.communities.errors import NoShop, NotYourShop, TillOnly
from worgl.communities.queries.access import known_member, seen
from worgl.communities.queries.communities import Pair, seat
from worgl.communities.queries.members import member_by_mark, members_by_ids
from worgl.communities.queries.views import community_view, member_view
from worgl.communities.rules import (
    SEATED,
    Acting,
    Capacity,
    Member,
    MemberId,
    MemberKind,
    MemberState,
    StaffView,
    StaffWish,
)
from worgl.core.limits import PAGE_MAX
from worgl.core.request_cache import cached
from worgl.identity.rules import PersonId


@cached
def capacity_for(*, member: MemberId, shop: MemberId) -> Capacity | None:
    """Return in which capacity a member may act for another: SELF for themselves, None when they may not."""
    if member == shop:
        return Capacity.SELF
    rows = models.Staff.objects.filter(shop=shop, member=member, ended_at__isnull=True)
    active = rows.filter(shop__state__in=list(SEATED), member__state=MemberState.ACTIVE)
    found = active.values_list("capacity", flat=True).first()
    return Capacity(found) if found else None


def acting_for(*, member: MemberId, shop: MemberId) -> tuple[Member, Capacity] | None:
    """Return a shop with the capacity in which a member may act for it now, None when they may not."""
    capacity = capacity_for(member=member, shop=shop)
    return None if capacity is None else (known_member(shop), capacity)


def kept_shop(*, own: Member, mark: str) -> Member:
    """Return a shop, by code or id, for which a member acts as its keeper; their own mark means themselves.

    Refuses InvalidCode, MemberUnknown, NotYourShop, and TillOnly to a member at its till only.
    """
    shop = member_by_mark(community=own.community, mark=mark)
    found = acting_for(member=own.id, shop=shop.id)
    if found is None:
        raise NotYourShop(name=shop.name)
    if found[1] is Capacity.TILL:
        raise TillOnly(name=shop.name)
    return found[0]


def seat_for(*, slug: str, person: PersonId, acting_for: str = "") -> Pair:
    """Return the community of an address and what a person is there, an applicant too, or a shop they keep.

    Refuses CommunityUnknown, NotAMember, and what `kept_shop` does.
    """
    community, own = seat(slug=slug, person=person)
    return community, kept_shop(own=own, mark=acting_for) if acting_for else own


def acting_choices(person: PersonId) -> tuple[Acting, ...]:
    """Return for whom a person can act, in all communities: themselves first, then shops by name, at most PAGE_MAX."""
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


def keepers_of(shop: MemberId) -> tuple[Member, ...]:
    """Return who keeps a shop and may act, by name, at most PAGE_MAX; for this and the upper domains' notices."""
    rows = models.Staff.objects.filter(shop=shop, capacity=Capacity.KEEPER, ended_at__isnull=True)
    keepers = models.Member.seen.filter(pk__in=rows.values("member"), state=MemberState.ACTIVE)
    return tuple(member_view(row) for row in keepers.order_by("folded_name", "id")[:PAGE_MAX])


def wishes_for(*, shop: MemberId, viewer: MemberId) -> tuple[StaffWish, ...]:
    """Return what waits for a yes at a shop, to those who may read its staff. Refuses NoShop, NotYourShop."""
    staff_of(shop=shop, viewer=viewer)
    return _wishes(models.StaffWish.objects.filter(shop=shop))


def can_agree(wish: StaffWish, *, viewer: Member) -> bool:
    """Tell whether a member may say yes: who has a say in the shop, and who administers and has no part in it."""
    is_officer = viewer.is_admin and viewer.id not in {wish.by.id, wish.member.id}
    return is_officer or capacity_for(member=viewer.id, shop=wish.shop.id) in {Capacity.SELF, Capacity.KEEPER}


def _wishes(rows: QuerySet[models.StaffWish]) -> tuple[StaffWish, ...]:
    found = list(rows.filter(answered_at__isnull=True).order_by("asked_at", "id")[:PAGE_MAX])
    people = members_by_ids(MemberId(one) for row in found for one in (row.shop_id, row.member_id, row.by_id))
    return tuple(
        StaffWish(
            row.pk,
            people[MemberId(row.shop_id)],
            people[MemberId(row.member_id)],
            Capacity(row.capacity),
            people[MemberId(row.by_id)],
            row.asked_at,
        )
        for row in found
    )


def shared_affairs(member: MemberId) -> dict[MemberId, datetime | None]:
    """Return with whom a member ever had the same affairs, and until when; None where they have them still.

    A member has them with themselves, with whom one of the two acts for, and with all who act for the same shop. What
    was ended counts for what was before: nobody becomes a stranger by an act of today.
    """
    mine = models.Staff.objects.filter(member=member)
    known = Q(member=member) | Q(shop=member) | Q(shop__in=mine.values("shop"))
    rows = list(models.Staff.objects.filter(known).values_list("shop", "member", "ended_at"))
    found: dict[MemberId, datetime | None] = {member: None}
    shops: dict[MemberId, datetime | None] = {}
    for shop, helper, ended in rows:
        if helper == member:
            _note(shops, MemberId(shop), ended)
    for shop, until in shops.items():
        _note(found, shop, until)
    for shop, helper, ended in rows:
        if helper == member:
            continue
        ends = [moment for moment in (shops.get(MemberId(shop)), ended) if moment is not None]
        _note(found, MemberId(helper), min(ends) if ends else None)
    return found


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _note(found: dict[MemberId, datetime | None], other: MemberId, ended: datetime | None) -> None:
    known = found.get(other, _LONG_AGO)
    found[other] = None if known is None or ended is None else max(known, ended)


def _staff_view(row: models.Staff, place: Member) -> StaffView:
    row.member.picture = getattr(row, "picture", None)
    return StaffView(row.pk, place, seen(row.member), Capacity(row.capacity), row.since)
