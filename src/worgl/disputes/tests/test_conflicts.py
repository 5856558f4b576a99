"""Nobody rules on their own affair, whatever they end, open or are named for before they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from worgl.communities import commands as communities
from worgl.communities.queries import shared_affairs, staff_of
from worgl.communities.rules import Capacity, MemberId, MemberSpec, Role
from worgl.core.errors import Refusal
from worgl.currency import commands as currencies
from worgl.disputes import commands, queries
from worgl.disputes.rules import Act, DisputeId
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, new_person, new_town, pay

DAY = timedelta(days=1)


@dataclass
class Street:
    """A town with a second administrator, Olga, two members, and Bob's bakery."""

    town: Town
    olga: MemberId
    bob: MemberId
    carla: MemberId
    bakery: MemberId

    def name(self, whom: MemberId, capacity: Capacity, *, by: MemberId | None = None) -> None:
        communities.name_staff(
            actor=by or self.bob, shop=self.bakery, member=whom, capacity=capacity, key=fresh_key(), now=NOW - 9 * DAY
        )

    def end(self, whom: MemberId, *, days_ago: int) -> None:
        (row,) = [one for one in staff_of(shop=self.bakery, viewer=self.bob) if one.member.id == whom]
        communities.end_staff(actor=self.bob, staff=row.id, key=fresh_key(), now=NOW - days_ago * DAY)

    def disputed(self, payer: MemberId, payee: MemberId) -> DisputeId:
        paid = pay(payer, payee, 1_000)
        own = commands.open_dispute(actor=payer, payment=paid.payment, reason="stale", key=fresh_key(), now=NOW)
        commands.answer_dispute(actor=payee, dispute=own, answer="fresh", key=fresh_key(), now=NOW)
        return own

    def rule(self, arbiter: MemberId, own: DisputeId) -> str:
        """Return the refusal of a ruling, "" when it stands; what the page offers agrees with it."""
        view = queries.dispute(dispute=own, viewer=arbiter, now=NOW)
        judges = {one.id for one in queries.judges_of(view, community=self.town.community)}
        try:
            commands.rule_dispute(actor=arbiter, dispute=own, back_minor=1, reason="half", key=fresh_key(), now=NOW)
        except Refusal as refusal:
            assert Act.RULE not in view.acts
            assert arbiter not in judges
            return refusal.code
        assert Act.RULE in view.acts
        assert arbiter in judges
        return ""


@pytest.fixture
def street(db: None) -> Street:
    """Open the street and give everybody money."""
    town = new_town()
    people = ("Olga", "Ben", "Carla")
    with transaction.atomic():
        specs = [MemberSpec(name=name, person=new_person(name)) for name in people]
        olga, bob, carla = communities.add_members(community=town.community, specs=specs, now=NOW - 30 * DAY)
        currencies.open_wallets(community=town.community, members=[olga, bob, carla], now=NOW - 30 * DAY)
    communities.grant_role(actor=town.alice, member=olga, role=Role.ADMIN, key=fresh_key(), now=NOW - 30 * DAY)
    bakery = communities.open_shop(actor=bob, name="Bakery", key=fresh_key(), now=NOW - 30 * DAY)
    communities.approve(actor=town.alice, member=bakery, key=fresh_key(), now=NOW - 30 * DAY)
    currencies.welcome_back(community=town.community, member=bakery, now=NOW - 30 * DAY)
    for member in (town.alice, olga, bob, carla, bakery):
        fund(town, member, 5_000)
    return Street(town, olga, bob, carla, bakery)


@pytest.mark.parametrize("capacity", [Capacity.KEEPER, Capacity.TILL])
@pytest.mark.parametrize("is_payer", [True, False])
def test_who_acts_for_a_shop_does_not_rule_on_its_disputes(street: Street, capacity: Capacity, is_payer: bool) -> None:
    street.name(street.olga, capacity)
    sides = (street.bakery, street.carla) if is_payer else (street.carla, street.bakery)
    own = street.disputed(*sides)
    assert street.rule(street.olga, own) == "conflict_of_interest"
    assert street.rule(street.town.alice, own) == ""


def test_ending_it_after_the_payment_does_not_make_a_stranger_of_him(street: Street) -> None:
    street.name(street.olga, Capacity.KEEPER)
    own = street.disputed(street.carla, street.bakery)
    street.end(street.olga, days_ago=-1)
    assert street.rule(street.olga, own) == "conflict_of_interest"


def test_what_ended_long_before_the_payment_does_not_count(street: Street) -> None:
    street.name(street.olga, Capacity.KEEPER)
    street.end(street.olga, days_ago=3)
    assert street.rule(street.olga, street.disputed(street.carla, street.bakery)) == ""


def test_who_keeps_a_shop_with_a_side_does_not_rule_on_his_own_affairs_either(street: Street) -> None:
    street.name(street.olga, Capacity.TILL)
    own = street.disputed(street.bob, street.carla)
    assert street.rule(street.olga, own) == "conflict_of_interest"
    assert street.rule(street.town.alice, own) == ""


def test_being_named_between_payment_and_ruling_counts(street: Street) -> None:
    own = street.disputed(street.carla, street.bakery)
    street.name(street.olga, Capacity.TILL)
    assert street.rule(street.olga, own) == "conflict_of_interest"


@pytest.mark.parametrize("is_payer", [True, False])
def test_a_side_does_not_rule_and_a_paused_administrator_neither(street: Street, is_payer: bool) -> None:
    sides = (street.olga, street.carla) if is_payer else (street.carla, street.olga)
    own = street.disputed(*sides)
    assert street.rule(street.olga, own) == "conflict_of_interest"
    communities.suspend(actor=street.town.alice, member=street.olga, reason="", key=fresh_key(), now=NOW)
    with pytest.raises(Refusal):
        commands.rule_dispute(actor=street.olga, dispute=own, back_minor=1, reason="x", key=fresh_key(), now=NOW)


def test_affairs_are_shared_both_ways(street: Street) -> None:
    street.name(street.olga, Capacity.TILL)
    people = (street.olga, street.bob, street.bakery, street.carla, street.town.alice)
    for one in people:
        for other in people:
            assert (other in shared_affairs(one)) == (one in shared_affairs(other))
