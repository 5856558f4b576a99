"""Naming somebody for a shop one has no say in: it waits for the yes of a keeper or of another administrator."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import lock
from worgl.communities.commands.staffing import active_keepers, add_staff, has_say, named_for
from worgl.communities.errors import SecondOfficerNeeded, WaitsAlready, WishUnknown
from worgl.communities.facts import StaffWished
from worgl.communities.queries.access import require_active
from worgl.communities.rules import Capacity, Member, MemberId, MemberState, Naming
from worgl.communities.seals import WISH
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.sealing import seal


def name_or_wish(
    by: Member, shop: models.Member, person: models.Member, capacity: Capacity, *, now: datetime
) -> Naming:
    """Ask for a yes where there is somebody who could say it.

    Where a shop has no keeper and the community no other administrator, an administrator who is not the one named
    decides alone: else nobody could ever act for the shop again. Refuses SecondOfficerNeeded for naming oneself.
    """
    if not _can_agree(shop, by=by.id, member=MemberId(person.pk)):
        if person.pk == by.id:
            raise SecondOfficerNeeded(name=shop.name)
        return Naming(add_staff(shop, MemberId(person.pk), capacity, by=by.id, now=now), waits=False)
    if models.StaffWish.objects.filter(shop=shop, member=person, answered_at__isnull=True).exists():
        raise WaitsAlready
    wish = models.StaffWish.objects.create(
        community_id=by.community, shop=shop, member=person, capacity=capacity.value, by_id=by.id, asked_at=now
    )
    seal(WISH, [wish])
    outbox.record(StaffWished(by.community, MemberId(shop.pk), MemberId(person.pk), by.id, wish.pk), now=now)
    record_audit_event(
        community=by.community,
        actor=by.id,
        what="communities.staff_wished",
        sentence=gettext_noop("Asked that a member may act for the shop {shop}"),
        fields={"shop": shop.code},
        subject=MemberId(person.pk),
        before="",
        after=capacity.value,
        now=now,
    )
    return Naming(wish.pk, waits=True)


def _can_agree(shop: models.Member, *, by: MemberId, member: MemberId) -> bool:
    """Tell whether anybody could say yes: a keeper, the person a shop is, or another administrator."""
    others = models.Member.objects.filter(community=shop.community_id, state=MemberState.ACTIVE, is_admin=True)
    is_someones = shop.person_id is not None and shop.state == MemberState.ACTIVE
    keepers = active_keepers(MemberId(shop.pk)).exclude(member=by)
    return is_someones or keepers.exists() or others.exclude(pk__in=[by, member]).exists()


@command
def agree_to_staff(*, actor: MemberId, wish: UUID, key: IdempotencyKey, now: datetime) -> UUID:
    """Say yes to a wish as the shop, its keeper, or an administrator who neither asked nor is named.

    Refuses NotActive, WishUnknown, and what refuses naming somebody.
    """
    by, row = _open_wish(actor, wish)
    capacity = Capacity(row.capacity)
    named_for(by, row.shop, MemberId(row.member_id), capacity)
    _answer(row, by, now=now, is_agreed=True)
    return add_staff(row.shop, MemberId(row.member_id), capacity, by=MemberId(row.by_id), agreed_by=actor, now=now)


@command
def refuse_staff(*, actor: MemberId, wish: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Say no to a wish; who asked may take it back this way. Refuses NotActive, WishUnknown."""
    by, row = _open_wish(actor, wish, also_its_maker=True)
    _answer(row, by, now=now, is_agreed=False)
    record_audit_event(
        community=by.community,
        actor=actor,
        what="communities.staff_refused",
        sentence=gettext_noop("Refused that a member acts for the shop {shop}"),
        fields={"shop": row.shop.code},
        subject=MemberId(row.member_id),
        before="",
        after="",
        now=now,
    )


def _open_wish(actor: MemberId, wish: UUID, *, also_its_maker: bool = False) -> tuple[Member, models.StaffWish]:
    by = require_active(actor)
    lock(by.community)
    rows = models.StaffWish.objects.select_related("shop")
    row = rows.filter(pk=wish, community=by.community, answered_at__isnull=True).first()
    if row is None:
        raise WishUnknown
    is_officer = by.is_admin and actor not in {row.by_id, row.member_id}
    is_maker = also_its_maker and actor == row.by_id
    if not (has_say(actor, MemberId(row.shop_id)) or is_officer or is_maker):
        raise WishUnknown
    return by, row


def _answer(row: models.StaffWish, by: Member, *, now: datetime, is_agreed: bool) -> None:
    row.answered_at, row.answered_by_id, row.is_agreed = now, by.id, is_agreed
    row.save(update_fields=["answered_at", "answered_by", "is_agreed"])
    seal(WISH, [row])
