"""Coins are no way to pester somebody: what one member has another told by paying is bounded."""

from __future__ import annotations

import pytest

from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core.limits import PUSHES_OF_A_KIND
from worgl.identity.rules import PersonId
from worgl.inbox.tests.builders import a_device, queued
from worgl.payments.tests.builders import NOW, fresh_key, pay, refund
from worgl.payments.tests.telling import Two, sentences, told, town

pytestmark = pytest.mark.django_db
__all__ = ["town"]


def _person(own: MemberId) -> PersonId:
    person = member(own).person
    assert person is not None
    return person


def test_many_small_payments_ring_a_phone_so_often_and_no_more(town: Two) -> None:
    a_device(_person(town.alice))
    for _time in range(PUSHES_OF_A_KIND.most + 5):
        pay(town.bob, town.alice, 1)
    assert len(told(town.alice)) == PUSHES_OF_A_KIND.most + 5
    assert queued(_person(town.alice), kind="payments.paid") == {"push": PUSHES_OF_A_KIND.most, "digest": 1}


def test_whom_one_has_blocked_says_nothing_by_paying_or_giving_back(town: Two) -> None:
    pay(town.bob, town.alice, 300, note="before")
    assert [one.note for one in told(town.alice)] == ["before"]
    communities.block_member(actor=town.alice, member=town.bob, key=fresh_key(), now=NOW)
    pay(town.bob, town.alice, 1, note="you cannot get rid of me")
    back = pay(town.alice, town.bob, 2)
    refund(town.bob, back, 2, reason="nor of this")
    assert [one.note for one in told(town.alice)] == ["before"]
    assert sentences(town.bob) == ["Alice paid you 0.02 alder."]
