"""What is done to a town's money by its officers stands in the record, with who, to whom, how much and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities import queries as communities
from worgl.communities.rules import AuditFilter
from worgl.core.audit import AuditGroup
from worgl.currency import commands
from worgl.currency.rules import GrantSpec
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.ledger.errors import BelowFloor

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)


def recorded(town: Town) -> list[tuple[str, str, str, str, str]]:
    """Return what the record says of money, the oldest first."""
    asked = AuditFilter(group=AuditGroup.MONEY)
    page = communities.audit_log(community=town.community, viewer=town.alice, asked=asked)
    return [(act.what, act.sentence, act.actor, act.subject, act.reason) for act in reversed(page.items)]


def test_giving_out_and_spending_money_is_recorded() -> None:
    town = a_town("Bob", "Carol")
    town.issue("Bob", 100_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=40_000, key=key(), now=LATER)
    once = key()
    for _again in range(2):
        commands.spend_commons(
            actor=town.alice, payee=town["Carol"], amount_minor=30_050, reason="new  benches", key=once, now=LATER
        )
    with pytest.raises(BelowFloor):
        commands.spend_operator(
            actor=town.alice, payee=town["Carol"], amount_minor=1, reason="nothing there", key=key(), now=LATER
        )
    assert recorded(town) == [
        ("currency.issued", "Issued 1,000.00 alder to a member", "Alice", "Bob", "to begin with"),
        (
            "currency.commons_spent",
            "Paid a member 300.50 alder out of the common fund",
            "Alice",
            "Carol",
            "new benches",
        ),
    ]


def test_giving_out_to_many_at_once_is_one_act() -> None:
    town = a_town("Bob", "Carol")
    grants = [GrantSpec(town["Bob"], 500), GrantSpec(town["Carol"], 700)]
    commands.issue_many(actor=town.alice, grants=grants, reason="a start", key=key(), now=LATER)
    commands.issue_many(actor=town.alice, grants=[], reason="for nobody", key=key(), now=LATER)
    commands.issue_many(actor=town.alice, grants=grants[:1], reason="for one", key=key(), now=LATER)
    assert recorded(town) == [
        ("currency.issued_many", "Issued 12.00 alder to members, in 2 parts", "Alice", "", "a start"),
        ("currency.issued", "Issued 5.00 alder to a member", "Alice", "Bob", "for one"),
    ]


def test_a_members_own_limits_are_recorded_where_they_change() -> None:
    town = a_town("Bob", preset="time_bank")
    given = [(1_500, None), (1_500, 20_000), (0, 0), (None, None), (None, None)]
    for credit, ceiling in given:
        commands.set_limits(
            actor=town.alice, member=town["Bob"], credit_minor=credit, ceiling_minor=ceiling, key=key(), now=LATER
        )
    assert [(what, sentence) for what, sentence, *_rest in recorded(town)] == [
        ("currency.credit_set", "Let a member go 15.00 alder below zero"),
        ("currency.ceiling_set", "Let a member hold at most 200.00 alder"),
        ("currency.credit_set", "Let a member not go below zero"),
        ("currency.ceiling_set", "Let a member hold any amount"),
        ("currency.credit_set", "Left it to the rules how far a member may go below zero"),
        ("currency.ceiling_set", "Left it to the rules how much a member may hold"),
    ]
    assert {(actor, subject) for _what, _sentence, actor, subject, _reason in recorded(town)} == {("Alice", "Bob")}
