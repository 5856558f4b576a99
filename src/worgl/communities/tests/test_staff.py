"""Shops and who acts for them; moderators and what they may do."""

from __future__ import annotations

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import (
    ActsAlready,
    LastKeeper,
    MemberUnknown,
    NoPerson,
    NoShop,
    NotActive,
    NotYourShop,
    RoleNeeded,
    StaffUnknown,
    TooManyShops,
)
from worgl.communities.rules import SHOPS_MAX, Capacity, Founded, MemberId, MemberKind, MemberState, Naming, Role
from worgl.communities.tests.builders import Town, applicant, fresh_key, member, town
from worgl.identity.tests.builders import NOW


@pytest.fixture
def here(db: None) -> Town:
    """Open a town of Alice, Bob and Charlie."""
    return town()


def a_shop(here: Town, *, by: MemberId | None = None, name: str = "Bakery") -> MemberId:
    """Open a shop and let it in."""
    shop = commands.open_shop(actor=by or here.bob, name=name, key=fresh_key(), now=NOW)
    if queries.member(shop).state is MemberState.APPLIED:
        commands.approve(actor=here.alice, member=shop, key=fresh_key(), now=NOW)
    return shop


def name_staff(actor: MemberId, shop: MemberId, person: MemberId, capacity: Capacity = Capacity.TILL) -> Naming:
    return commands.name_staff(actor=actor, shop=shop, member=person, capacity=capacity, key=fresh_key(), now=NOW)


def test_a_members_shop_waits_for_approval_and_takes_a_seat_then(here: Town) -> None:
    seats = queries.community(here.community).seats
    shop = commands.open_shop(actor=here.bob, name="Bob’s Bakery", key=fresh_key(), now=NOW)
    (waiting,) = queries.pending(community=here.community, viewer=here.alice).items
    assert (waiting.member.id, waiting.invited_by) == (shop, queries.member(here.bob).name)
    assert queries.capacity_for(member=here.bob, shop=shop) is None
    commands.approve(actor=here.alice, member=shop, key=fresh_key(), now=NOW)
    made = queries.member(shop)
    assert (made.kind, made.person, made.name) == (MemberKind.SHOP, None, "Bob’s Bakery")
    assert queries.capacity_for(member=here.bob, shop=shop) is Capacity.KEEPER
    assert queries.community(here.community).seats == seats + 1


def test_an_administrators_shop_stands_at_once(here: Town) -> None:
    shop = commands.open_shop(actor=here.alice, name="Town shop", key=fresh_key(), now=NOW)
    assert queries.member(shop).is_active


def test_a_member_keeps_so_many_shops_and_no_more(here: Town) -> None:
    for number in range(SHOPS_MAX):
        commands.open_shop(actor=here.bob, name=f"Shop {number}", key=fresh_key(), now=NOW)
    with pytest.raises(TooManyShops):
        commands.open_shop(actor=here.bob, name="One more", key=fresh_key(), now=NOW)


def test_a_shop_keeps_no_shop_and_an_applicant_opens_none(here: Town) -> None:
    shop = a_shop(here)
    with pytest.raises(NoPerson):
        commands.open_shop(actor=shop, name="Branch", key=fresh_key(), now=NOW)
    with pytest.raises(NotActive):
        commands.open_shop(actor=applicant(_founded(here)), name="Branch", key=fresh_key(), now=NOW)


def test_the_keeper_the_shop_and_an_administrator_name_staff_and_nobody_else(here: Town) -> None:
    shop = a_shop(here)
    emma, franz, greta = (member_of(here, name) for name in ("Emma", "Franz", "Greta"))
    name_staff(here.bob, shop, emma)
    name_staff(shop, shop, franz)
    wish = name_staff(here.alice, shop, greta, Capacity.KEEPER)
    assert wish.waits
    commands.agree_to_staff(actor=here.bob, wish=wish.id, key=fresh_key(), now=NOW)
    found = queries.staff_of(shop=shop, viewer=here.bob)
    assert [(one.member.id, one.capacity) for one in found] == [
        (here.bob, Capacity.KEEPER),
        (emma, Capacity.TILL),
        (franz, Capacity.TILL),
        (greta, Capacity.KEEPER),
    ]
    for stranger in (emma, here.charlie):
        with pytest.raises((NotYourShop, MemberUnknown)):
            name_staff(stranger, shop, here.alice)
        with pytest.raises(NotYourShop):
            queries.staff_of(shop=shop, viewer=stranger)


