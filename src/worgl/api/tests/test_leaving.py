"""Leaving over HTTP: what becomes of the money is read, confirmed, and an answer that was lost is asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.core.cache import cache

from worgl.api.tests.builders import (
    Program,
    Programs,
    fresh_key,
    ok,
    open_town,
    person_of,
    program,
    refused,
)
from worgl.communities.commands import approve, name_staff, open_shop
from worgl.communities.queries import member, member_by_code
from worgl.communities.rules import Capacity, MemberState
from worgl.core import clock
from worgl.core.rest import Scope
from worgl.currency.commands import issue
from worgl.identity.rules import PersonId

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

LOOK, LEAVE = "/communities/{slug}/leaving", "/communities/{slug}/leave"
ALL = {"rest": {"minor": 10_000, "unit": "ALD"}}


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where Bob has 100.00."""
    cache.clear()
    return open_town()


def amount(minor: int) -> dict[str, object]:
    return {"minor": minor, "unit": "ALD", "exponent": 2}


def test_who_leaves_gives_what_he_has_and_gets_the_same_answer_when_he_asks_again(town: Programs) -> None:
    assert ok(town.bob.get(LOOK)) == {"balance": amount(10_000)}
    assert refused(town.bob.post(LEAVE, {})) == (409, "rest_not_confirmed")
    assert refused(town.bob.post(LEAVE, {"rest": {"minor": 10_000, "unit": "EUR"}})) == (422, "mixed_units")
    done = ok(town.bob.post(LEAVE, ALL, key="bye"))
    assert done == {"member": str(town.town.bob_id), "given": amount(10_000)}
    assert ok(town.bob.post(LEAVE, ALL, key="bye")) == done
    assert refused(town.bob.post(LEAVE, {}, key="bye")) == (409, "key_reused")
    assert refused(town.bob.post(LEAVE, {})) == (403, "not_a_member")
    assert refused(town.bob.get(LOOK)) == (403, "not_a_member")
    assert ok(town.alice.get("/communities/{slug}/town"))["commons"] == amount(10_000)


def test_who_waits_for_approval_takes_his_application_back(town: Programs) -> None:
    assert ok(town.emil.get(LOOK)) == {"balance": amount(0)}
    assert ok(town.emil.post(LEAVE, {}))["given"] == amount(0)
    assert ok(town.alice.get("/communities/{slug}/applications"))["items"] == []


def test_the_last_administrator_and_who_is_suspended_stay(town: Programs) -> None:
    assert refused(town.alice.post(LEAVE, {})) == (409, "last_admin")
    assert refused(town.dora.post(LEAVE, {})) == (409, "wrong_state")


def test_a_shop_is_let_go_by_who_keeps_it_and_by_nobody_else(town: Programs) -> None:
    walkers, now = town.town, clock.now()
    shop = member(open_shop(actor=walkers.bob_id, name="Bakery", key=fresh_key(), now=now))
    approve(actor=walkers.alice_id, member=shop.id, reason="", key=fresh_key(), now=now)
    emma = PersonId(UUID(walkers.emma.session["_auth_user_id"]))
    name_staff(
        actor=walkers.bob_id,
        shop=shop.id,
        member=member_by_code(community=walkers.community, code=walkers.emma_code).id,
        capacity=Capacity.TILL,
        key=fresh_key(),
        now=now,
    )
    issue(actor=walkers.alice_id, payee=shop.id, amount_minor=500, reason="a start", key=fresh_key(), now=now)
    tried = {"rest": {"minor": 500, "unit": "ALD"}}
    assert refused(_as(town.alice, shop.code, tried)) == (403, "not_your_shop")
    assert refused(_as(program(emma, slug=walkers.slug), shop.code, tried)) == (403, "till_only")
    assert town.bob.get(LOOK, **{"Acting-For": shop.code}).json() == {"balance": amount(500)}
    done = ok(_as(town.bob, shop.code, tried, key="closed"))
    assert done == {"member": str(shop.id), "given": amount(500)}
    assert ok(_as(town.bob, shop.code, tried, key="closed")) == done
    assert (member(shop.id).state, member(walkers.bob_id).state) == (MemberState.LEFT, MemberState.ACTIVE)


def test_a_key_must_both_pay_and_administer_without_a_limit(town: Programs) -> None:
    walkers, bob = town.town, person_of(town.town.bob_id)
    for scopes in ([Scope.ADMIN], [Scope.PAY], [Scope.READ, Scope.MESSAGES, Scope.RECEIVE, Scope.PAY]):
        assert refused(program(bob, *scopes, slug=walkers.slug).post(LEAVE, ALL)) == (403, "scope_missing")
    limited = program(bob, slug=walkers.slug, community=walkers.community, day_limit_minor=20_000)
    assert refused(limited.post(LEAVE, ALL)) == (403, "key_limited")
    assert ok(program(bob, Scope.ADMIN, Scope.PAY, slug=walkers.slug).post(LEAVE, ALL))["given"] == amount(10_000)


def _as(who: Program, code: str, body: object, *, key: str = "") -> Answer:
    return who.send("POST", LEAVE, body, key=key, headers={"Acting-For": code})
