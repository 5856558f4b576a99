"""Shops and who acts for them: opening one, naming a keeper or a hand at the till, ending it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.acts import record_act
from worgl.communities.commands.joining import free_code
from worgl.communities.commands.seats import lock, lock_subject, require_state, take_seat
from worgl.communities.errors import (
    ActsAlready,
    LastKeeper,
    MemberUnknown,
    NoPerson,
    NoShop,
    NotYourShop,
    StaffUnknown,
    TooManyShops,
    TooManyStaff,
)
from worgl.communities.facts import MemberAdmitted, MemberApplied
from worgl.communities.queries.staff import capacity_for
from worgl.communities.queries.standing import known_member, require_active
from worgl.communities.rules import (
    SEATED,
    SHOPS_MAX,
    STAFF_MAX,
    Capacity,
    Member,
    MemberId,
    MemberKind,
    MemberState,
)
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.ids import new_id
from worgl.core.pictures import count_picture, draw_square
from worgl.identity.rules import clean_name, fold

_STANDING = [MemberState.APPLIED, *SEATED]


@command
def open_shop(*, actor: MemberId, name: str, key: IdempotencyKey, now: datetime) -> MemberId:
    """Open a shop: a membership of its own, with its own account, that the actor keeps.

    It waits for approval like any newcomer; an administrator's stands at once. Refuses NotActive,
    InvalidName, NoPerson (a shop keeps no shop), TooManyShops, CommunityFull.
    """
    keeper = require_active(actor)
    if keeper.person is None:
        raise NoPerson(name=keeper.name)
    lock(keeper.community)
    kept = models.Staff.objects.filter(member=actor, capacity=Capacity.KEEPER, ended_at__isnull=True)
    if kept.filter(shop__state__in=_STANDING).count() >= SHOPS_MAX:
        raise TooManyShops(limit=SHOPS_MAX)
    own = clean_name(name)
    row = models.Member(
        id=new_id(),
        community_id=keeper.community,
        name=own,
        folded_name=fold(own),
        code=free_code(keeper.community),
        kind=MemberKind.SHOP.value,
        state=MemberState.APPLIED.value,
        applied_at=now,
        welcomed_at=now,
    )
    if keeper.is_admin:
        take_seat(keeper.community)
        row.state, row.joined_at = MemberState.ACTIVE.value, now
    row.save(force_insert=True)
    shop = MemberId(row.pk)
    _add(keeper, shop, actor, Capacity.KEEPER, now=now)
    waits = row.state == MemberState.APPLIED
    outbox.record((MemberApplied if waits else MemberAdmitted)(keeper.community, shop), now=now)
    return shop


@command
def name_staff(
    *, actor: MemberId, shop: MemberId, member: MemberId, capacity: Capacity, key: IdempotencyKey, now: datetime
) -> UUID:
    """Let a member act for a shop: as its keeper in everything, or at its till only.

    For the shop itself, its keepers and administrators. Refuses NotActive, MemberUnknown, NoShop,
    NotYourShop, WrongState, NoPerson, InvalidInput, ActsAlready, TooManyStaff.
    """
    by = require_active(actor)
    row = lock_subject(by, shop)
    _require_say(by, row)
    person = lock_subject(by, member)
    require_state(person, MemberState.ACTIVE)
    if person.person_id is None:
        raise NoPerson(name=person.name)
    if capacity not in {Capacity.KEEPER, Capacity.TILL} or member == shop:
        raise InvalidInput(field="member", reason=gettext_noop("A shop acts for itself already."))
    known = models.Staff.objects.filter(shop=shop, ended_at__isnull=True)
    if known.filter(member=member).exists():
        raise ActsAlready(name=person.name)
    if known.count() >= STAFF_MAX:
        raise TooManyStaff(limit=STAFF_MAX)
    made = _add(by, shop, member, capacity, now=now)
    _record(by, row, member, gettext_noop("Let a member act for the shop {shop}"), "communities.staff_named", now)
    return made


@command
def end_staff(*, actor: MemberId, staff: UUID, key: IdempotencyKey, now: datetime) -> None:
    """End that a member acts for a shop; he may give it up himself.

    Refuses NotActive, StaffUnknown, NotYourShop, LastKeeper.
    """
    by = require_active(actor)
    lock(by.community)
    row = models.Staff.objects.filter(pk=staff, community=by.community, ended_at__isnull=True).first()
    if row is None:
        raise StaffUnknown
    if row.member_id != actor:
        _require_say(by, row.shop)
    keepers = models.Staff.objects.filter(shop=row.shop_id, capacity=Capacity.KEEPER, ended_at__isnull=True)
    is_last = row.capacity == Capacity.KEEPER and row.shop.person_id is None and keepers.count() == 1
    if is_last and row.shop.state in _STANDING:
        raise LastKeeper
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _record(
        by,
        row.shop,
        MemberId(row.member_id),
        gettext_noop("Ended that a member acts for the shop {shop}"),
        "communities.staff_ended",
        now,
    )


def show_shop_picture(*, actor: MemberId, shop: MemberId, content: bytes, key: IdempotencyKey, now: datetime) -> str:
    """Show a picture of a shop from now on, in the place of an older one, and return its digest.

    `content` is the file as it was sent; what is kept is drawn anew. For the shop itself, its keepers and
    administrators. Refuses NotActive, MemberUnknown, NoShop, NotYourShop, WrongState, PictureRefused,
    PicturesOften.
    """
    # Who may not is told so before anything is drawn; drawing takes its time, so it is done before the transaction.
    require_say_in(shop, by=require_active(actor))
    count_picture(actor, now=now)
    return _keep_picture(actor=actor, shop=shop, drawn=draw_square(content), key=key, now=now)


@command
def _keep_picture(*, actor: MemberId, shop: MemberId, drawn: bytes, key: IdempotencyKey, now: datetime) -> str:
    by = require_active(actor)
    row = lock_subject(by, shop)
    _require_say(by, row)
    require_state(row, *_STANDING)
    digest = hashlib.sha256(drawn).hexdigest()
    fresh = {"community_id": by.community, "digest": digest, "content": drawn, "made_at": now}
    models.ShopPicture.objects.update_or_create(shop=row, defaults=fresh)
    _record(by, row, shop, gettext_noop("Changed the picture of the shop {shop}"), "communities.shop_shown", now)
    return digest


@command
def remove_shop_picture(*, actor: MemberId, shop: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Show no picture of a shop any more; what was kept is deleted. Refuses as `show_shop_picture`."""
    by = require_active(actor)
    row = lock_subject(by, shop)
    _require_say(by, row)
    removed, _rows = models.ShopPicture.objects.filter(shop=row).delete()
    if removed:
        _record(by, row, shop, gettext_noop("Removed the picture of the shop {shop}"), "communities.shop_unshown", now)


