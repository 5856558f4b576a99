"""Statistics of a community's money, folded from its transfers. Exact integers throughout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from worgl.core.codes import Trade
from worgl.core.money import PPM
from worgl.currency.rules.values import ISSUING_ROLES, CurrencyKind, WalletRole
from worgl.ledger.rules import AccountId, Kind, Recorded

_QUARTER_HOUR_MICROS = 15 * 60 * 1_000_000
BOOKED = frozenset({Kind.TRANSFER, Kind.POST})
"""Kinds of transfers that move a balance."""


@dataclass(slots=True)
class DayTotals:
    """One day being added up: `supply_minor` is the supply at its end, `last_seq` its last transfer counted."""

    volume_minor: int = 0
    payments: int = 0
    minted_minor: int = 0
    retired_minor: int = 0
    faded_minor: int = 0
    supply_minor: int = 0
    last_seq: int = 0


@dataclass(slots=True)
class AccountMonth:
    """What one account earned and spent by payments in a month, all that went in and out, when it last paid and got."""

    earned_minor: int = 0
    spent_minor: int = 0
    in_minor: int = 0
    out_minor: int = 0
    last_spent: date | None = None
    last_earned: date | None = None


@dataclass(slots=True)
class Tally:
    """The state of the fold: days and account months touched, the supply, and balances where credit needs them."""

    kind: CurrencyKind
    zone: ZoneInfo
    supply_minor: int
    seq: int
    roles: Mapping[AccountId, WalletRole]
    trade: Trade
    balances: dict[AccountId, int] = field(default_factory=dict)
    days: dict[date, DayTotals] = field(default_factory=dict)
    accounts: dict[tuple[AccountId, date], AccountMonth] = field(default_factory=dict)


class LocalDays:
    """Calendar dates of a zone for microseconds since 1970; one look-up of the zone per quarter of an hour."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, date] = {}

    def of(self, at: int) -> date:
        """Return the local date of a moment; zones differ from UTC by whole quarters of an hour."""
        quarter = at // _QUARTER_HOUR_MICROS
        day = self._known.get(quarter)
        if day is None:
            day = datetime.fromtimestamp(quarter * 900, UTC).astimezone(self._zone).date()
            self._known[quarter] = day
        return day


def fold(tally: Tally, transfers: Iterable[Recorded]) -> None:
    """Add transfers, in their order, to a tally.

    Volume is what members paid members, less refunds. Money leaving an issuer is minted, money entering
    one is retired; what a levy moved from members to the pool has faded.
    """
    local = LocalDays(tally.zone)
    for transfer in transfers:
        tally.seq = transfer.seq
        if transfer.kind not in BOOKED:
            continue
        day = local.of(transfer.at)
        totals = tally.days.setdefault(day, DayTotals())
        _count(tally, totals, transfer, day)
        _move_supply(tally, totals, transfer)
        totals.supply_minor = tally.supply_minor
        totals.last_seq = transfer.seq


def _count(tally: Tally, totals: DayTotals, transfer: Recorded, day: date) -> None:
    payer = _month_of(tally, transfer.debit, day)
    payee = _month_of(tally, transfer.credit, day)
    payer.out_minor += transfer.amount
    payee.in_minor += transfer.amount
    from_role, to_role = tally.roles.get(transfer.debit), tally.roles.get(transfer.credit)
    if from_role is not WalletRole.MEMBER:
        return
    if to_role is WalletRole.LEVY_POOL:
        totals.faded_minor += transfer.amount
    elif to_role is WalletRole.MEMBER and transfer.code in tally.trade.payments:
        totals.volume_minor += transfer.amount
        totals.payments += 1
        payer.spent_minor += transfer.amount
        payer.last_spent = day
        payee.earned_minor += transfer.amount
        payee.last_earned = day
    elif to_role is WalletRole.MEMBER and transfer.code in tally.trade.refunds:
        totals.volume_minor -= transfer.amount
        payer.earned_minor -= transfer.amount
        payee.spent_minor -= transfer.amount


def _month_of(tally: Tally, account: AccountId, day: date) -> AccountMonth:
    key = (account, day.replace(day=1))
    found = tally.accounts.get(key)
    if found is None:
        found = tally.accounts[key] = AccountMonth()
    return found


def turnovers(transfers: Iterable[Recorded], *, members: AbstractSet[AccountId], trade: Trade) -> dict[AccountId, int]:
    """Return what each member earned and spent by payments between members, less refunds; never below zero."""
    traded: dict[AccountId, int] = {}
    for transfer in transfers:
        if transfer.kind not in BOOKED or not {transfer.debit, transfer.credit} <= members:
            continue
        sign = (transfer.code in trade.payments) - (transfer.code in trade.refunds)
        for account in (transfer.debit, transfer.credit) if sign else ():
            traded[account] = traded.get(account, 0) + sign * transfer.amount
    return {account: max(0, minor) for account, minor in traded.items()}


def _move_supply(tally: Tally, totals: DayTotals, transfer: Recorded) -> None:
    minted = tally.roles.get(transfer.debit) in ISSUING_ROLES
    retired = tally.roles.get(transfer.credit) in ISSUING_ROLES
    if minted and not retired:
        totals.minted_minor += transfer.amount
    elif retired and not minted:
        totals.retired_minor += transfer.amount
    if tally.kind is CurrencyKind.CREDIT:
        tally.supply_minor += _positive_change(tally.balances, transfer)
    else:
        tally.supply_minor += transfer.amount * (minted - retired)


def _positive_change(balances: dict[AccountId, int], transfer: Recorded) -> int:
    """Move an amount between running balances and return how the sum of the positive ones changed."""
    change = 0
    for account, delta in ((transfer.debit, -transfer.amount), (transfer.credit, transfer.amount)):
        before = balances.get(account, 0)
        balances[account] = before + delta
        change += max(0, before + delta) - max(0, before)
    return change


def positive_sum(balances: Iterable[int]) -> int:
    """Return the money in circulation of a mutual credit: the sum of what is above zero."""
    return sum(balance for balance in balances if balance > 0)


def gini_ppm(balances: Sequence[int]) -> int | None:
    """Return the Gini index of balances in ppm, rounded down; debts count as nothing, None when nobody has anything.

    >>> gini_ppm([100, 100, 100]), gini_ppm([0, 0, 0, 100]), gini_ppm([])
    (0, 750000, None)
    """
    ordered = sorted(max(0, balance) for balance in balances)
    whole, count = sum(ordered), len(ordered)
    if whole == 0:
        return None
    weighted = sum(rank * balance for rank, balance in enumerate(ordered, start=1))
    return (2 * weighted - (count + 1) * whole) * PPM // (count * whole)


def idle_ppm(*, idle_minor: int, whole_minor: int) -> int | None:
    """Return which part of the members' money lies where nothing was spent, in ppm rounded down; None without money."""
    return idle_minor * PPM // whole_minor if whole_minor > 0 else None


def velocity(*, volume_minor: int, supply_minor: int, days: int) -> str | None:
    """Return how often a year the money changes hands at the pace of some days, as text with one decimal.

    >>> velocity(volume_minor=50_000, supply_minor=100_000, days=30)
    '6.1'
    """
    if supply_minor <= 0 or days <= 0:
        return None
    scaled = round(Fraction(volume_minor * 365, supply_minor * days) * 10)
    return str(Decimal(scaled).scaleb(-1))
