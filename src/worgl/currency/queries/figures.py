"""Reads of the town's figures: supply, what faded, where it went, volume, velocity, spread of the money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, Subquery, Sum, Value

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId
from worgl.core.domains import trade
from worgl.core.inputs import Day
from worgl.currency.models import DayFigures, LevyShare, Wallet, WalletMonth
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
from worgl.currency.rules.figures import BOOKED, DayTotals, Tally, fold, gini_ppm, idle_ppm, positive_sum, velocity
from worgl.currency.rules.values import ISSUING_ROLES
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Account, AccountId, Recorded

PACE_DAYS = 30
SERIES_DAYS_MAX = 1_500
"""Most days that are listed at once; a table has all of them."""
TAIL_MAX = 2_000
"""Most transfers, not yet counted by the job, that a page counts itself."""
_ACCOUNTS_AT_ONCE = 5_000
_SPENDS = "spends"
"""Stands in the place of a role for an account that paid somebody: both come by one query."""


def all_accounts(currency: CurrencyView) -> Iterator[Account]:
    """Yield every account of a currency's book, read in pages; for this domain's own rooms."""
    after, more = 0, True
    while more:
        page = ledger.all_accounts(currency.book, after=after, limit=_ACCOUNTS_AT_ONCE)
        yield from (account for account in page if account.unit == currency.unit)
        more = len(page) == _ACCOUNTS_AT_ONCE
        after = page[-1].id if page else after


def supply(community: CommunityId) -> int:
    """Return the money there is: minted less retired; in mutual credit what stands above zero, everywhere."""
    return supply_of(currency_of(community))


def supply_of(currency: CurrencyView) -> int:
    """Return the money there is of a currency that is known; for this domain's own rooms."""
    if currency.kind is CurrencyKind.CREDIT:
        return positive_sum(account.posted for account in all_accounts(currency))
    rows = Wallet.objects.filter(community_id=currency.community, role__in=[role.value for role in ISSUING_ROLES])
    accounts = ledger.accounts(currency.book, [AccountId(number) for number in rows.values_list("account", flat=True)])
    return issued(accounts.values())


def issued(issuers: Iterable[Account]) -> int:
    """Return the money that all issuing accounts have brought into the world; for this domain's own rooms."""
    return -sum(account.posted for account in issuers)


@dataclass(frozen=True, slots=True)
class _Books:
    """Every balance of a town, what the accounts that are nobody's are for, and which accounts paid lately."""

    currency: CurrencyView
    balances: Mapping[AccountId, int]
    closed: AbstractSet[AccountId]
    system: Mapping[AccountId, WalletRole]
    """The accounts that are no member's; all others are."""
    spending: AbstractSet[AccountId]

    def members(self) -> dict[AccountId, int]:
        """Return what stands on the open accounts of members."""
        others = self.system.keys() | self.closed
        return {account: minor for account, minor in self.balances.items() if account not in others}

    def supply(self) -> int:
        """Return the money there is; see `supply`."""
        if self.currency.kind is CurrencyKind.CREDIT:
            return positive_sum(self.balances.values())
        return -sum(self.balances[account] for account, role in self.system.items() if role in ISSUING_ROLES)

    def idle(self, members: Mapping[AccountId, int]) -> int:
        """Return what lies in wallets that paid nobody for PACE_DAYS, as far as the job has counted."""
        return sum(minor for account, minor in members.items() if minor > 0 and account not in self.spending)


def _books_of(currency: CurrencyView, *, paid_since: date) -> _Books:
    months = WalletMonth.objects.filter(
        community_id=currency.community, month__gte=paid_since.replace(day=1), last_spent__gte=paid_since
    )
    nobodys = [role.value for role in WalletRole if role is not WalletRole.MEMBER]
    wallets = Wallet.objects.filter(community_id=currency.community, role__in=nobodys)
    spending = months.annotate(role=Value(_SPENDS)).values_list("account", "role")
    system: dict[AccountId, WalletRole] = {}
    paid: set[AccountId] = set()
    # One by one: ten thousand rows that live at once bring the collector of cycles into the middle of a page.
    for account, role in wallets.values_list("account", "role").union(spending).iterator(chunk_size=1_000):
        if role == _SPENDS:
            paid.add(AccountId(account))
        else:
            system[AccountId(account)] = WalletRole(role)
    rows = ledger.balances(currency.book, currency.unit)
    standing = {account: minor for account, minor, _closed in rows}
    return _Books(currency, standing, {account for account, _minor, closed in rows if closed}, system, paid)


def town_state(*, community: CommunityId, since: date, now: datetime) -> tuple[TownFigures, tuple[DayFigure, ...]]:
    """Return the state of a community's money and its series from a day on, from one reading of the books."""
    currency, town = currency_of(community), communities.community(community)
    today = local_date(now, town.zone)
    pace = today - timedelta(days=PACE_DAYS - 1)
    begin = min(since, pace)
    books = _books_of(currency, paid_since=pace)
    days = _days_with_tail(books, town.zone, since=begin)
    return _figures_of(books, days, begin=begin, today=today), _series_of(days, since, most=SERIES_DAYS_MAX)


def town_figures(community: CommunityId, now: datetime) -> TownFigures:
    """Return the state of a community's money, for its members; what the job has not yet counted is counted here."""
    figures, _series = town_state(community=community, since=date.max, now=now)
    return figures