def require_say_in(shop: MemberId, *, by: Member) -> None:
    """Refuse NoShop, NotYourShop, MemberUnknown to all but the shop itself, its keepers and administrators."""
    row = models.Member.objects.filter(pk=shop, community=by.community).first()
    if row is None:
        raise MemberUnknown
    _require_say(by, row)


def end_staff_of(member: MemberId, *, now: datetime) -> None:
    """End that a member acts for others, and that others act for him: he may not act any more himself."""
    models.Staff.objects.filter(member=member, capacity=Capacity.TILL, ended_at__isnull=True).update(ended_at=now)


def _require_say(by: Member, shop: models.Member) -> None:
    if shop.kind != MemberKind.SHOP:
        raise NoShop(name=shop.name)
    has_say = capacity_for(member=by.id, shop=MemberId(shop.pk)) in {Capacity.SELF, Capacity.KEEPER}
    if not (has_say or by.is_admin):
        raise NotYourShop(name=shop.name)


def _add(by: Member, shop: MemberId, member: MemberId, capacity: Capacity, *, now: datetime) -> UUID:
    row = models.Staff.objects.create(
        community_id=by.community, shop_id=shop, member_id=member, capacity=capacity.value, by_id=by.id, since=now
    )
    return row.pk


def _record(by: Member, shop: models.Member, member: MemberId, sentence: str, what: str, now: datetime) -> None:
    """Record it when an administrator decides for a shop that is not his own."""
    if capacity_for(member=by.id, shop=MemberId(shop.pk)) is not None or member == by.id:
        return
    fields = {"shop": known_member(MemberId(shop.pk)).code}
    record_act(
        community=by.community, actor=by.id, what=what, sentence=sentence, fields=fields, subject=member, now=now
    )
