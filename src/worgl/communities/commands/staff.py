"""Shops and who acts for them: opening one, naming a keeper or a hand at the till, ending it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.joining import free_code
from worgl.communities.commands.seats import change_state, lock, lock_subject, require_state, take_seat
from worgl.communities.commands.staffing import (
    active_keepers,
    add_staff,
    count_naming,
    end_staff_row,
    has_say,
    named_for,
    require_say,
)
from worgl.communities.commands.wishes import name_or_wish
from worgl.communities.errors import KeepsShop, LastKeeper, MemberUnknown, NoPerson, StaffUnknown, TooManyShops
from worgl.communities.facts import MemberAdmitted, MemberApplied
from worgl.communities.queries.access import require_active
from worgl.communities.rules import (
    SEATED,
    SHOPS_MAX,
    Capacity,
    Member,
    MemberId,
    MemberKind,
    MemberState,
    Naming,
)
from worgl.communities.rules.lives import MemberAct
from worgl.communities.seals import MEMBER
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.inputs import SingleLine
from worgl.core.pictures import counted, draw_square
from worgl.core.sealing import seal
from worgl.identity.rules import clean_name, fold

_STANDING = [MemberState.APPLIED, *SEATED]


@command
def open_shop(*, actor: MemberId, name: SingleLine, key: IdempotencyKey, now: datetime) -> MemberId:
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
        state=(MemberState.ACTIVE if keeper.is_admin else MemberState.APPLIED).value,
        applied_at=now,
        joined_at=now if keeper.is_admin else None,
        welcomed_at=now,
    )
    if keeper.is_admin:
        take_seat(keeper.community)
    row.save(force_insert=True)
    seal(MEMBER, [row])
    shop = MemberId(row.pk)
    add_staff(row, actor, Capacity.KEEPER, by=actor, now=now)
    waits = row.state == MemberState.APPLIED
    outbox.record((MemberApplied if waits else MemberAdmitted)(keeper.community, shop), now=now)
    return shop


@command
def name_staff(
    *, actor: MemberId, shop: MemberId, member: MemberId, capacity: Capacity, key: IdempotencyKey, now: datetime
) -> Naming:
    """Let a member act for a shop: as its keeper in everything, or at its till only.

    For the shop itself, its keepers and administrators; what an administrator wants for a shop they do not keep
    waits for the yes of a keeper or of another administrator. Refuses NotActive, MemberUnknown, NoShop,
    NotYourShop, WrongState, NoPerson, InvalidInput, ActsAlready, TooManyStaff, WaitsAlready, SecondOfficerNeeded,
    NamedOften, NamedAgain.
    """
    by = require_active(actor)
    row = lock_subject(by, shop)
    require_say(by, row)
    person = named_for(by, row, member, capacity)
    count_naming(by, row, person, now=now)
    if not has_say(actor, shop):
        return name_or_wish(by, row, person, capacity, now=now)
    return Naming(add_staff(row, member, capacity, by=actor, now=now), waits=False)


@command
def end_staff(*, actor: MemberId, staff: UUID, key: IdempotencyKey, now: datetime) -> None:
    """End that a member acts for a shop; they may give it up themselves. A keeper who may act always stays.

    Refuses NotActive, StaffUnknown, NotYourShop, LastKeeper.
    """
    by = require_active(actor)
    lock(by.community)
    rows = models.Staff.objects.select_related("shop")
    row = rows.filter(pk=staff, community=by.community, ended_at__isnull=True).first()
    if row is None:
        raise StaffUnknown
    if row.member_id != actor:
        require_say(by, row.shop)
    others = active_keepers(MemberId(row.shop_id)).exclude(pk=row.pk)
    needs_keeper = row.capacity == Capacity.KEEPER and row.shop.person_id is None and row.shop.state in _STANDING
    if needs_keeper and not others.exists():
        raise LastKeeper
    end_staff_row(row, by=actor, now=now)


def give_up_shops(row: models.Member, *, now: datetime) -> None:
    """End all that a member who leaves does for shops; refuses KeepsShop where nobody would be left who may act.

    A shop that still waits to be let in is taken back with its only keeper.
    """
    for staff in models.Staff.objects.filter(member=row, ended_at__isnull=True).select_related("shop"):
        shop = staff.shop
        is_only = staff.capacity == Capacity.KEEPER and shop.person_id is None and shop.state in _STANDING
        if is_only and not active_keepers(MemberId(shop.pk)).exclude(pk=staff.pk).exists():
            if shop.state != MemberState.APPLIED:
                raise KeepsShop(name=shop.name)
            change_state(shop, MemberAct.LEAVE, now=now, values={"left_at": now})
        end_staff_row(staff, by=MemberId(row.pk), now=now)


def show_shop_picture(*, actor: MemberId, shop: MemberId, content: bytes, key: IdempotencyKey, now: datetime) -> str:
    """Show a picture of a shop from now on, in the place of an older one, and return its digest.

    `content` is the file as it was sent; what is kept is drawn anew. For the shop itself, its keepers and
    administrators. Refuses NotActive, MemberUnknown, NoShop, NotYourShop, WrongState, PictureRefused,
    PicturesOften.
    """
    # Who may not is told so before anything is drawn; drawing takes its time, so it is done before the transaction.
    require_say_in(shop, by=require_active(actor))
    with counted(actor, now=now):
        drawn = draw_square(content)
    return _keep_picture(actor=actor, shop=shop, drawn=drawn, key=key, now=now)


@command
def _keep_picture(*, actor: MemberId, shop: MemberId, drawn: bytes, key: IdempotencyKey, now: datetime) -> str:
    by = require_active(actor)
    row = lock_subject(by, shop)
    require_say(by, row)
    require_state(row, *_STANDING)
    digest = hashlib.sha256(drawn).hexdigest()
    fresh = {"community_id": by.community, "digest": digest, "content": drawn, "made_at": now}
    models.ShopPicture.objects.update_or_create(shop=row, defaults=fresh)
    _record(by, row, gettext_noop("Changed the picture of the shop {shop}"), "communities.shop_shown", now)
    return digest


@command
def remove_shop_picture(*, actor: MemberId, shop: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Show no picture of a shop any more; what was kept is deleted. Refuses as `show_shop_picture`."""
    by = require_active(actor)
    row = lock_subject(by, shop)
    require_say(by, row)
    removed, _rows = models.ShopPicture.objects.filter(shop=row).delete()
    if removed:
        _record(by, row, gettext_noop("Removed the picture of the shop {shop}"), "communities.shop_unshown", now)


def require_say_in(shop: MemberId, *, by: Member) -> None:
    """Refuse NoShop, NotYourShop, MemberUnknown to all but the shop itself, its keepers and administrators."""
    row = models.Member.objects.filter(pk=shop, community=by.community).first()
    if row is None:
        raise MemberUnknown
    require_say(by, row)


def end_till_of(member: MemberId, *, by: MemberId, now: datetime) -> None:
    """End that a member stands at the tills of others; what they keep they keep again once they may act."""
    rows = models.Staff.objects.filter(member=member, capacity=Capacity.TILL, ended_at__isnull=True)
    for row in rows.select_related("shop"):
        end_staff_row(row, by=by, now=now)


def _record(by: Member, shop: models.Member, sentence: str, what: str, now: datetime) -> None:
    """Record who changes how a shop is shown: people pay whom they see."""
    fields = {"shop": shop.code}
    record_audit_event(
        community=by.community,
        actor=by.id,
        what=what,
        sentence=sentence,
        fields=fields,
        subject=MemberId(shop.pk),
        now=now,
    )
