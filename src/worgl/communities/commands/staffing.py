"""What naming and ending of who acts for a shop share: who has a say, who can be named, and the record of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import lock_subject, require_state
from worgl.communities.errors import ActsAlready, NamedAgain, NamedOften, NoPerson, NoShop, NotYourShop, TooManyStaff
from worgl.communities.facts import StaffEnded, StaffNamed
from worgl.communities.queries.staff import capacity_for
from worgl.communities.rules import STAFF_MAX, Capacity, CommunityId, Member, MemberId, MemberKind, MemberState
from worgl.communities.seals import STAFF
from worgl.core import counters, outbox
from worgl.core.errors import InvalidInput
from worgl.core.limits import STAFF_NAMINGS, STAFF_NAMINGS_OF_ONE
from worgl.core.sealing import seal


def has_say(by: MemberId, shop: MemberId) -> bool:
    """Tell whether a member decides for a shop without another's yes: as the shop, or as one of its keepers."""
    return capacity_for(member=by, shop=shop) in {Capacity.SELF, Capacity.KEEPER}


def require_say(by: Member, shop: models.Member) -> None:
    """Refuse NoShop, NotYourShop to all but the shop itself, its keepers and administrators."""
    if shop.kind != MemberKind.SHOP:
        raise NoShop(name=shop.name)
    if not (by.is_admin or has_say(by.id, MemberId(shop.pk))):
        raise NotYourShop(name=shop.name)


def named_for(by: Member, shop: models.Member, member: MemberId, capacity: Capacity) -> models.Member:
    """Return who can be named for a shop; refuses MemberUnknown, WrongState, NoPerson, InvalidInput, ActsAlready ..."""
    person = lock_subject(by, member)
    require_state(person, MemberState.ACTIVE)
    if person.person_id is None:
        raise NoPerson(name=person.name)
    if capacity not in {Capacity.KEEPER, Capacity.TILL} or member == shop.pk:
        raise InvalidInput(field="member", reason=gettext_noop("A shop acts for itself already."))
    known = models.Staff.objects.filter(shop=shop, ended_at__isnull=True)
    if known.filter(member=member).exists():
        raise ActsAlready(name=person.name)
    if known.count() >= STAFF_MAX:
        raise TooManyStaff(limit=STAFF_MAX)
    return person


def count_naming(by: Member, shop: models.Member, person: models.Member, *, now: datetime) -> None:
    """Count that somebody is named for a shop, or shall be; refuses NamedAgain, NamedOften.

    Each time letters go out, also when it is ended or taken back in between.
    """
    wait = counters.count_act(STAFF_NAMINGS_OF_ONE, (shop.pk, person.pk), now=now)
    if wait:
        raise NamedAgain(name=person.name, limit=STAFF_NAMINGS_OF_ONE.most, seconds=wait)
    wait = counters.count_act(STAFF_NAMINGS, by.id, now=now)
    if wait:
        raise NamedOften(limit=STAFF_NAMINGS.most, seconds=wait)


def active_keepers(shop: MemberId) -> QuerySet[models.Staff]:
    """Return the rows of keepers of a shop who may act; for this domain's own rooms."""
    rows = models.Staff.objects.filter(shop=shop, capacity=Capacity.KEEPER, ended_at__isnull=True)
    return rows.filter(member__state=MemberState.ACTIVE)


def add_staff(
    shop: models.Member,
    member: MemberId,
    capacity: Capacity,
    *,
    by: MemberId,
    agreed_by: MemberId | None = None,
    now: datetime,
) -> UUID:
    """Let a member act for a shop, write it into the record and tell whom it concerns, whoever does it."""
    row = models.Staff.objects.create(
        community_id=shop.community_id, shop=shop, member_id=member, capacity=capacity.value, by_id=by, since=now
    )
    seal(STAFF, [row])
    town, own = CommunityId(shop.community_id), MemberId(shop.pk)
    outbox.record(StaffNamed(town, own, member, capacity, agreed_by or by), now=now)
    record_audit_event(
        community=town,
        actor=agreed_by or by,
        what="communities.staff_agreed" if agreed_by else "communities.staff_named",
        sentence=_AGREED if agreed_by else _NAMED,
        fields={"shop": shop.code},
        subject=member,
        before="",
        after=capacity.value,
        now=now,
    )
    return row.pk


_NAMED = gettext_noop("Let a member act for the shop {shop}")
_AGREED = gettext_noop("Agreed that a member acts for the shop {shop}")


def end_staff_row(row: models.Staff, *, by: MemberId, now: datetime) -> None:
    """End that a member acts for a shop, write it into the record and tell whom it concerns."""
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    seal(STAFF, [row])
    town, member = CommunityId(row.community_id), MemberId(row.member_id)
    outbox.record(StaffEnded(town, MemberId(row.shop_id), member, by), now=now)
    record_audit_event(
        community=town,
        actor=by,
        what="communities.staff_ended",
        sentence=gettext_noop("Ended that a member acts for the shop {shop}"),
        fields={"shop": row.shop.code},
        subject=member,
        before=row.capacity,
        after="",
        now=now,
    )