def member_of(here: Town, name: str) -> MemberId:
    """Let one more person in."""
    return member(_founded(here), name)


def _founded(here: Town) -> Founded:
    return Founded(here.community, here.alice, here.slug)


def test_one_person_acts_for_a_shop_in_one_capacity_and_only_for_shops(here: Town) -> None:
    shop = a_shop(here)
    with pytest.raises(ActsAlready):
        name_staff(here.bob, shop, here.bob)
    with pytest.raises(NoShop):
        name_staff(here.alice, here.bob, here.alice)
    with pytest.raises(NoPerson):
        name_staff(here.bob, shop, a_shop(here, name="Mill"))


def test_the_last_keeper_of_a_shop_stays_until_there_is_another(here: Town) -> None:
    shop = a_shop(here)
    (keeper,) = queries.staff_of(shop=shop, viewer=here.bob)
    with pytest.raises(LastKeeper):
        commands.end_staff(actor=here.bob, staff=keeper.id, key=fresh_key(), now=NOW)
    name_staff(here.bob, shop, here.alice, Capacity.KEEPER)
    commands.end_staff(actor=here.bob, staff=keeper.id, key=fresh_key(), now=NOW)
    assert queries.capacity_for(member=here.bob, shop=shop) is None
    with pytest.raises(StaffUnknown):
        commands.end_staff(actor=here.alice, staff=keeper.id, key=fresh_key(), now=NOW)


def test_who_is_suspended_acts_for_no_shop(here: Town) -> None:
    shop = a_shop(here)
    emma = member_of(here, "Emma")
    name_staff(here.bob, shop, emma)
    for person in (emma, here.bob):
        commands.suspend(actor=here.alice, member=person, reason="", key=fresh_key(), now=NOW)
        assert queries.capacity_for(member=person, shop=shop) is None
    commands.reinstate(actor=here.alice, member=emma, key=fresh_key(), now=NOW)
    commands.reinstate(actor=here.alice, member=here.bob, key=fresh_key(), now=NOW)
    assert queries.capacity_for(member=emma, shop=shop) is None
    assert queries.capacity_for(member=here.bob, shop=shop) is Capacity.KEEPER


def test_the_choices_are_oneself_and_the_shops_of_each_community(here: Town) -> None:
    a_shop(here, name="Zebra")
    a_shop(here, name="Anvil")
    choices = queries.acting_choices(here.bob_person)
    assert [(own.member.name, own.capacity) for own in choices][1:] == [
        ("Anvil", Capacity.KEEPER),
        ("Zebra", Capacity.KEEPER),
    ]
    assert choices[0].capacity is Capacity.SELF
    assert [own.capacity for own in queries.acting_choices(here.charlie_person)] == [Capacity.SELF]


def test_a_moderator_answers_applications_and_does_nothing_else_of_administrators(here: Town) -> None:
    founded = _founded(here)
    commands.grant_role(actor=here.alice, member=here.bob, role=Role.MODERATOR, key=fresh_key(), now=NOW)
    first, second = applicant(founded), applicant(founded, "Emil")
    assert len(queries.pending(community=here.community, viewer=here.bob).items) == 2
    commands.approve(actor=here.bob, member=first, key=fresh_key(), now=NOW)
    commands.decline(actor=here.bob, member=second, key=fresh_key(), now=NOW)
    with pytest.raises(RoleNeeded):
        commands.suspend(actor=here.bob, member=first, reason="", key=fresh_key(), now=NOW)
    with pytest.raises(RoleNeeded):
        queries.audit_log(community=here.community, viewer=here.bob)
    commands.suspend(actor=here.alice, member=here.bob, reason="", key=fresh_key(), now=NOW)
    with pytest.raises(NotActive):
        commands.approve(actor=here.bob, member=second, key=fresh_key(), now=NOW)
    assert queries.member(here.bob).roles == frozenset()
