"""What a payment would meet if it were made now: wallets, accounts and limits of both sides, in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId, MemberId
from worgl.currency.models import DaySpending, Wallet
from worgl.currency.queries.currencies import wallet_view
from worgl.currency.queries.figures import issued, supply_of
from worgl.currency.queries.policy import credit_terms_at, local_date, payment_terms_at
from worgl.currency.rules import (
    CurrencyKind,
    CurrencyView,
    PaymentLimits,
    WalletRole,
    WalletView,
    day_limit,
    opening_limits,
    payment_limit,
)
from worgl.currency.rules.values import ISSUING_ROLES
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Account, AccountId


@dataclass(frozen=True, slots=True)
class Prospect:
    """Both sides of a payment as it would find them.

    A wallet that the payment would open stands there as it would be opened, under a number that no account has.
    `limits` are the payer's.
    """

    wallets: dict[MemberId, WalletView]
    accounts: dict[AccountId, Account]
    limits: PaymentLimits

    def account(self, member: MemberId) -> Account:
        """Return a side's account."""
        return self.accounts[self.wallets[member].account]


def prospect_of(
    *, town: Community, currency: CurrencyView, payer: MemberId, payee: MemberId, now: datetime
) -> Prospect:
    """Return what a payment would meet; the caller has checked who asks, and that both sides belong to the town."""
    terms = payment_terms_at(currency.community, now)
    is_issued = currency.kind is not CurrencyKind.CREDIT
    sides = list(dict.fromkeys([payer, payee]))
    rows = _wallets(currency.community, sides, with_issuers=bool(terms.share_ppm) and is_issued)
    wallets = {own.member: own for own in rows if own.member in sides}
    issuers = [own.account for own in rows if own.role in ISSUING_ROLES]
    accounts = ledger.accounts(currency.book, [*(own.account for own in wallets.values()), *issuers])
    supply = 0
    if terms.share_ppm:
        supply = issued(accounts[own] for own in issuers) if is_issued else supply_of(currency)
    for place, member in enumerate(sides):
        if member not in wallets:
            fresh = _unopened(currency, AccountId(-1 - place), now=now)
            accounts[fresh.id] = fresh
            wallets[member] = WalletView(currency.community, member, fresh.id, WalletRole.MEMBER, "")
    day = day_limit(terms)
    spent = 0 if day is None else _spent(town, payer, now=now)
    limits = PaymentLimits(payment_limit(terms, supply_minor=supply), day, spent)
    return Prospect({own: wallets[own] for own in sides}, accounts, limits)


def _wallets(community: CommunityId, members: Sequence[MemberId], *, with_issuers: bool) -> list[WalletView]:
    wanted = Q(member_id__in=members)
    if with_issuers:
        wanted |= Q(role__in=[role.value for role in ISSUING_ROLES])
    return [wallet_view(row) for row in Wallet.objects.filter(wanted, community_id=community)]


def _unopened(currency: CurrencyView, number: AccountId, *, now: datetime) -> Account:
    floor, ceiling = opening_limits(currency.kind, credit_terms_at(currency.community, now))
    return Account(currency.book, number, currency.unit, 0, 0, 0, 0, floor, ceiling, 0, 0, 0)


def _spent(town: Community, payer: MemberId, *, now: datetime) -> int:
    rows = DaySpending.objects.filter(community_id=town.id, member_id=payer, day=local_date(now, town.zone))
    return rows.values_list("spent_minor", flat=True).first() or 0
