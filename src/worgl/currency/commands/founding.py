"""Founding: a community with its own money, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.queries import Community
from worgl.communities.rules import CAP_DEFAULT, check_value
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.ids import new_id
from worgl.core.parameters import PolicyValue
from worgl.core.sealing import seal
from worgl.currency.commands.wallets import open_wallet, spec_of
from worgl.currency.errors import PresetUnknown
from worgl.currency.models import Currency, Wallet
from worgl.currency.queries.currencies import currency_view
from worgl.currency.queries.policy import local_date, next_midnight
from worgl.currency.rules import (
    COIN_NAME_MAX,
    PARAMETERS,
    PRESETS,
    SYSTEM_ROLES,
    CurrencyKind,
    CurrencyView,
    Preset,
    Town,
    WalletRole,
    parameters_of,
)
from worgl.currency.seals import CURRENCY, WALLET
from worgl.identity.rules import PersonId
from worgl.ledger import commands as ledger
from worgl.ledger.rules import NO_FLOOR, AccountId

UNIT_MIN, UNIT_MAX = 2, 8


@command
def found_town(
    *,
    actor: PersonId,
    name: str,
    slug: str,
    preset: str,
    coin_name: str,
    unit: str,
    zone: str,
    decimal_mark: str,
    cap: int = CAP_DEFAULT,
    rules: Mapping[str, PolicyValue] | None = None,
    key: IdempotencyKey,
    now: datetime,
) -> Town:
    """Found a community with its currency, its system wallets, the preset's policy and the founder's wallet.

    Empty `coin_name` and `unit` take the preset's; `rules` are values that begin otherwise than the preset's.
    Refuses PresetUnknown, InvalidPolicy, InvalidInput, and what founding a community refuses
    (SlugTaken, TooManyCommunities ...).
    """
    chosen = PRESETS.get(preset)
    if chosen is None:
        reason = _("Choose one of: {presets}.").format(presets=", ".join(PRESETS))
        raise PresetUnknown(field="preset", reason=reason)
    begun = parameters_of(preset) | {
        name: check_value(PARAMETERS[name], value) for name, value in (rules or {}).items()
    }
    founded = communities.found_community(
        actor=actor,
        name=name,
        slug=slug,
        preset=preset,
        zone=zone,
        decimal_mark=decimal_mark,
        cap=cap,
        key=key,
        now=now,
    )
    community = community_queries.community(founded.community)
    communities.adopt_policy(community=community.id, values=begun, now=now)
    open_currency(community=community, preset=chosen, coin_name=coin_name, unit=unit, now=now)
    open_wallet(community=community.id, member=founded.member, now=now)
    return Town(community.id, founded.member, community.slug)


def open_currency(*, community: Community, preset: Preset, coin_name: str, unit: str, now: datetime) -> CurrencyView:
    """Open a community's currency with its system wallets, in the caller's transaction. Refuses InvalidInput."""
    unit = check_unit(unit or preset.unit)
    accounts = _open_system_accounts(community, unit=unit, kind=preset.kind)
    row = Currency.objects.create(
        id=new_id(),
        community_id=community.id,
        book=community.book,
        unit=unit,
        name=check_coin_name(coin_name or preset.coin_name),
        exponent=preset.exponent,
        kind=preset.kind.value,
        created_at=now,
        levied_through=local_date(now, community.zone),
        levy_check_at=next_midnight(now, community.zone),
        figures_check_at=now,
        **{role.value: account for role, account in accounts.items()},
    )
    seal(CURRENCY, [row])
    wallets = [
        Wallet(community_id=community.id, currency=row, role=role.value, account=account)
        for role, account in accounts.items()
    ]
    Wallet.objects.bulk_create(wallets)
    seal(WALLET, wallets)
    return currency_view(row)


def _open_system_accounts(community: Community, *, unit: str, kind: CurrencyKind) -> dict[WalletRole, AccountId]:
    """Open the five system accounts: the issuer alone may go below zero, and not in mutual credit."""
    floors = dict.fromkeys(SYSTEM_ROLES, 0)
    if kind is not CurrencyKind.CREDIT:
        floors[WalletRole.ISSUER] = NO_FLOOR
    specs = [spec_of(role, unit=unit, floor=floor) for role, floor in floors.items()]
    return dict(zip(floors, ledger.open_accounts(book=community.book, specs=specs), strict=True))


def check_unit(text: str) -> str:
    """Return a unit code in capitals; refuses InvalidInput unless it has 2 to 8 letters or digits from A to Z, 0 to 9.

    >>> check_unit(" ald ")
    'ALD'
    """
    unit = text.strip().upper()
    if not (UNIT_MIN <= len(unit) <= UNIT_MAX and unit.isascii() and unit.isalnum()):
        reason = _("The short name of the coin has 2 to {longest} letters or digits, such as ALD.")
        raise InvalidInput(field="unit", reason=reason.format(longest=UNIT_MAX))
    return unit


def check_coin_name(text: str) -> str:
    """Return the coin's name with single spaces; refuses InvalidInput unless it has 1 to 40 printable characters."""
    name = " ".join(text.split())
    if not (1 <= len(name) <= COIN_NAME_MAX and name.isprintable()):
        reason = _("The name of the coin has 1 to {longest} characters.").format(longest=COIN_NAME_MAX)
        raise InvalidInput(field="coin_name", reason=reason)
    return name
