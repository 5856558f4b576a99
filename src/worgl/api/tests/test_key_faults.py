"""Whoever changes a key, what it has spent, or a webhook behind worgl's back is found by the check."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import connection

from worgl.api import commands
from worgl.api.rules import EndpointId, KeyId
from worgl.api.tests.builders import person_of
from worgl.communities.queries import community
from worgl.communities.rules import MemberId
from worgl.core.ids import new_id
from worgl.core.rest.caller import Scope
from worgl.currency.tests.builders import FOUNDED, Town, a_town
from worgl.ledger.tests.test_audit import behind_the_doors
from worgl.payments.queries import faults, faults_of_node
from worgl.payments.tests.builders import fresh_key

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)
ALICE = "(SELECT id FROM identity_person WHERE name = 'Alice' ORDER BY id LIMIT 1)"
KEY, SPENT, HOOK = "api_personalkey", "api_keyspending", "api_endpoint"


class Plant(NamedTuple):
    """What is changed of the rows of a table of which something holds (deleted without `change`), and its code."""

    table: str
    change: str
    of: str
    code: str


PLANTS = {
    "a key's limit": Plant(KEY, "day_limit_minor = 1000000", "day_limit_minor = 100", "key_changed"),
    "a key without a limit": Plant(KEY, "day_limit_minor = NULL", "day_limit_minor = 100", "key_changed"),
    "what a key may": Plant(KEY, """scopes = '["admin"]'""", "1 = 1", "key_changed"),
    "what a key of all may": Plant(KEY, """scopes = '["pay"]'""", "community_id IS NULL", "key_changed"),
    "whose a key is": Plant(KEY, f"person_id = {ALICE}", "community_id IS NOT NULL", "key_changed"),
    "a key good again": Plant(KEY, "revoked_at = NULL", "revoked_at IS NOT NULL", "key_changed"),
    "a key good for longer": Plant(KEY, "expires_at = '2030-06-11 12:00:00+00'", "1 = 1", "key_changed"),
    "a key for another secret": Plant(KEY, "prefix = 'x'", "day_limit_minor = 100", "key_changed"),
    "a key deleted": Plant(KEY, "", "day_limit_minor IS NULL", "key_deleted"),
    "what a key has spent": Plant(SPENT, "spent_minor = 0", "1 = 1", "key_spending_changed"),
    "on which day a key spent": Plant(SPENT, "day = '2026-01-01'", "1 = 1", "key_spending_changed"),
    "what a key has spent deleted": Plant(SPENT, "", "1 = 1", "key_spending_deleted"),
    "where a webhook leads": Plant(HOOK, "url = 'https://eve.example.org'", "1 = 1", "webhook_changed"),
    "whose a webhook is": Plant(HOOK, "member_id = NULL", "member_id IS NOT NULL", "webhook_changed"),
    "what a webhook is told": Plant(HOOK, """kinds = '["currency.granted"]'""", "1 = 1", "webhook_changed"),
    "a webhook on again": Plant(HOOK, "removed_at = NULL", "removed_at IS NOT NULL", "webhook_changed"),
    "a webhook deleted": Plant(HOOK, "", "1 = 1", "webhook_deleted"),
}


@pytest.fixture
def town() -> Town:
    """Let Bob have webhooks and keys: with a limit, of which something is spent, of all communities, one taken back."""
    made = a_town("Bob", slug=f"t{new_id().hex[-20:]}")
    limited = _key(made, 100)
    for minor in (5, 6):
        commands.KeyBudget(limited).take(community=made.community, minor=minor, now=LATER)
    _key(made, None)
    commands.revoke_key(actor=person_of(made["Bob"]), personal_key=_key(made, 200), key=fresh_key(), now=LATER)
    _hook(made.alice, for_community=True)
    _hook(made["Bob"])
    gone = _hook(made["Bob"])
    commands.set_kinds(actor=made["Bob"], endpoint=gone, kinds=["payments.refunded"], key=fresh_key(), now=LATER)
    commands.resume_endpoint(actor=made["Bob"], endpoint=gone, key=fresh_key(), now=LATER)
    commands.remove_endpoint(actor=made["Bob"], endpoint=gone, key=fresh_key(), now=LATER)
    return made


def _key(town: Town, limit: int | None) -> KeyId:
    return commands.make_key(
        actor=person_of(town["Bob"]),
        name="Till",
        scopes=[Scope.READ, Scope.PAY] if limit else [Scope.READ],
        community=town.community if limit else None,
        day_limit_minor=limit,
        days=30,
        key=fresh_key(),
        now=LATER,
    ).id


def _hook(owner: MemberId, *, for_community: bool = False) -> EndpointId:
    return commands.make_endpoint(
        actor=owner,
        url="https://example.org/hook",
        kinds=["payments.paid"],
        for_community=for_community,
        key=fresh_key(),
        now=LATER,
    ).id


def kinds(town: Town) -> list[str]:
    return [fault.kind for fault in (*faults_of_node(), *faults(community(town.community)))]


def test_keys_and_webhooks_that_were_used_are_right(town: Town) -> None:
    assert kinds(town) == []


@pytest.mark.parametrize("name", PLANTS)
def test_what_was_changed_of_keys_and_webhooks_is_named(town: Town, name: str) -> None:
    plant = PLANTS[name]
    with behind_the_doors(), connection.cursor() as cursor:
        own = f"id = (SELECT id FROM {plant.table} WHERE {plant.of} ORDER BY id DESC LIMIT 1)"  # noqa: S608 -- from the table above
        what = ["UPDATE", plant.table, "SET", plant.change] if plant.change else ["DELETE FROM", plant.table]
        cursor.execute(" ".join([*what, "WHERE", own]))
        assert cursor.rowcount == 1
        assert set(kinds(town)) == {plant.code}
