"""Reads of the town's figures: supply, what faded, where it went, volume, velocity, spread of the money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Sum

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId
from worgl.currency.models import Currency, DayFigures, LevyShare, Wallet, WalletMonth
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import (
    RECEIVERS,
    CurrencyKind,
    CurrencyView,
    DayFigure,
    Receiver,
    TownFigures,
    WalletRole,
)
from worgl.currency.rules.figures import DayTotals, Tally, fold, gini_ppm, idle_ppm, positive_sum, velocity
from worgl.currency.rules.values import ISSUING_ROLES
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Account, AccountId

PACE_DAYS = 30
SERIES_DAYS_MAX = 1_500
TAIL_MAX = 2_000
"""Most transfers, not yet counted by the job, that a page counts itself."""
_ACCOUNTS_AT_ONCE = 5_000


def all_accounts(currency: CurrencyView) -> Iterator[Account]:
    """Yield every account of a currency's book, read in pages; for this domain's own rooms."""
    after = 0
    while page := ledger.all_accounts(currency.book, after=after, limit=_ACCOUNTS_AT_ONCE):
        yield from (account for account in page if account.unit == currency.unit)
        after = page[-1].id


def supply(community: CommunityId) -> int:
    """Return the money there is: minted less retired; in mutual credit what stands above zero, everywhere."""
    currency = currency_of(community)
    if currency.kind is CurrencyKind.CREDIT:
        return positive_sum(account.posted for account in all_accounts(currency))
    rows = Wallet.objects.filter(community_id=community, role__in=[role.value for role in ISSUING_ROLES])
    accounts = ledger.accounts(currency.book, [AccountId(number) for number in rows.values_list("account", flat=True)])
    return -sum(account.posted for account in accounts.values())


def town_figures(community: CommunityId, now: datetime) -> TownFigures:
    """Return the state of a community's money, for its members; what the job has not yet counted is counted here."""
    currency, town = currency_of(community), communities.community(community)
    today = local_date(now, town.zone)
    days = _days_with_tail(currency, town.zone, since=today - timedelta(days=PACE_DAYS - 1))
    recent = [totals for day, totals in days.items() if day <= today]
    before = DayFigures.objects.filter(community_id=community, day__lt=today - timedelta(days=PACE_DAYS - 1))
    earlier = before.aggregate(minted=Sum("minted_minor"), retired=Sum("retired_minor"), faded=Sum("faded_minor"))
    balances = _balances(currency)
    whole = positive_sum(balances.values())
    money = supply(community)
    volume = sum(totals.volume_minor for totals in recent)
    system = ledger.accounts(currency.book, [currency.commons, currency.operator])
    return TownFigures(
        supply_minor=money,
        members_minor=whole,
        commons_minor=system[currency.commons].posted,
        operator_minor=system[currency.operator].posted,
        minted_minor=(earlier["minted"] or 0) + sum(totals.minted_minor for totals in recent),
        retired_minor=(earlier["retired"] or 0) + sum(totals.retired_minor for totals in recent),
        faded_minor=(earlier["faded"] or 0) + sum(totals.faded_minor for totals in recent),
        faded_30d_minor=sum(totals.faded_minor for totals in recent),
        shares=_shares(community),
        members=communities.count_members(community),
        volume_30d_minor=volume,
        payments_30d=sum(totals.payments for totals in recent),
        velocity=velocity(volume_minor=volume, supply_minor=money, days=PACE_DAYS),
        gini_ppm=gini_ppm(list(balances.values())),
        idle_ppm=idle_ppm(idle_minor=_idle(currency, balances, today=today), whole_minor=whole),
    )


def _shares(community: CommunityId) -> dict[Receiver, int]:
    sums = LevyShare.objects.filter(community_id=community).values("receiver").annotate(minor=Sum("minor")).order_by()
    return dict.fromkeys(RECEIVERS, 0) | {Receiver(entry["receiver"]): entry["minor"] for entry in sums}


def _balances(currency: CurrencyView) -> dict[AccountId, int]:
    rows = Wallet.objects.filter(community_id=currency.community, role=WalletRole.MEMBER)
    members = set(rows.values_list("account", flat=True))
    return {
        account.id: account.posted for account in all_accounts(currency) if account.id in members and not account.closed
    }


