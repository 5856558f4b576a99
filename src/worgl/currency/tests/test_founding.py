"""Founding a town with its money, all or nothing."""

from __future__ import annotations

import pytest

from worgl.communities import queries as community_queries
from worgl.communities.errors import (
    InvalidPolicy,
)
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput, KeyReused
from worgl.currency import commands, queries
from worgl.currency.errors import (
    PresetUnknown,
)
from worgl.currency.models import Currency
from worgl.currency.rules import PARAMETERS, PRESETS, CurrencyKind
from worgl.currency.rules import Town as NewTown
from worgl.currency.tests.builders import FOUNDED, ZONE, a_person, a_town, key
from worgl.identity.rules import PersonId
from worgl.ledger import queries as ledger_queries
from worgl.ledger.rules import NO_FLOOR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("preset", PRESETS)
def test_one_command_opens_a_town_with_its_money(preset: str) -> None:
    town = a_town(preset=preset)
    currency = town.currency
    assert (currency.kind, currency.unit, currency.name) == (PRESETS[preset].kind, "ALD", "alder")
    accounts = {account.id: account for account in ledger_queries.all_accounts(currency.book)}
    assert len(accounts) == 6
    below_zero = {number for number, account in accounts.items() if account.floor < 0}
    own = queries.wallet_of(town.alice).account
    if currency.kind is CurrencyKind.CREDIT:
        assert below_zero == {own}
    else:
        assert below_zero == {currency.issuer}
        assert accounts[currency.issuer].floor == NO_FLOOR


def found(
    actor: PersonId,
    once: IdempotencyKey,
    *,
    name: str = "Alderbrook",
    slug: str = "alderbrook",
    preset: str = "woergl_1932",
    unit: str = "",
    zone: str = ZONE,
) -> NewTown:
    return commands.found_town(
        actor=actor,
        name=name,
        slug=slug,
        preset=preset,
        coin_name="",
        unit=unit,
        zone=zone,
        decimal_mark=",",
        key=once,
        now=FOUNDED,
    )


def test_a_town_may_begin_with_rules_of_its_own() -> None:
    founder = a_person("Alice")

    def begun(once: str, value: int) -> NewTown:
        rules = {"commons_spend": value}
        return commands.found_town(
            actor=founder,
            name="Own",
            slug="own",
            preset="woergl_1932",
            coin_name="",
            unit="",
            zone=ZONE,
            decimal_mark=",",
            rules=rules,
            key=IdempotencyKey(once),
            now=FOUNDED,
        )

    with pytest.raises(InvalidPolicy):
        begun("too much", 1_000_001)
    town = begun("own", 800_000)
    values = community_queries.policy_values(community=town.community, defaults=PARAMETERS, at=FOUNDED)
    own = {name: value for name, value in values.items() if value != PARAMETERS[name].default}
    assert own == dict(PRESETS["woergl_1932"].values) | {"commons_spend": 800_000}


def test_founding_again_with_the_same_key_gives_the_same_town() -> None:
    alice, once = a_person("Alice"), key()
    first = found(alice, once)
    assert found(alice, once) == first
    assert queries.currency_of(first.community).name == "schilling"
    with pytest.raises(KeyReused):
        found(alice, once, name="Elsewhere")


WRONG = """
preset      utopia    PresetUnknown
unit        A         InvalidInput
unit        Ä3        InvalidInput
unit        TOOLONGUN InvalidInput
zone        Nowhere   InvalidInput
slug        x         InvalidInput
"""


@pytest.mark.parametrize("row", WRONG.strip().splitlines())
def test_a_town_is_not_founded_by_half(row: str) -> None:
    field, value, refusal = row.split()
    with pytest.raises({"PresetUnknown": PresetUnknown, "InvalidInput": InvalidInput}[refusal]):
        found(a_person("Alice"), key(), **{field: value})
    assert not Currency.objects.exists()
    assert community_queries.all_communities() == ()
