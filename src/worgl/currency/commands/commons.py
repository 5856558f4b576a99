"""The spend rule at work: what the common accounts took in and did not spend is paid out at the month's end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.communities.rules import CommunityId
from worgl.core.ids import new_id
from worgl.core.money import Ppm, split_minor
from worgl.core.sealing import seal
from worgl.currency.commands.figures import update_figures
from worgl.currency.commands.frame import dated_id, lock_book, post_all
from worgl.currency.commands.shares import active_wallets
from worgl.currency.models import CommonsMonth, Wallet, WalletMonth
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.policy import day_begins, local_date, values_at
from worgl.currency.rules import CurrencyView, TransferCode, WalletRole, dividend_due
from worgl.currency.seals import MONTH
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Transfer

RULED_ROLES = (WalletRole.COMMONS, WalletRole.OPERATOR)
"""Accounts that pay no demurrage and therefore keep the spend rule."""


def pay_unspent(*, community: CommunityId, now: datetime) -> int:
    """Settle the spend rule for every whole month not yet settled and return what was paid out, in minor units.

    One reckoning per account and month: done twice, or by two workers at once, it changes nothing.
    (money.md, Demurrage, Spend rule.)
    """
    town, currency = communities.community(community), currency_of(community)
    update_figures(community=community)
    paid = 0
    for month in _unsettled(town, currency, now):
        for role in RULED_ROLES:
            paid += _settle(town, currency, role, month, now=now)
    return paid


def _unsettled(town: Community, currency: CurrencyView, now: datetime) -> Iterator[date]:
    last = CommonsMonth.objects.filter(community_id=town.id).order_by("-month").values_list("month", flat=True).first()
    month = next_month(last) if last else local_date(currency.created_at, town.zone).replace(day=1)
    this_month = local_date(now, town.zone).replace(day=1)
    while month < this_month:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """Return the first day of the month after one.

    >>> next_month(date(2025, 12, 1))
    datetime.date(2026, 1, 1)
    """
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _settle(town: Community, currency: CurrencyView, role: WalletRole, month: date, *, now: datetime) -> int:
    with transaction.atomic():
        lock_book(currency)
        wallet = Wallet.objects.get(community_id=town.id, role=role)
        if CommonsMonth.objects.filter(community_id=town.id, wallet=wallet, month=month).exists():
            return 0
        came, went = _flows(town, wallet, month)
        share = Ppm(int(str(values_at(town.id, day_begins(next_month(month), town.zone))["commons_spend"])))
        account = ledger.account(currency.book, AccountId(wallet.account))
        due = dividend_due(income_minor=came, spent_minor=went, balance_minor=account.available, share=share)
        paid = _pay_out(town, currency, wallet, due, month, now=now)
        row = CommonsMonth.objects.create(
            id=new_id(),
            community_id=town.id,
            wallet=wallet,
            month=month,
            income_minor=came,
            spent_minor=went,
            dividend_minor=paid,
            at=now,
        )
        seal(MONTH, [row])
        return paid


def _flows(town: Community, wallet: Wallet, month: date) -> tuple[int, int]:
    """Return what an account took in and spent in a month; dividends by this rule settled an earlier month."""
    rows = WalletMonth.objects.filter(community_id=town.id, account=wallet.account, month=month)
    came, went = rows.values_list("in_minor", "out_minor").first() or (0, 0)
    start, end = day_begins(month, town.zone), day_begins(next_month(month), town.zone)
    settled = CommonsMonth.objects.filter(community_id=town.id, wallet=wallet, at__gte=start, at__lt=end)
    dividends = settled.aggregate(minor=Sum("dividend_minor"))["minor"] or 0
    return came, max(0, went - dividends)


def _pay_out(town: Community, currency: CurrencyView, wallet: Wallet, due: int, month: date, *, now: datetime) -> int:
    """Pay an equal dividend to the active members; what one cannot take stays. Returns what was paid."""
    receivers = list(active_wallets(town.id)) if due else []
    if not receivers:
        return 0
    transfers = [
        Transfer(
            dated_id(
                community=town.id,
                zone=town.zone,
                on=month,
                purpose=f"unspent:{wallet.role}",
                account=AccountId(receiver.account),
            ),
            AccountId(wallet.account),
            AccountId(receiver.account),
            minor,
            code=TransferCode.DIVIDEND,
        )
        for receiver, minor in zip(receivers, split_minor(due, [1] * len(receivers)), strict=True)
        if minor
    ]
    refused = post_all(currency, transfers, now=now)
    return sum(transfer.amount for transfer in transfers if transfer.id not in refused)