def series(community: CommunityId, since: Day, *, most: int | None = SERIES_DAYS_MAX) -> tuple[DayFigure, ...]:
    """Return one figure a day from `since` to the last day with a transfer, without gaps.

    The newest so many at most, all of them with None.
    """
    currency, town = currency_of(community), communities.community(community)
    books = _books_of(currency, paid_since=date.max)
    return _series_of(_days_with_tail(books, town.zone, since=since), since, most=most)


def _figures_of(books: _Books, days: Mapping[date, DayTotals], *, begin: date, today: date) -> TownFigures:
    """Return the figures from the days since `begin`, and from one sum over those before."""
    currency = books.currency
    counted = [totals for day, totals in days.items() if day <= today]
    recent = [totals for day, totals in days.items() if today - timedelta(days=PACE_DAYS) < day <= today]
    before = DayFigures.objects.filter(community_id=currency.community, day__lt=begin)
    earlier = before.aggregate(minted=Sum("minted_minor"), retired=Sum("retired_minor"), faded=Sum("faded_minor"))
    members = books.members()
    balances = list(members.values())
    whole, money = positive_sum(balances), books.supply()
    volume = sum(totals.volume_minor for totals in recent)
    return TownFigures(
        supply_minor=money,
        members_minor=whole,
        commons_minor=books.balances[currency.commons],
        operator_minor=books.balances[currency.operator],
        minted_minor=(earlier["minted"] or 0) + sum(totals.minted_minor for totals in counted),
        retired_minor=(earlier["retired"] or 0) + sum(totals.retired_minor for totals in counted),
        faded_minor=(earlier["faded"] or 0) + sum(totals.faded_minor for totals in counted),
        faded_30d_minor=sum(totals.faded_minor for totals in recent),
        shares=_shares(currency.community),
        members=communities.count_members(currency.community),
        volume_30d_minor=volume,
        payments_30d=sum(totals.payments for totals in recent),
        velocity=velocity(volume_minor=volume, supply_minor=money, days=PACE_DAYS),
        gini_ppm=gini_ppm(balances),
        idle_ppm=idle_ppm(idle_minor=books.idle(members), whole_minor=whole),
    )


def _shares(community: CommunityId) -> dict[Receiver, int]:
    sums = LevyShare.objects.filter(community_id=community).values("receiver").annotate(minor=Sum("minor")).order_by()
    return dict.fromkeys(RECEIVERS, 0) | {Receiver(entry["receiver"]): entry["minor"] for entry in sums}


def _series_of(days: Mapping[date, DayTotals], since: date, *, most: int | None) -> tuple[DayFigure, ...]:
    """Return the days without gaps: where nothing was booked the supply of the day before stands."""
    asked = [day for day in days if day >= since]
    if not asked:
        return ()
    last = max(asked)
    first = min(asked) if most is None else max(min(asked), last - timedelta(days=most - 1))
    money = next((days[day].supply_minor for day in sorted(days, reverse=True) if day <= first), 0)
    figures = []
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


def _days_with_tail(books: _Books, zone: str, *, since: date) -> dict[date, DayTotals]:
    """Return the stored days from `since` on, with the latest transfers counted on top as far as TAIL_MAX goes."""
    days = _stored_days(books.currency.community, since=since)
    last = days[max(days)] if days else DayTotals()
    tail = ledger.transfers(books.currency.book, after_seq=last.last_seq, limit=TAIL_MAX + 1)
    if len(tail) <= TAIL_MAX:
        tally = Tally(
            kind=books.currency.kind,
            zone=ZoneInfo(zone),
            supply_minor=last.supply_minor,
            seq=last.last_seq,
            roles={account: books.system.get(account, WalletRole.MEMBER) for account in _sides(tail)},
            trade=trade(),
            balances=_balances_before(books, tail),
            days=days,
        )
        fold(tally, tail)
    return {day: totals for day, totals in days.items() if day >= since}


def _stored_days(community: CommunityId, *, since: date) -> dict[date, DayTotals]:
    """Return the stored days from `since` on and the last one before: counting goes on where the last day ends."""
    rows = DayFigures.objects.filter(community_id=community)
    before = rows.filter(day__lt=since).order_by("-day").values("day")[:1]
    return {row.day: totals_of(row) for row in rows.filter(Q(day__gte=since) | Q(day=Subquery(before)))}


def _balances_before(books: _Books, tail: Sequence[Recorded]) -> dict[AccountId, int]:
    """Return the balances before some latest transfers: what stands now, less what they moved."""
    balances = {account: books.balances[account] for account in _sides(tail)}
    for transfer in tail:
        if transfer.kind in BOOKED:
            balances[transfer.debit] += transfer.amount
            balances[transfer.credit] -= transfer.amount
    return balances


def _sides(transfers: Sequence[Recorded]) -> set[AccountId]:
    return {side for transfer in transfers for side in (transfer.debit, transfer.credit)}


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
        trade=trade(),
        balances=_counted_balances(currency, accounts) if currency.kind is CurrencyKind.CREDIT else {},
    )


def _counted_balances(currency: CurrencyView, accounts: set[AccountId]) -> dict[AccountId, int]:
    """Return the balances the counted transfers left: all that went in less all that went out."""
    rows = WalletMonth.objects.filter(community_id=currency.community)
    if len(accounts) <= TAIL_MAX:
        rows = rows.filter(account__in=accounts)
    sums = rows.values("account").annotate(came=Sum("in_minor"), went=Sum("out_minor")).order_by()
    return {AccountId(entry["account"]): entry["came"] - entry["went"] for entry in sums}
