"""What people are told when power over money is given or taken: roles, who acts for a shop, a membership taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from worgl.communities.facts import (
    MemberAdmitted,
    MemberDeclined,
    MemberReinstated,
    MembershipTakenOver,
    MemberSuspended,
    RoleRevoked,
    StaffEnded,
    StaffNamed,
    StaffWished,
)
from worgl.communities.notices.membership import about, officers_who_judge
from worgl.communities.queries import community, members_by_ids
from worgl.communities.queries.staff import keepers_of
from worgl.communities.rules import CommunityId, Member, MemberId, MemberKind
from worgl.core import links
from worgl.core.readers import on
from worgl.identity.rules import PersonId
from worgl.inbox.commands import notify_many
from worgl.inbox.rules import Email, Group, Kind, NewNotification

ROLE_TAKEN = Kind(
    key="communities.role_taken",
    group=Group.COMMUNITY,
    icon="crown",
    tone="amber",
    name=_("A role is taken from me"),
    sentence=_("You do not have this role in {community} any more: {role}."),
    action=_("Look at my membership"),
    route=links.HOME,
    email=Email.AT_ONCE,
    words=frozenset({"role"}),
)
ACTS_NOW = Kind(
    key="communities.acts_now",
    group=Group.COMMUNITY,
    icon="store",
    tone="green",
    name=_("I may act for a shop"),
    sentence=_("You may act for {shop} now. {by} has named you."),
    action=_("Look at the shop"),
    route="communities:member",
    email=Email.AT_ONCE,
)
ACTS_NO_MORE = Kind(
    key="communities.acts_no_more",
    group=Group.COMMUNITY,
    icon="store",
    tone="amber",
    name=_("I do not act for a shop any more"),
    sentence=_("You do not act for {shop} any more. {by} has ended it."),
    action=_("Look at the shop"),
    route="communities:member",
    email=Email.AT_ONCE,
)
SHOP_GAINS = Kind(
    key="communities.shop_gains",
    group=Group.COMMUNITY,
    icon="users",
    tone="amber",
    name=_("Somebody else may act for my shop"),
    sentence=_("{name} may act for {shop} now. {by} has decided it."),
    action=_("See who acts for the shop"),
    route="communities:staff",
    email=Email.AT_ONCE,
    push=True,
)
SHOP_LOSES = Kind(
    key="communities.shop_loses",
    group=Group.COMMUNITY,
    icon="users",
    tone="amber",
    name=_("Somebody does not act for my shop any more"),
    sentence=_("{name} does not act for {shop} any more. {by} has ended it."),
    action=_("See who acts for the shop"),
    route="communities:staff",
    email=Email.AT_ONCE,
)
YES_WANTED = Kind(
    key="communities.yes_wanted",
    group=Group.COMMUNITY,
    icon="users",
    tone="amber",
    name=_("Somebody else wants to act for a shop, and my yes is needed"),
    sentence=_("{by} asks that {name} may act for {shop}. Nothing changes before somebody says yes."),
    action=_("Say yes or no"),
    route="communities:staff",
    email=Email.AT_ONCE,
    push=True,
)
TAKEN_OVER = Kind(
    key="communities.taken_over",
    group=Group.DUTIES,
    icon="user-check",
    tone="green",
    name=_("Somebody takes over a membership that came with an import"),
    sentence=_("The personal link of {name} was used. {by} had made it."),
    action=_("Look at the member"),
    route="communities:member",
    email=Email.DAILY,
)
SHOP_STANDS = Kind(
    key="communities.shop_stands",
    group=Group.COMMUNITY,
    icon="store",
    tone="green",
    name=_("My shop is let in, or goes on"),
    sentence=_("{shop} is a member of {community} and can be paid."),
    action=_("Look at the shop"),
    route="communities:member",
    email=Email.AT_ONCE,
)
SHOP_STOPPED = Kind(
    key="communities.shop_stopped",
    group=Group.COMMUNITY,
    icon="store",
    tone="amber",
    name=_("My shop is paused or not let in"),
    sentence=_("{shop} cannot pay or be paid in {community} now. Ask an administrator."),
    action=_("Look at the shop"),
    route="communities:member",
    email=Email.AT_ONCE,
    push=True,
)
KINDS = (
    ROLE_TAKEN,
    ACTS_NOW,
    ACTS_NO_MORE,
    SHOP_GAINS,
    SHOP_LOSES,
    YES_WANTED,
    TAKEN_OVER,
    SHOP_STANDS,
    SHOP_STOPPED,
)


@on(RoleRevoked)
def tell_role_taken(fact: RoleRevoked, now: datetime) -> None:
    """Tell a member what they may not do any more; one who gave a role back knows it."""
    if fact.by == fact.member:
        return
    (member,) = members_by_ids([fact.member]).values()
    with translation.override("en"):
        word = community(fact.community).words[fact.role.value]
    key = f"{fact.member}:{fact.role.value}:{now.isoformat()}"
    _tell([member], ROLE_TAKEN, fact.community, key=key, fields={"role": word}, place=(), now=now)


@on(StaffNamed)
def tell_named(fact: StaffNamed, now: datetime) -> None:
    """Tell who may act for a shop, and all who keep it, whoever has decided it."""
    _tell_of_staff(fact, ACTS_NOW, SHOP_GAINS, now=now)


@on(StaffEnded)
def tell_ended(fact: StaffEnded, now: datetime) -> None:
    """Tell who acts for a shop no more, and all who keep it."""
    _tell_of_staff(fact, ACTS_NO_MORE, SHOP_LOSES, now=now)


def _tell_of_staff(fact: StaffNamed | StaffEnded, to_named: Kind, to_keepers: Kind, *, now: datetime) -> None:
    people = members_by_ids([fact.shop, fact.member, fact.by])
    shop, named, by = people[fact.shop], people[fact.member], people[fact.by]
    fields = {"shop": shop.name, "name": named.name, "by": by.name}
    key = f"{fact.shop}:{fact.member}:{now.isoformat()}"
    known = {fact.by, fact.member}
    keepers = [one for one in keepers_of(fact.shop) if one.id not in known]
    if fact.by != fact.member:
        _tell([named], to_named, fact.community, key=key, fields=fields, place=(shop.code,), by=by, now=now)
    _tell(keepers, to_keepers, fact.community, key=key, fields=fields, place=(shop.code,), by=by, now=now)


@on(StaffWished)
def tell_wished(fact: StaffWished, now: datetime) -> None:
    """Tell who can say yes: the shop's keepers and the other administrators."""
    people = members_by_ids([fact.shop, fact.member, fact.by])
    shop, known = people[fact.shop], {people[fact.member].person, people[fact.by].person}
    fields = {"shop": shop.name, "name": people[fact.member].name, "by": people[fact.by].name}
    persons = {one.person for one in (*keepers_of(fact.shop), shop) if one.person is not None}
    officers = {one for one in officers_who_judge(fact.community) if one not in known}
    town = community(fact.community)
    notify_many(
        (
            NewNotification(person, YES_WANTED.key, str(fact.wish), about(town), fields, (town.slug, shop.code))
            for person in sorted(persons | officers)
        ),
        now=now,
    )


