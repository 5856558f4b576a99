"""Issuing to many members at once: as if one by one, but all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.support.trials import taken_back
from worgl.communities import commands as communities
from worgl.communities.errors import NotActive, RoleNeeded
from worgl.communities.rules import MemberId
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput, KeyReused, TooLarge
from worgl.core.limits import AMOUNT_MAX, BATCH_MAX
from worgl.core.models import Fact
from worgl.currency import commands, queries
from worgl.currency.errors import GrantRefused, NotIssuable
from worgl.currency.rules import GrantSpec
from worgl.currency.tests.builders import FOUNDED, Town, a_person, a_town, key
from worgl.ledger import queries as ledger_queries
from worgl.ledger.audit import audit

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)


def issue_many(
    town: Town, *amounts: tuple[MemberId, int], actor: MemberId | None = None, once: IdempotencyKey | None = None
) -> Sequence[object]:
    grants = [GrantSpec(payee, minor) for payee, minor in amounts]
    return commands.issue_many(
        actor=actor or town.alice, grants=grants, reason=" a  start ", key=once or key(), now=LATER
    )


def issue_each(town: Town, *amounts: tuple[MemberId, int]) -> None:
    for payee, minor in amounts:
        commands.issue(actor=town.alice, payee=payee, amount_minor=minor, reason=" a  start ", key=key(), now=LATER)


def written(town: Town) -> tuple[object, ...]:
    """Return everything that tells of grants, without the ids that are drawn."""
    grants = queries.grants(community=town.community, viewer=town.alice).items
    facts = Fact.objects.filter(topic="currency.granted").order_by("id")
    booked = ledger_queries.transfers(town.currency.book, limit=100)
    # The newest first, the oldest first, the oldest first: all three by the same ids.
    ids = [grant.transfer for grant in reversed(grants)]
    assert ids == [row.id for row in booked]
    assert [str(own) for own in ids] == [fact.body["transfer"] for fact in facts]
    return (
        [(grant.source, grant.payee, grant.minor, grant.reason, grant.by, grant.at) for grant in grants],
        [(fact.body | {"transfer": ""}, fact.at, fact.pending) for fact in facts],
        [(row.seq, row.debit, row.credit, row.amount, row.code, row.kind, row.at, row.event_at) for row in booked],
        town.balances(),
    )


def test_many_are_given_money_as_one_by_one() -> None:
    town = a_town("Bob", "Carol")
    amounts = ((town["Bob"], 500), (town["Carol"], 700), (town["Bob"], 1), (town.alice, 3))

    def each() -> tuple[object, ...]:
        issue_each(town, *amounts)
        return written(town)

    one_by_one = taken_back(each)
    transfers = issue_many(town, *amounts)
    assert written(town) == one_by_one
    assert transfers == tuple(row.id for row in ledger_queries.transfers(town.currency.book, limit=100))
    assert (town.posted("Bob"), town.posted("Carol"), town.posted("Alice")) == (501, 700, 3)
    assert not list(audit(town.currency.book))


def test_a_member_without_a_wallet_gets_one() -> None:
    town = a_town()
    invitation = communities.invite(actor=town.alice, uses=2, days=7, key=key(), now=FOUNDED)
    bob = communities.join(actor=a_person("Bob"), token=invitation.token, name="Bob", key=key(), now=FOUNDED)
    assert queries.wallet(bob) is None
    issue_many(town, (bob, 500))
    assert ledger_queries.account(town.currency.book, queries.wallet_of(bob).account).posted == 500


def test_the_same_key_gives_once() -> None:
    town, once = a_town("Bob"), key()
    first = issue_many(town, (town["Bob"], 500), once=once)
    assert issue_many(town, (town["Bob"], 500), once=once) == first
    assert town.posted("Bob") == 500
    with pytest.raises(KeyReused):
        issue_many(town, (town["Bob"], 501), once=once)


def test_only_treasurers_issue() -> None:
    town = a_town("Bob")
    with pytest.raises(RoleNeeded):
        issue_many(town, (town["Bob"], 500), actor=town["Bob"])
    communities.suspend(actor=town.alice, member=town["Bob"], reason="left", key=key(), now=LATER)
    with pytest.raises(NotActive):
        issue_many(town, (town.alice, 500), actor=town["Bob"])


REFUSED = """
charlie        500  member_unknown
suspended      500  not_active
Bob              0  invalid_amount
Bob             -5  invalid_amount
Bob       too_much  invalid_amount
Bob          1_001  above_ceiling
"""


@pytest.mark.parametrize("row", REFUSED.strip().splitlines())
def test_one_grant_that_is_refused_takes_all_back_and_is_named(row: str) -> None:
    town = a_town("Bob", "Carol", balance_ceiling=1_000)
    who, amount, refused = row.split()
    payee = {"charlie": a_town(slug="elsewhere").alice, "suspended": town["Carol"], "Bob": town["Bob"]}[who]
    communities.suspend(actor=town.alice, member=town["Carol"], reason="away", key=key(), now=LATER)
    minor = AMOUNT_MAX + 1 if amount == "too_much" else int(amount)
    with pytest.raises(GrantRefused) as refusal:
        issue_many(town, (town.alice, 100), (payee, minor), (town.alice, 100))
    fields = refusal.value.fields
    assert (fields["number"], fields["count"], fields["payee"], fields["refused"]) == (2, 3, payee, refused)
    assert str(refusal.value).startswith("Nobody was given anything, because grant 2 of 3 is refused: ")
    assert not any(town.balances())
    assert written(town) == ([], [], [], town.balances())


def test_what_concerns_all_grants_is_refused_as_by_issue() -> None:
    town = a_town("Bob")
    many = [GrantSpec(town["Bob"], 1)] * (BATCH_MAX + 1)
    with pytest.raises(TooLarge):
        commands.issue_many(actor=town.alice, grants=many, reason="why", key=key(), now=LATER)
    with pytest.raises(InvalidInput):
        commands.issue_many(actor=town.alice, grants=many[:1], reason="  ", key=key(), now=LATER)
    credit = a_town("Bob", preset="merchants", slug="merchants")
    with pytest.raises(NotIssuable):
        issue_many(credit, (credit["Bob"], 100))


def test_nobody_is_given_nothing() -> None:
    town = a_town()
    assert issue_many(town) == ()
    assert written(town) == ([], [], [], town.balances())
