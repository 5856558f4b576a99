"""Power over a shop's money: who gives and takes it stands in the record, and nobody takes it alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import KeepsShop, LastKeeper, NotYourShop, SecondOfficerNeeded, WaitsAlready, WishUnknown
from worgl.communities.models import Member, Staff
from worgl.communities.rules import Act, Capacity, Founded, MemberId, MemberKind, MemberState, Naming, Role
from worgl.communities.tests.builders import Town, fresh_key, invitation, join, member, town
from worgl.core import jobs
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.queries import notices

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def here(db: None) -> Town:
    """Open a town of Alice, Bob and Charlie."""
    return town()


@pytest.fixture
def shop(here: Town) -> MemberId:
    """Open Bob's bakery."""
    made = commands.open_shop(actor=here.bob, name="Bakery", key=fresh_key(), now=NOW)
    commands.approve(actor=here.alice, member=made, key=fresh_key(), now=NOW)
    return made


def other(here: Town, name: str = "Emma", *, who: PersonId | None = None) -> MemberId:
    return member(Founded(here.community, here.alice, here.slug), name, who=who)


def officer(here: Town, name: str = "Olga") -> MemberId:
    made = other(here, name)
    commands.grant_role(actor=here.alice, member=made, role=Role.ADMIN, key=fresh_key(), now=NOW)
    return made


def name(actor: MemberId, shop: MemberId, whom: MemberId, capacity: Capacity = Capacity.KEEPER) -> Naming:
    return commands.name_staff(actor=actor, shop=shop, member=whom, capacity=capacity, key=fresh_key(), now=NOW)


def agree(actor: MemberId, wish: Naming) -> None:
    commands.agree_to_staff(actor=actor, wish=wish.id, key=fresh_key(), now=NOW)


def end(actor: MemberId, shop: MemberId, whom: MemberId) -> None:
    row = Staff.objects.get(shop=shop, member=whom, ended_at=None)
    commands.end_staff(actor=actor, staff=row.pk, key=fresh_key(), now=NOW)


def record(here: Town) -> list[Act]:
    return list(reversed(queries.audit_log(community=here.community, viewer=here.alice, limit=200).items))


def told(who: PersonId) -> list[str]:
    jobs.run_due(now=LATER)
    return [notice.sentence for notice in reversed(notices(person=who).items)]


def test_an_administrator_who_names_himself_keeper_of_anothers_shop_waits_for_its_keeper(
    here: Town, shop: MemberId
) -> None:
    wish = name(here.alice, shop, here.alice)
    assert wish.waits
    assert queries.capacity_for(member=here.alice, shop=shop) is None
    assert told(here.bob_person)[-1] == (
        "Alice asks that Alice may act for Bakery. Nothing changes before somebody says yes."
    )
    with pytest.raises(WishUnknown):
        agree(here.alice, wish)
    with pytest.raises(WaitsAlready):
        name(here.alice, shop, here.alice)
    agree(here.bob, wish)
    assert queries.capacity_for(member=here.alice, shop=shop) is Capacity.KEEPER
    with pytest.raises(WishUnknown):
        agree(here.bob, wish)


def test_a_second_administrator_can_say_yes_and_neither_who_asks_nor_who_is_named(here: Town, shop: MemberId) -> None:
    olga, paul = officer(here), officer(here, "Paul")
    wish = name(here.alice, shop, paul)
    for nobody in (here.alice, paul, other(here, "Nina")):
        with pytest.raises(WishUnknown):
            agree(nobody, wish)
    agree(olga, wish)
    assert queries.capacity_for(member=paul, shop=shop) is Capacity.KEEPER


def test_a_friend_whom_an_administrator_names_waits_as_well_at_the_till_too(here: Town, shop: MemberId) -> None:
    emma = other(here)
    for capacity in (Capacity.TILL, Capacity.KEEPER):
        wish = name(here.alice, shop, emma, capacity)
        assert wish.waits
        commands.refuse_staff(actor=here.bob, wish=wish.id, key=fresh_key(), now=NOW)
        assert queries.capacity_for(member=emma, shop=shop) is None
    assert [act.what for act in record(here)].count("communities.staff_refused") == 2


def test_pausing_the_keeper_first_does_not_open_the_shop_to_a_lone_administrator(here: Town, shop: MemberId) -> None:
    commands.suspend(actor=here.alice, member=here.bob, reason="", key=fresh_key(), now=NOW)
    with pytest.raises(SecondOfficerNeeded):
        name(here.alice, shop, here.alice)
    emma = other(here)
    assert not name(here.alice, shop, emma).waits, "somebody has to stand in for a keeper who may not act"
    assert queries.capacity_for(member=emma, shop=shop) is Capacity.KEEPER


def test_no_personal_link_is_made_for_a_shop_that_is_kept(here: Town, shop: MemberId) -> None:
    links = commands.hand_over(actor=here.alice, members=[shop], days=7, key=fresh_key(), now=NOW)
    assert links == ()


