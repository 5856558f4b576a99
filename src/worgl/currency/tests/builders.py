"""Towns for tests: Alice founds and keeps the money, Bob is a member, Charlie belongs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import uuid4

from django.db import transaction

from tests.support.snapshots import built_once
from worgl.communities import commands as communities
from worgl.communities.queries import Community, community
from worgl.communities.rules import CommunityId, MemberId, MemberSpec, PolicyChange
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.core.parameters import PolicyValue
from worgl.currency import commands, queries
from worgl.currency.rules import PRESETS, CurrencyView
from worgl.identity.commands import register_person
from worgl.identity.rules import PersonId
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.rules import AccountId, Kind, Transfer, micros

ZONE = "Europe/Vienna"
FOUNDED = datetime(2025, 1, 10, 12, 0, tzinfo=UTC)
PAYMENT, REFUND = 1, 2
"""The codes of what a domain above books between members."""


def key() -> IdempotencyKey:
    """Return a fresh idempotency key."""
    return IdempotencyKey(uuid4().hex)


def a_person(name: str) -> PersonId:
    """Register somebody who cannot sign in."""
    return register_person(email=f"{name.lower()}-{uuid4().hex[:8]}@example.org", name=name, password=None, now=FOUNDED)


@dataclass
class Town:
    """A founded town and short ways to act in it."""

    community: CommunityId
    alice: MemberId
    members: dict[str, MemberId] = field(default_factory=dict)

    @property
    def currency(self) -> CurrencyView:
        return queries.currency_of(self.community)

    @property
    def view(self) -> Community:
        return community(self.community)

    def __getitem__(self, name: str) -> MemberId:
        return self.members[name]

    def join(self, *names: str, now: datetime = FOUNDED) -> list[MemberId]:
        """Add members with wallets."""
        specs = [MemberSpec(name=name, person=a_person(name)) for name in names]
        with transaction.atomic():
            ids = communities.add_members(community=self.community, specs=specs, now=now)
            commands.open_wallets(community=self.community, members=ids, now=now)
        self.members |= dict(zip(names, ids, strict=True))
        return ids

    def issue(self, name: str, minor: int, *, now: datetime = FOUNDED) -> None:
        """Issue new money to a member."""
        commands.issue(
            actor=self.alice, payee=self[name], amount_minor=minor, reason="to begin with", key=key(), now=now
        )

    def account(self, name: str) -> AccountId:
        """Return a member's account."""
        return queries.wallet_of(self[name]).account

    def posted(self, name: str) -> int:
        """Return a member's balance."""
        return ledger_queries.account(self.currency.book, self.account(name)).posted

    def system(self, name: str) -> int:
        """Return the balance of a system account: issuer, commons, operator, levy_pool, exit_gap."""
        return ledger_queries.account(self.currency.book, getattr(self.currency, name)).posted

    def pay(self, payer: str, payee: str, minor: int, *, now: datetime, code: int = PAYMENT) -> Transfer:
        """Move money between members as payments do."""
        transfer = Transfer(new_id(), self.account(payer), self.account(payee), minor, code=code)
        with transaction.atomic():
            ledger.post(book=self.currency.book, transfers=[transfer], now=now)
        return transfer

    def count(self, payer: str, minor: int, *, now: datetime) -> None:
        """Count a payment against the town's limits, inside the caller's transaction."""
        here = community(self.community)
        commands.count_payment(town=here, currency=self.currency, payer=self[payer], amount_minor=minor, now=now)

    def hold(self, payer: str, payee: str, minor: int, *, now: datetime, until: datetime) -> Transfer:
        """Reserve money between members."""
        transfer = Transfer(
            new_id(), self.account(payer), self.account(payee), minor, kind=Kind.HOLD, expires_at=micros(until)
        )
        with transaction.atomic():
            ledger.post(book=self.currency.book, transfers=[transfer], now=now)
        return transfer

    def announce(self, name: str, value: PolicyValue, *, applies_from: datetime, now: datetime) -> PolicyChange:
        """Announce a changed rule."""
        return communities.announce_change(
            actor=self.alice, name=name, value=value, applies_from=applies_from, key=key(), now=now
        )

    def balances(self) -> list[int]:
        """Return every balance of the book, by account."""
        accounts = ledger_queries.all_accounts(self.currency.book, limit=10_000)
        return [account.posted for account in accounts]


@built_once
def a_town(
    *names: str,
    preset: str = "woergl_1932",
    slug: str = "alderbrook",
    now: datetime = FOUNDED,
    zone: str = ZONE,
    **values: PolicyValue,
) -> Town:
    """Found a town by Alice with some more members; `values` differ from the preset's."""
    with a_preset(preset, values) as chosen:
        founded = commands.found_town(
            actor=a_person("Alice"),
            name=slug.title(),
            slug=slug,
            preset=chosen,
            coin_name="alder",
            unit="ALD",
            zone=zone,
            decimal_mark=".",
            key=key(),
            now=now,
        )
    town = Town(founded.community, founded.member, {"Alice": founded.member})
    if names:
        town.join(*names, now=now)
    return town


@contextmanager
def a_preset(base: str, values: Mapping[str, PolicyValue]) -> Iterator[str]:
    """Offer a preset that differs from another in some values, for as long as the block runs."""
    if not values:
        yield base
        return
    name = f"{base}_drawn"
    PRESETS[name] = replace(PRESETS[base], name=name, values={**PRESETS[base].values, **values})
    try:
        yield name
    finally:
        del PRESETS[name]


def elsewhere() -> Town:
    """Open another town, whose founder is a stranger to the first."""
    return a_town(slug="elsewhere")