def _idle(currency: CurrencyView, balances: dict[AccountId, int], *, today: date) -> int:
    """Return what lies in wallets that paid nobody for PACE_DAYS, as far as the job has counted."""
    rows = WalletMonth.objects.filter(community_id=currency.community, last_spent__gt=today - timedelta(days=PACE_DAYS))
    spending = set(rows.values_list("account", flat=True))
    return sum(balance for account, balance in balances.items() if balance > 0 and account not in spending)


def series(community: CommunityId, since: date) -> tuple[DayFigure, ...]:
    """Return one figure a day from `since` to the last day with a transfer, without gaps; at most SERIES_DAYS_MAX."""
    currency, town = currency_of(community), communities.community(community)
    days = _days_with_tail(currency, town.zone, since=since)
    if not days:
        return ()
    last = max(days)
    first = max(since, min(days), last - timedelta(days=SERIES_DAYS_MAX - 1))
    figures = []
    money = _supply_before(community, first)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        totals = days.get(day)
        money = totals.supply_minor if totals else money
        figures.append(_figure(day, totals or DayTotals(supply_minor=money)))
    return tuple(figures)


def _figure(day: date, totals: DayTotals) -> DayFigure:
    return DayFigure(
        day=day,
        volume_minor=totals.volume_minor,
        payments=totals.payments,
        minted_minor=totals.minted_minor,
        retired_minor=totals.retired_minor,
        faded_minor=totals.faded_minor,
        supply_minor=totals.supply_minor,
    )


def _supply_before(community: CommunityId, day: date) -> int:
    rows = DayFigures.objects.filter(community_id=community, day__lt=day).order_by("-day")
    return rows.values_list("supply_minor", flat=True).first() or 0


def _days_with_tail(currency: CurrencyView, zone: str, *, since: date) -> dict[date, DayTotals]:
    """Return the stored days from `since` on, with the latest transfers counted on top as far as TAIL_MAX goes."""
    rows = DayFigures.objects.filter(community_id=currency.community, day__gte=since).order_by("day")
    days = {row.day: totals_of(row) for row in rows}
    counted = Currency.objects.filter(pk=currency.id).values_list("figures_seq", flat=True).get()
    tail = ledger.transfers(currency.book, after_seq=counted, limit=TAIL_MAX)
    if tail and ledger.last_seq(currency.book) <= counted + TAIL_MAX:
        tally = tally_for(
            currency, zone, accounts={row.debit for row in tail} | {row.credit for row in tail}, seq=counted
        )
        tally.days = days
        fold(tally, tail)
        days = {day: totals for day, totals in tally.days.items() if day >= since}
    return days


def totals_of(row: DayFigures) -> DayTotals:
    """Return a stored day as the fold's own value; for this domain's own rooms."""
    return DayTotals(
        volume_minor=row.volume_minor,
        payments=row.payments,
        minted_minor=row.minted_minor,
        retired_minor=row.retired_minor,
        faded_minor=row.faded_minor,
        supply_minor=row.supply_minor,
        last_seq=row.last_seq,
    )


def tally_for(currency: CurrencyView, zone: str, *, accounts: set[AccountId], seq: int) -> Tally:
    """Return the state of the statistics up to `seq`, ready to count on; for this domain's own rooms."""
    wallets = Wallet.objects.filter(community_id=currency.community, account__in=accounts)
    if len(accounts) > TAIL_MAX:
        wallets = Wallet.objects.filter(community_id=currency.community)
    last = DayFigures.objects.filter(community_id=currency.community).order_by("-day")
    return Tally(
        kind=currency.kind,
        zone=ZoneInfo(zone),
        supply_minor=last.values_list("supply_minor", flat=True).first() or 0,
        seq=seq,
        roles={AccountId(number): WalletRole(role) for number, role in wallets.values_list("account", "role")},
        balances=_counted_balances(currency, accounts) if currency.kind is CurrencyKind.CREDIT else {},
    )


def _counted_balances(currency: CurrencyView, accounts: set[AccountId]) -> dict[AccountId, int]:
    """Return the balances the counted transfers left: all that went in less all that went out."""
    rows = WalletMonth.objects.filter(community_id=currency.community)
    if len(accounts) <= TAIL_MAX:
        rows = rows.filter(account__in=accounts)
    sums = rows.values("account").annotate(came=Sum("in_minor"), went=Sum("out_minor")).order_by()
    return {AccountId(entry["account"]): entry["came"] - entry["went"] for entry in sums}