@on(MembershipTakenOver)
def tell_taken_over(fact: MembershipTakenOver, now: datetime) -> None:
    """Tell all administrators that a link was used: its maker least of all should be the only one to know."""
    people, town = members_by_ids([fact.member, fact.by]), community(fact.community)
    fields = {"name": people[fact.member].name, "by": people[fact.by].name}
    place = (town.slug, people[fact.member].code)
    notify_many(
        (
            NewNotification(person, TAKEN_OVER.key, str(fact.member), about(town), fields, place)
            for person in officers_who_judge(fact.community)
        ),
        now=now,
    )


@on(MemberAdmitted)
def tell_shop_admitted(fact: MemberAdmitted, now: datetime) -> None:
    """Tell the keepers of a shop that it stands."""
    _tell_keepers(fact.member, SHOP_STANDS, fact.community, now=now)


@on(MemberReinstated)
def tell_shop_goes_on(fact: MemberReinstated, now: datetime) -> None:
    """Tell the keepers of a shop that it goes on."""
    _tell_keepers(fact.member, SHOP_STANDS, fact.community, now=now)


@on(MemberSuspended)
def tell_shop_paused(fact: MemberSuspended, now: datetime) -> None:
    """Tell the keepers of a shop that it is paused."""
    _tell_keepers(fact.member, SHOP_STOPPED, fact.community, now=now)


@on(MemberDeclined)
def tell_shop_declined(fact: MemberDeclined, now: datetime) -> None:
    """Tell the keepers of a shop that it is not let in."""
    _tell_keepers(fact.member, SHOP_STOPPED, fact.community, now=now)


def _tell_keepers(member: MemberId, kind: Kind, own: CommunityId, *, now: datetime) -> None:
    (shop,) = members_by_ids([member]).values()
    if shop.kind is not MemberKind.SHOP:
        return
    key = f"{member}:{now.isoformat()}"
    _tell(keepers_of(member), kind, own, key=key, fields={"shop": shop.name}, place=(shop.code,), now=now)


def _tell(
    people: Iterable[Member],
    kind: Kind,
    own: CommunityId,
    *,
    key: str,
    fields: Mapping[str, str],
    place: tuple[str, ...],
    by: Member | None = None,
    now: datetime,
) -> None:
    town = community(own)
    given = {"community": town.name, **fields}
    notify_many(
        (
            NewNotification(
                person=PersonId(one.person),
                kind=kind.key,
                key=key,
                about=about(town),
                fields=given,
                place=(town.slug, *place),
                by=by.id if by else None,
            )
            for one in people
            if one.person is not None
        ),
        now=now,
    )


TELLERS = (
    tell_role_taken,
    tell_named,
    tell_ended,
    tell_wished,
    tell_taken_over,
    tell_shop_admitted,
    tell_shop_goes_on,
    tell_shop_paused,
    tell_shop_declined,
)
