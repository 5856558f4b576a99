"""Leaving as a person, by the address of the community: what programs call."""

from __future__ import annotations

import pytest

from worgl.communities.errors import NotAMember
from worgl.communities.queries import member
from worgl.core.commands import IdempotencyKey
from worgl.core.money import MixedUnits
from worgl.currency import commands
from worgl.currency.errors import RestNotConfirmed
from worgl.currency.tests.builders import FOUNDED, a_person, a_town, key
from worgl.identity.rules import PersonId

pytestmark = pytest.mark.django_db


def depart(person: PersonId, *, rest: int, unit: str | None = "ALD", under: str = "leave-1") -> int:
    return commands.depart(
        actor=person,
        slug="alderbrook",
        acting_for="",
        rest_minor=rest,
        unit=unit,
        key=IdempotencyKey(under),
        now=FOUNDED,
    ).given_minor


def test_who_leaves_gives_the_rest_they_named_in_its_unit_and_may_ask_again_under_the_key() -> None:
    town = a_town("Bob")
    town.issue("Bob", 700)
    person = member(town["Bob"]).person
    assert person is not None
    with pytest.raises(MixedUnits):
        depart(person, rest=700, unit="SCHILLING", under=key())
    with pytest.raises(RestNotConfirmed):
        depart(person, rest=600, under=key())
    assert [depart(person, rest=700) for _again in range(2)] == [700, 700]
    assert town.posted("Bob") == 0
    with pytest.raises(NotAMember):
        depart(person, rest=0, under=key())


def test_who_belongs_elsewhere_leaves_nothing() -> None:
    a_town("Bob")
    with pytest.raises(NotAMember):
        depart(a_person("Charlie"), rest=0)
