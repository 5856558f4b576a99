"""Wallets, issue, gifts, rules and leaving, on the real ledger: Alice, Bob and Charlie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.errors import (
    LastAdmin,
    MemberUnknown,
    NotActive,
    ParameterUnknown,
    RoleNeeded,
    TooSoon,
)
from worgl.communities.rules import MemberState
from worgl.core import jobs
from worgl.core.errors import InvalidInput, KeyReused
from worgl.core.money import InvalidAmount
from worgl.core.outbox import deliver
from worgl.currency import commands, queries
from worgl.currency.errors import (
    MoneyReserved,
    NotIssuable,
    RestNotConfirmed,
    StillOwing,
)
from worgl.currency.models import CommonsMonth, Wallet
from worgl.currency.rules import GrantView, WalletRole
from worgl.currency.tests.builders import FOUNDED, a_person, a_town, elsewhere, key
from worgl.ledger import queries as ledger_queries
from worgl.ledger.audit import audit
from worgl.ledger.errors import AccountClosed, BelowFloor
from worgl.ledger.rules import NO_CEILING, NO_FLOOR

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)


def test_a_wallet_is_opened_once() -> None:
    town = a_town("Bob")
    with transaction.atomic():
        again = commands.open_wallet(community=town.community, member=town["Bob"], now=LATER)
        many = commands.open_wallets(community=town.community, members=[town["Bob"], town.alice], now=LATER)
    assert again == queries.wallet_of(town["Bob"]) == many[town["Bob"]]
    assert Wallet.objects.filter(role=WalletRole.MEMBER).count() == 2


def test_an_external_issuer_has_no_floor_and_its_coins_are_supply() -> None:
    town = a_town("Bob")
    with transaction.atomic():
        outside = commands.open_external(community=town.community, name="Issuer 0", now=FOUNDED)
        assert commands.open_external(community=town.community, name="Issuer 0", now=FOUNDED) == outside
    assert ledger_queries.account(town.currency.book, outside.account).floor == NO_FLOOR
    holders = queries.wallets_by_account(town.community, [outside.account, town.account("Bob"), town.currency.commons])
    assert {holder.name for holder in holders.values()} == {"The common fund", "Bob", "Issuer 0"}
    assert holders[town.account("Bob")].member == town["Bob"]


def test_an_admitted_member_gets_a_wallet_and_keeps_it_when_coming_back() -> None:
    town = a_town()
    bob = a_person("Bob")
    invitation = communities.invite(actor=town.alice, uses=2, days=7, key=key(), now=FOUNDED)
    member = communities.join(actor=bob, token=invitation.token, name="Bob", key=key(), now=FOUNDED)
    assert queries.wallet(member) is None
    assert queries.balance(member=member, viewer=member, now=FOUNDED).posted_minor == 0
    deliver(now=FOUNDED)
    own = queries.wallet_of(member)
    commands.leave_town(actor=member, key=key(), now=LATER)
    assert ledger_queries.account(town.currency.book, own.account).closed
    assert communities.join(actor=bob, token=invitation.token, name="Bob", key=key(), now=LATER) == member
    deliver(now=LATER)
    assert queries.wallet_of(member) == own
    assert not ledger_queries.account(town.currency.book, own.account).closed


def test_the_treasurer_issues_with_a_reason_every_member_reads() -> None:
    town = a_town("Bob")
    grant = commands.issue(
        actor=town.alice, payee=town["Bob"], amount_minor=10_000, reason=" Opening  issue ", key=key(), now=LATER
    )
    assert (town.posted("Bob"), queries.supply(town.community)) == (10_000, 10_000)
    assert queries.grants(community=town.community, viewer=town["Bob"]).items == (grant,)
    assert (grant.reason, grant.source, grant.payee) == ("Opening issue", WalletRole.ISSUER, town["Bob"])
    assert queries.entry_texts(town.community, [grant.transfer]) == {grant.transfer: "Opening issue"}


def test_the_same_key_issues_once() -> None:
    town, once = a_town("Bob"), key()
    for _attempt in range(3):
        commands.issue(actor=town.alice, payee=town["Bob"], amount_minor=500, reason="start", key=once, now=LATER)
    assert town.posted("Bob") == 500
    with pytest.raises(KeyReused):
        commands.issue(actor=town.alice, payee=town["Bob"], amount_minor=501, reason="start", key=once, now=LATER)


def test_only_the_treasurer_issues_and_only_to_active_members_of_his_town() -> None:
    town, other = a_town("Bob", "Dora"), elsewhere()
    communities.suspend(actor=town.alice, member=town["Dora"], reason="away", key=key(), now=FOUNDED)
    cases = [
        (town["Bob"], town["Bob"], 100, "why", RoleNeeded),
        (other.alice, town["Bob"], 100, "why", MemberUnknown),
        (town.alice, other.alice, 100, "why", MemberUnknown),
        (town.alice, town["Dora"], 100, "why", NotActive),
        (town.alice, town["Bob"], 0, "why", InvalidAmount),
        (town.alice, town["Bob"], -5, "why", InvalidAmount),
        (town.alice, town["Bob"], 100, "  ", InvalidInput),
    ]
    for actor, payee, minor, reason, refusal in cases:
        with pytest.raises(refusal):
            commands.issue(actor=actor, payee=payee, amount_minor=minor, reason=reason, key=key(), now=LATER)
    assert queries.supply(town.community) == 0


def test_mutual_credit_is_not_issued() -> None:
    town = a_town("Bob", preset="time_bank")
    with pytest.raises(NotIssuable):
        commands.issue(actor=town.alice, payee=town["Bob"], amount_minor=100, reason="why", key=key(), now=LATER)


def test_the_commons_takes_gifts_and_pays_out_what_it_has() -> None:
    town = a_town("Bob", "Carol")
    town.issue("Bob", 1_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=400, key=key(), now=LATER)

    def spend(give: Callable[..., GrantView], minor: int) -> None:
        give(actor=town.alice, payee=town["Carol"], amount_minor=minor, reason="new benches", key=key(), now=LATER)

    spend(commands.spend_commons, 300)
    assert (town.system("commons"), town.posted("Carol")) == (100, 300)
    for give in (commands.spend_commons, commands.spend_operator):
        with pytest.raises(BelowFloor):
            spend(give, 101)
    flows = queries.commons_flows(community=town.community, viewer=town["Carol"], limit=1)
    (latest,) = flows.items
    (older,) = queries.commons_flows(
        community=town.community, viewer=town["Carol"], cursor=flows.next_cursor, limit=1
    ).items
    assert (latest.counterparty, latest.text, latest.delta_minor) == ("Carol", "new benches", -300)
    assert (older.counterparty, older.text, older.balance_after_minor) == ("Bob", "Gift to the common fund", 400)


def test_a_change_is_announced_a_period_ahead_and_by_an_administrator() -> None:
    town = a_town("Bob")
    with pytest.raises(TooSoon):
        town.announce("levy_rate", 20_000, applies_from=LATER + timedelta(days=5), now=LATER)
    with pytest.raises(ParameterUnknown):
        town.announce("gravity", 1, applies_from=LATER + timedelta(days=50), now=LATER)
    with pytest.raises(RoleNeeded):
        communities.announce_change(
            actor=town["Bob"],
            name="levy_rate",
            value=20_000,
            applies_from=LATER + timedelta(days=50),
            key=key(),
            now=LATER,
        )
    credit = a_town(preset="time_bank", slug="hours")
    burning = {"burn": 1_000_000}
    with pytest.raises(InvalidInput):
        credit.announce("levy_split", burning, applies_from=LATER + timedelta(days=50), now=LATER)


def test_nobody_leaves_with_a_debt_or_with_open_reservations() -> None:
    town = a_town("Bob", "Carol", preset="time_bank")
    town.pay("Bob", "Carol", 100, now=FOUNDED)
    with pytest.raises(StillOwing):
        commands.leave_town(actor=town["Bob"], key=key(), now=LATER)
    town.hold("Carol", "Bob", 50, now=FOUNDED, until=LATER + timedelta(days=9))
    with pytest.raises(MoneyReserved):
        commands.leave_town(actor=town["Carol"], rest_minor=100, key=key(), now=LATER)


def test_who_leaves_gives_the_rest_he_confirmed_to_the_commons() -> None:
    town = a_town("Bob")
    town.issue("Bob", 700)
    with pytest.raises(RestNotConfirmed) as refusal:
        commands.leave_town(actor=town["Bob"], rest_minor=600, key=key(), now=LATER)
    assert refusal.value.fields["rest_minor"] == 700
    departure = commands.leave_town(actor=town["Bob"], rest_minor=700, key=key(), now=LATER)
    assert (departure.given_minor, town.system("commons")) == (700, 700)
    assert community_queries.member(town["Bob"]).state is MemberState.LEFT
    with pytest.raises(AccountClosed):
        town.pay("Alice", "Bob", 1, now=LATER)
    assert not list(audit(town.currency.book))


def test_the_last_administrator_stays_and_nothing_is_given() -> None:
    town = a_town()
    town.issue("Alice", 300)
    with pytest.raises(LastAdmin):
        commands.leave_town(actor=town.alice, rest_minor=300, key=key(), now=LATER)
    assert town.posted("Alice") == 300


def test_the_commons_pays_out_at_the_months_end_what_it_did_not_spend() -> None:
    town = a_town("Bob", "Carol")
    town.issue("Bob", 100_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=1_000, key=key(), now=LATER)
    commands.spend_commons(
        actor=town.alice, payee=town["Carol"], amount_minor=200, reason="seeds", key=key(), now=LATER
    )
    february = datetime(2025, 2, 1, 9, tzinfo=UTC)
    assert commands.pay_unspent(community=town.community, now=LATER) == 0
    assert commands.pay_unspent(community=town.community, now=february) == 300
    assert commands.pay_unspent(community=town.community, now=february) == 0
    assert (town.system("commons"), town.posted("Alice"), town.posted("Carol")) == (500, 100, 300)
    month = CommonsMonth.objects.get(wallet__role=WalletRole.COMMONS)
    assert (month.income_minor, month.spent_minor, month.dividend_minor) == (1_000, 200, 300)
    assert commands.pay_unspent(community=town.community, now=datetime(2025, 3, 1, 9, tzinfo=UTC)) == 0
    assert sum(town.balances()) == 0


def test_dividends_of_the_rule_do_not_count_as_spending_of_the_month_they_are_paid_in() -> None:
    town = a_town("Bob")
    town.issue("Bob", 100_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=1_000, key=key(), now=LATER)
    assert commands.pay_unspent(community=town.community, now=datetime(2025, 2, 1, 9, tzinfo=UTC)) == 500
    commands.give_to_commons(actor=town["Bob"], amount_minor=400, key=key(), now=datetime(2025, 2, 9, tzinfo=UTC))
    assert commands.pay_unspent(community=town.community, now=datetime(2025, 3, 1, 9, tzinfo=UTC)) == 200


def test_the_day_of_a_town_runs_by_itself() -> None:
    town = a_town("Bob")
    town.issue("Bob", 100_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=1_000, key=key(), now=LATER)
    jobs.run_due(now=datetime(2025, 2, 1, 9, tzinfo=UTC))
    assert {view.error for view in jobs.recent()} == {""}
    assert town.system("commons") == 1_000 + 990 - 500
    assert ledger_queries.account(town.currency.book, town.account("Bob")).ceiling == NO_CEILING
