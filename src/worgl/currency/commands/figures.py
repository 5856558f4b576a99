"""Keeping the statistics: every transfer is counted once, in its order, resumable at any point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter

from django.db import transaction

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId
from worgl.core.bulk import upsert_rows
from worgl.currency.commands.health import count_health
from worgl.currency.models import Currency, DayFigures, WalletMonth
from worgl.currency.queries.currencies import currency_of, currency_view
from worgl.currency.queries.figures import TAIL_MAX, tally_for, totals_of
from worgl.currency.rules.figures import AccountMonth, DayTotals, Tally, fold
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId

AT_ONCE = 50_000
"""Transfers counted in one transaction."""

_DAY_FIELDS = tuple(field.name for field in fields(DayTotals))
_MONTH_FIELDS = tuple(field.name for field in fields(AccountMonth))
_day_values, _month_values = attrgetter(*_DAY_FIELDS), attrgetter(*_MONTH_FIELDS)


def update_figures(*, community: CommunityId) -> int:
    """Count every transfer not yet counted and return how many; the position is kept with the figures."""
    counted = 0
    while step := _count_some(community):
        counted += step
    return counted


def _count_some(community: CommunityId) -> int:
    with transaction.atomic():
        row = Currency.objects.select_for_update().get(pk=currency_of(community).id)
        currency = currency_view(row)
        transfers = ledger.transfers(currency.book, after_seq=row.figures_seq, limit=AT_ONCE)
        if not transfers:
            return 0
        accounts = {item.debit for item in transfers} | {item.credit for item in transfers}
        zone = communities.community(community).zone
        tally = tally_for(currency, zone, accounts=accounts, seq=row.figures_seq)
        count_health(currency, tally, transfers)
        _resume(community, tally, accounts)
        fold(tally, transfers)
        _write_days(community, tally.days)
        _write_accounts(community, tally.accounts)
        Currency.objects.filter(pk=row.pk).update(figures_seq=tally.seq)
        return len(transfers)


def _resume(community: CommunityId, tally: Tally, accounts: set[AccountId]) -> None:
    """Load the last day and month counted: the book's time never falls, so only these can go on."""
    last = DayFigures.objects.filter(community_id=community).order_by("-day").first()
    if last is None:
        return
    tally.days[last.day] = totals_of(last)
    rows = WalletMonth.objects.filter(community_id=community, month=last.day.replace(day=1))
    if len(accounts) <= TAIL_MAX:
        rows = rows.filter(account__in=accounts)
    for account, month, *counted in rows.values_list("account", "month", *_MONTH_FIELDS):
        if account in accounts:
            tally.accounts[AccountId(account), month] = AccountMonth(*counted)


def _write_days(community: CommunityId, days: Mapping[date, DayTotals]) -> None:
    unique = ("community_id", "day")
    rows = ((community, day, *_day_values(totals)) for day, totals in days.items())
    upsert_rows(DayFigures, columns=(*unique, *_DAY_FIELDS), unique=unique, rows=rows)


def _write_accounts(community: CommunityId, accounts: Mapping[tuple[AccountId, date], AccountMonth]) -> None:
    unique = ("community_id", "account", "month")
    rows = ((community, account, month, *_month_values(counted)) for (account, month), counted in accounts.items())
    upsert_rows(WalletMonth, columns=(*unique, *_MONTH_FIELDS), unique=unique, rows=rows)
