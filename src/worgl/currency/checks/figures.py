"""The statistics, counted again from the first transfer on."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from zoneinfo import ZoneInfo

from worgl.communities import queries as communities
from worgl.core.checks import Fault, proves
from worgl.core.domains import trade
from worgl.currency.checks.frame import of_currency
from worgl.currency.models import Currency, DayFigures, Wallet, WalletMonth
from worgl.currency.rules import CurrencyView, WalletRole
from worgl.currency.rules.figures import AccountMonth, DayTotals, Tally, fold
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Recorded

_AT_ONCE = 10_000
_DAY_FIELDS = tuple(field.name for field in fields(DayTotals))
_MONTH_FIELDS = tuple(field.name for field in fields(AccountMonth))
_day_values, _month_values = attrgetter(*_DAY_FIELDS), attrgetter(*_MONTH_FIELDS)


@proves("currency.figures", "Volume, supply and turnover are what the transfers come to.")
@of_currency
def counted(currency: CurrencyView) -> Iterator[Fault]:
    """Count every transfer that was counted once more, a month at a time, and compare."""
    through = Currency.objects.values_list("figures_seq", flat=True).get(pk=currency.id)
    last = ledger.last_seq(currency.book)
    if through > last:
        sentence = f"The figures count {through} transfers; there are {last}."
        yield Fault("figures_wrong", currency.book, "figures", sentence)
    tally, months = _tally(currency), 0
    for transfers in _transfers(currency, through=min(through, last)):
        fold(tally, transfers)
        begun = max(tally.days, default=date.min).replace(day=1)
        months += yield from _months(currency, tally, before=begun)
    months += yield from _months(currency, tally, before=date.max)
    yield from _days(currency, tally)
    kept = WalletMonth.objects.filter(community_id=currency.community).count()
    if kept != months:
        sentence = f"{kept} months of accounts are kept; the transfers come to {months}."
        yield Fault("figures_wrong", currency.book, "months", sentence)


def _tally(currency: CurrencyView) -> Tally:
    wallets = Wallet.objects.filter(community_id=currency.community).values_list("account", "role")
    roles = {AccountId(number): WalletRole(role) for number, role in wallets.iterator(chunk_size=_AT_ONCE)}
    zone = ZoneInfo(communities.community(currency.community).zone)
    return Tally(kind=currency.kind, zone=zone, supply_minor=0, seq=0, roles=roles, trade=trade())


def _transfers(currency: CurrencyView, *, through: int) -> Iterator[Sequence[Recorded]]:
    after = 0
    while after < through:
        page = ledger.transfers(currency.book, after_seq=after, limit=min(_AT_ONCE, through - after))
        if not page:
            return
        yield page
        after = page[-1].seq


def _months(currency: CurrencyView, tally: Tally, *, before: date) -> Generator[Fault, None, int]:
    """Compare and forget the months that are over; returns how many months of accounts they are."""
    over = sorted((key for key in tally.accounts if key[1] < before), key=itemgetter(1))
    for month, keys in groupby(over, key=itemgetter(1)):
        rows = WalletMonth.objects.filter(community_id=currency.community, month=month)
        kept = {row[0]: row[1:] for row in rows.values_list("account", *_MONTH_FIELDS)}
        for key in keys:
            if kept.get(key[0]) != _month_values(tally.accounts.pop(key)):
                sentence = f"The turnover of account {key[0]} in {month:%Y-%m} is not what its transfers come to."
                where = f"account {key[0]}, month {month:%Y-%m}"
                yield Fault("figures_wrong", currency.book, where, sentence)
    return len(over)


def _days(currency: CurrencyView, tally: Tally) -> Iterator[Fault]:
    rows = DayFigures.objects.filter(community_id=currency.community)
    kept = {row[0]: row[1:] for row in rows.values_list("day", *_DAY_FIELDS).iterator(chunk_size=_AT_ONCE)}
    for day in sorted(kept.keys() | tally.days.keys()):
        found = tally.days.get(day)
        if found is None or kept.get(day) != _day_values(found):
            sentence = f"The figures of {day} are not what its transfers come to."
            yield Fault("figures_wrong", currency.book, f"day {day}", sentence)