def test_who_takes_a_membership_over_stands_in_the_record_and_all_administrators_are_told(here: Town) -> None:
    left = Member.objects.create(
        community_id=here.community,
        name="Imported",
        folded_name="imported",
        code="2222222",
        kind=MemberKind.PERSON.value,
        state=MemberState.ACTIVE.value,
        applied_at=NOW,
        joined_at=NOW,
    )
    (link,) = commands.hand_over(actor=here.alice, members=[MemberId(left.pk)], days=7, key=fresh_key(), now=NOW)
    token = link.path.split("/")[2]
    commands.join(actor=person("Mallory"), token=token, name="Mallory", key=fresh_key(), now=NOW)
    last = record(here)[-1]
    assert (last.what, last.actor, last.subject) == ("communities.taken_over", "Alice", "Mallory")
    assert (last.before, last.after) == ("Imported", "Mallory")
    assert "The personal link of Mallory was used. Alice had made it." in told(here.alice_person)


def test_every_naming_and_ending_is_recorded_with_before_and_after_whoever_does_it(here: Town, shop: MemberId) -> None:
    emma = other(here)
    name(here.bob, shop, emma)
    end(here.bob, shop, emma)
    name(here.bob, shop, emma, Capacity.TILL)
    end(emma, shop, emma)
    agree(here.bob, name(here.alice, shop, here.alice))
    end(here.alice, shop, here.alice)
    acts = [(act.what, act.actor, act.subject, act.before, act.after) for act in record(here) if "staff" in act.what]
    assert acts == [
        ("communities.staff_named", "Bob", "Bob", "", "keeper"),
        ("communities.staff_named", "Bob", "Emma", "", "keeper"),
        ("communities.staff_ended", "Bob", "Emma", "keeper", ""),
        ("communities.staff_named", "Bob", "Emma", "", "till"),
        ("communities.staff_ended", "Emma", "Emma", "till", ""),
        ("communities.staff_wished", "Alice", "Alice", "", "keeper"),
        ("communities.staff_agreed", "Bob", "Alice", "", "keeper"),
        ("communities.staff_ended", "Alice", "Alice", "keeper", ""),
    ]


def test_keepers_and_who_is_named_are_told_whoever_decides(here: Town, shop: MemberId) -> None:
    emma_person = person("Emma")
    emma = other(here, who=emma_person)
    olga = officer(here)
    agree(olga, name(here.alice, shop, emma))
    assert told(here.bob_person)[-1] == "Emma may act for Bakery now. Olga has decided it."
    assert "You may act for Bakery now. Olga has named you." in told(emma_person)
    end(here.alice, shop, emma)
    jobs.run_due(now=LATER)
    assert told(here.bob_person)[-1] == "Emma does not act for Bakery any more. Alice has ended it."
    assert told(emma_person)[-1] == "You do not act for Bakery any more. Alice has ended it."


def test_roles_and_states_are_recorded_with_what_they_were_and_told(here: Town) -> None:
    steps: list[Callable[[], object]] = [
        lambda: commands.grant_role(actor=here.alice, member=here.bob, role=Role.TREASURER, key=fresh_key(), now=NOW),
        lambda: commands.revoke_role(actor=here.alice, member=here.bob, role=Role.TREASURER, key=fresh_key(), now=NOW),
        lambda: commands.suspend(actor=here.alice, member=here.bob, reason="", key=fresh_key(), now=NOW),
        lambda: commands.reinstate(actor=here.alice, member=here.bob, key=fresh_key(), now=NOW),
        lambda: commands.leave(actor=here.bob, key=fresh_key(), now=NOW),
    ]
    for step in steps:
        step()
    assert [(act.before, act.after) for act in record(here)[-5:]] == [
        ("active", "active treasurer"),
        ("active treasurer", "active"),
        ("active", "suspended"),
        ("suspended", "active"),
        ("active", "left"),
    ]
    assert f"You do not have this role in {queries.community(here.community).name} any more: treasurer." in told(
        here.bob_person
    )


def test_the_only_keeper_does_not_leave_a_shop_that_stands(here: Town, shop: MemberId) -> None:
    with pytest.raises(KeepsShop):
        commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    name(here.bob, shop, other(here))
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    assert queries.capacity_for(member=here.bob, shop=shop) is None


def test_a_keeper_who_is_paused_is_none_for_whom_the_other_could_go(here: Town, shop: MemberId) -> None:
    emma = other(here)
    name(here.bob, shop, emma)
    commands.suspend(actor=here.alice, member=emma, reason="", key=fresh_key(), now=NOW)
    with pytest.raises(LastKeeper):
        end(here.bob, shop, here.bob)
    with pytest.raises(KeepsShop):
        commands.leave(actor=here.bob, key=fresh_key(), now=NOW)


def test_a_shop_that_waits_is_taken_back_with_its_only_keeper(here: Town) -> None:
    waiting = commands.open_shop(actor=here.bob, name="Mill", key=fresh_key(), now=NOW)
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    assert queries.member(waiting).state is MemberState.LEFT


def test_who_comes_back_keeps_no_shop_he_had_left(here: Town, shop: MemberId) -> None:
    name(here.bob, shop, other(here))
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    join(invitation(here.alice), here.bob_person, name="Bob")
    assert queries.capacity_for(member=here.bob, shop=shop) is None


def test_a_plain_member_asks_for_nothing_at_anothers_shop(here: Town, shop: MemberId) -> None:
    with pytest.raises(NotYourShop):
        name(other(here), shop, here.alice)
