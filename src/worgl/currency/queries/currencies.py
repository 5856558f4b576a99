"""Reads of currencies and wallets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import UUIDField

from worgl.communities import queries as communities
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.prepared import Prepared, param
from worgl.core.request_cache import cached, prime
from worgl.currency.errors import CurrencyUnknown, WalletUnknown
from worgl.currency.models import Currency, Wallet
from worgl.currency.rules import CurrencyId, CurrencyKind, CurrencyView, Holder, WalletRole, WalletView
from worgl.currency.rules.sentences import role_name
from worgl.ledger.rules import AccountId, BookId


@cached
def currency_of(community: CommunityId) -> CurrencyView:
    """Return a community's currency; refuses CurrencyUnknown."""
    row = _OF_COMMUNITY.first(community=community)
    if row is None:
        raise CurrencyUnknown
    return currency_view(row)


_OF_COMMUNITY = Prepared(lambda: Currency.objects.filter(community_id=param("community", UUIDField())))


def currency_view(row: Currency) -> CurrencyView:
    """Return a currency's row as a value; for this domain's own rooms."""
    return CurrencyView(
        id=CurrencyId(row.pk),
        community=CommunityId(row.community_id),
        book=BookId(row.book),
        unit=row.unit,
        name=row.name,
        exponent=row.exponent,
        kind=CurrencyKind(row.kind),
        issuer=AccountId(row.issuer),
        commons=AccountId(row.commons),
        operator=AccountId(row.operator),
        exit_gap=AccountId(row.exit_gap),
        levy_pool=AccountId(row.levy_pool),
        created_at=row.created_at,
        levied_through=row.levied_through,
    )


@cached
def wallet(member: MemberId) -> WalletView | None:
    """Return a member's wallet, None before it is opened."""
    row = Wallet.objects.filter(member_id=member).select_related("currency").first()
    if row is None:
        return None
    currency = currency_view(row.currency)
    prime(currency_of, currency, currency.community)
    return wallet_view(row)


def wallet_of(member: MemberId) -> WalletView:
    """Return a member's wallet; refuses WalletUnknown."""
    found = wallet(member)
    if found is None:
        raise WalletUnknown
    return found


def wallet_view(row: Wallet) -> WalletView:
    """Return a wallet's row as a value; for this domain's own rooms."""
    return WalletView(
        community=CommunityId(row.community_id),
        member=MemberId(row.member_id) if row.member_id else None,
        account=AccountId(row.account),
        role=WalletRole(row.role),
        name=row.name,
        credit_minor=row.credit_minor,
        ceiling_minor=row.ceiling_minor,
        owing_minor=row.owing_minor,
    )


def wallets(*, community: CommunityId, after: AccountId | None = None, limit: int = 1_000) -> tuple[WalletView, ...]:
    """Return up to `limit` wallets of a community in order of their accounts, for exports and checks."""
    rows = Wallet.objects.filter(community_id=community, account__gt=after or 0).order_by("account")[:limit]
    return tuple(wallet_view(row) for row in rows)


def wallets_of(*, community: CommunityId, members: Iterable[MemberId]) -> dict[MemberId, WalletView]:
    """Return the wallets of those of the members who have one."""
    rows = Wallet.objects.filter(community_id=community, member_id__in=list(members))
    return {MemberId(row.member_id): wallet_view(row) for row in rows if row.member_id}


def wallets_by_account(community: CommunityId, accounts: Iterable[AccountId]) -> dict[AccountId, Holder]:
    """Return whose each account is, for the lines of a list; unknown accounts are left out."""
    asked = set(accounts)
    roles = {account: role for account, role in system_roles(currency_of(community)).items() if account in asked}
    holders = {account: Holder(role_name(role), None, role, "") for account, role in roles.items()}
    if asked <= holders.keys():
        return holders
    rows = list(Wallet.objects.filter(community_id=community, account__in=asked - holders.keys()))
    people = communities.members_by_ids([MemberId(row.member_id) for row in rows if row.member_id])
    for row in rows:
        person = people.get(MemberId(row.member_id)) if row.member_id else None
        role = WalletRole(row.role)
        holders[AccountId(row.account)] = (
            Holder(row.name or role_name(role), None, role, "") if person is None else member_holder(person)
        )
    return holders


def member_holder(person: Member) -> Holder:
    """Return a member as the holder of their wallet."""
    return Holder(person.name, person.id, WalletRole.MEMBER, person.code, person.hue, person.picture)


def system_roles(currency: CurrencyView) -> dict[AccountId, WalletRole]:
    """Return what each of the currency's own five accounts is for."""
    return {
        currency.issuer: WalletRole.ISSUER,
        currency.commons: WalletRole.COMMONS,
        currency.operator: WalletRole.OPERATOR,
        currency.exit_gap: WalletRole.EXIT_GAP,
        currency.levy_pool: WalletRole.LEVY_POOL,
    }
