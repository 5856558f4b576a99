"""Opening wallets: for members, and for issuers of an imported history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, UUIDField

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.bulk import Row, insert_rows
from worgl.core.limits import MEMBERS_MAX
from worgl.core.prepared import MANY_MAX, Prepared, PreparedMany, param
from worgl.core.sealing import seal, seal_rows
from worgl.currency.errors import CurrencyUnknown
from worgl.currency.models import Currency, Wallet
from worgl.currency.queries.currencies import currency_of, currency_view, wallet_view
from worgl.currency.queries.policy import credit_terms_at
from worgl.currency.rules import CurrencyView, WalletRole, WalletView, opening_limits
from worgl.currency.seals import WALLET
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.commands import AccountSpec
from worgl.ledger.rules import NO_CEILING, NO_FLOOR, AccountId

_ASKED_BY_ID_MAX = 500
_KINDS = {role: number for number, role in enumerate(WalletRole)}


def spec_of(role: WalletRole, *, unit: str, floor: int = 0, ceiling: int = NO_CEILING) -> AccountSpec:
    """Return what the ledger opens for a role; the account's kind is the role's number."""
    return AccountSpec(unit, _KINDS[role], floor, ceiling)


def open_wallet(*, community: CommunityId, member: MemberId, now: datetime) -> WalletView:
    """Return a member's wallet, opened with the limits of the policy in force when they have none yet.

    Runs in the caller's transaction; safe to call before every payment.
    """
    return open_wallets(community=community, members=[member], now=now)[member]


def open_wallets(*, community: CommunityId, members: Sequence[MemberId], now: datetime) -> dict[MemberId, WalletView]:
    """Return the members' wallets, opening those that are missing, in the caller's transaction.

    At most MEMBERS_MAX; the members belong to the community (the caller has just made or read them).
    """
    assert len(members) <= MEMBERS_MAX
    owned = _owned(community, members)
    if owned.keys() >= set(members):
        return {member: owned[member] for member in members}
    currency = _locked(community)
    owned = _owned(community, members)
    missing = [member for member in dict.fromkeys(members) if member not in owned]
    if missing:
        floor, ceiling = opening_limits(currency.kind, credit_terms_at(community, now))
        spec = spec_of(WalletRole.MEMBER, unit=currency.unit, floor=floor, ceiling=ceiling)
        accounts = ledger.open_accounts(book=currency.book, specs=[spec] * len(missing))
        opened = dict(zip(missing, accounts, strict=True))
        rows = [_row(currency, *each) for each in opened.items()]
        insert_rows(Wallet, columns=_COLUMNS, rows=rows)
        seal_rows(WALLET, community, columns=_COLUMNS, rows=rows)
        owned |= {
            member: WalletView(community, member, account, WalletRole.MEMBER, "") for member, account in opened.items()
        }
    return {member: owned[member] for member in members}


_COLUMNS = (
    *("community_id", "currency_id", "member_id", "role", "account"),
    *("name", "credit_minor", "ceiling_minor", "owing_minor"),
)


def _row(currency: CurrencyView, member: MemberId, account: AccountId) -> Row:
    return (currency.community, currency.id, member, WalletRole.MEMBER.value, account, "", None, None, 0)


def _owned(community: CommunityId, members: Sequence[MemberId]) -> dict[MemberId, WalletView]:
    asked = set(members)
    return {
        MemberId(member): WalletView(community, MemberId(member), AccountId(account), WalletRole(role), *rest)
        for member, account, role, *rest in _read(community, members)
        if member in asked
    }


_OF_VIEW = ("member_id", "account", "role", "name", "credit_minor", "ceiling_minor", "owing_minor")
"""The columns a wallet's view is made of: whole rows of all wallets would cost more than the reading."""


def _read(community: CommunityId, members: Sequence[MemberId]) -> Iterable[tuple[Any, ...]]:
    if len(members) == _PAIR:
        return _OF_BOTH.rows(community=community, first=members[0], second=members[1])
    if len(members) <= MANY_MAX:
        return _OF_MANY.rows(list(dict.fromkeys(members)), community=community)
    rows = Wallet.objects.filter(community_id=community, member_id__isnull=False)
    if len(members) <= _ASKED_BY_ID_MAX:
        rows = rows.filter(member_id__in=members)
    return rows.values_list(*_OF_VIEW)


_PAIR = 2
_OF_BOTH: Prepared[tuple[Any, ...]] = Prepared(
    lambda: Wallet.objects.filter(
        Q(member_id=param("first", UUIDField())) | Q(member_id=param("second", UUIDField())),
        community_id=param("community", UUIDField()),
    ).values_list(*_OF_VIEW)
)


_OF_MANY: PreparedMany[tuple[Any, ...]] = PreparedMany(
    UUIDField(),
    lambda members: Wallet.objects.filter(
        member_id__in=members, community_id=param("community", UUIDField())
    ).values_list(*_OF_VIEW),
)


def open_external(*, community: CommunityId, name: str, now: datetime) -> WalletView:
    """Return the wallet of an issuer of an imported history, opened without a floor when missing.

    Runs in the caller's transaction; idempotent by name. What leaves it counts as minted.
    """
    currency = _locked(community)
    row = Wallet.objects.filter(community_id=community, role=WalletRole.EXTERNAL, name=name).first()
    if row is None:
        spec = spec_of(WalletRole.EXTERNAL, unit=currency.unit, floor=NO_FLOOR)
        (account,) = ledger.open_accounts(book=currency.book, specs=[spec])
        row = Wallet.objects.create(
            community_id=community, currency_id=currency.id, role=WalletRole.EXTERNAL, account=account, name=name
        )
        seal(WALLET, [row])
    return wallet_view(row)


def make_external(*, community: CommunityId, member: MemberId, name: str, now: datetime) -> None:
    """Turn a member's wallet into that of an issuer of an imported history, in the caller's transaction."""
    currency = _locked(community)
    row = Wallet.objects.get(community_id=community, member_id=member)
    standing = ledger_queries.account(currency.book, AccountId(row.account))
    ledger.set_limits(book=currency.book, account=standing.id, floor=NO_FLOOR, ceiling=NO_CEILING)
    row.member_id, row.role, row.name = None, WalletRole.EXTERNAL.value, name
    row.credit_minor = row.ceiling_minor = None
    row.owing_minor = 0
    row.save()
    seal(WALLET, [row])


def welcome_back(*, community: CommunityId, member: MemberId, now: datetime) -> WalletView:
    """Return an admitted member's wallet: opened, or open again after they had left; in the caller's transaction."""
    own = open_wallet(community=community, member=member, now=now)
    currency = _locked(community)
    if ledger_queries.account(currency.book, own.account).closed and communities.member(member).is_active:
        ledger.reopen_account(book=currency.book, account=AccountId(own.account))
    return own


def _locked(community: CommunityId) -> CurrencyView:
    """Return the currency with its row locked, so that two who open a member's wallet open one.

    The book is locked first, because who has paid in this transaction holds it already.
    """
    ledger.lock_book(book=currency_of(community).book)
    row = Currency.objects.select_for_update().filter(community_id=community).first()
    if row is None:
        raise CurrencyUnknown
    return currency_view(row)
