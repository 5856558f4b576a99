"""Keeping the health of the money day by day, in the same transaction and from the same transfers as the figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Sum

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId
from worgl.core.bulk import upsert_rows
from worgl.core.domains import trade
from worgl.core.sealing import seal
from worgl.currency.models import Currency, DayHealth, Wallet, WalletMonth
from worgl.currency.queries.currencies import currency_of, currency_view
from worgl.currency.queries.figures import all_accounts
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import CurrencyView, WalletRole
from worgl.currency.rules.figures import Tally
from worgl.currency.rules.health import HealthDay, Pulse, day_now, fold_health, go_to
from worgl.currency.seals import HEALTH
from worgl.ledger.rules import AccountId, Recorded

_COLUMNS = (
    *("community_id", "day", "members", "active", "gini_ppm", "idle_ppm"),
    *("commons_minor", "commons_in_minor", "commons_out_minor", "bands"),
)


def close_days(*, community: CommunityId, now: datetime) -> None:
    """Write down the days without a transfer up to the present one, and when that was."""
    with transaction.atomic():
        row = Currency.objects.select_for_update().get(pk=currency_of(community).id)
        currency = currency_view(row)
        zone = communities.community(community).zone
        Currency.objects.filter(pk=row.pk).update(figures_counted_at=now)
        pulse = pulse_of(currency)
        if pulse.today is None:
            return
        tally = Tally(currency.kind, ZoneInfo(zone), 0, row.figures_seq, roles_of(currency), trade())
        go_to(pulse, tally, max(pulse.today, local_date(now, zone)))
        write_health(currency, pulse, tally)


def count_health(currency: CurrencyView, tally: Tally, transfers: Sequence[Recorded]) -> None:
    """Carry the health on by transfers not yet counted; in the caller's transaction, before figures are written."""
    pulse = pulse_of(currency)
    everyone = Tally(tally.kind, tally.zone, 0, tally.seq, roles_of(currency), tally.trade)
    fold_health(pulse, everyone, transfers)
    write_health(currency, pulse, everyone)


def roles_of(currency: CurrencyView) -> dict[AccountId, WalletRole]:
    """Return what each account of a currency is for."""
    rows = Wallet.objects.filter(community_id=currency.community).values_list("account", "role")
    return {AccountId(number): WalletRole(role) for number, role in rows}


def pulse_of(currency: CurrencyView) -> Pulse:
    """Return the health's running state as the counted transfers left it."""
    months = WalletMonth.objects.filter(community_id=currency.community)
    sums = months.values("account").order_by()
    counted = sums.annotate(came=Sum("in_minor"), went=Sum("out_minor"), paid=Max("last_spent"), got=Max("last_earned"))
    pulse = Pulse({}, {}, {}, gone={account.id for account in all_accounts(currency) if account.closed})
    for entry in counted:
        account = AccountId(entry["account"])
        pulse.balances[account] = entry["came"] - entry["went"]
        if entry["paid"] is not None:
            pulse.last_spent[account] = entry["paid"]
        traded = max((day for day in (entry["paid"], entry["got"]) if day is not None), default=None)
        if traded is not None:
            pulse.last_traded[account] = traded
    last = DayHealth.objects.filter(community_id=currency.community).order_by("-day").first()
    if last is not None:
        pulse.today, pulse.came_minor, pulse.went_minor = last.day, last.commons_in_minor, last.commons_out_minor
    return pulse


def write_health(currency: CurrencyView, pulse: Pulse, tally: Tally) -> None:
    """Write the days that ended and the day at hand as it stands so far."""
    days = list(pulse.closed)
    if pulse.today is not None:
        days.append(day_now(pulse, tally, pulse.today))
    newest = max((day.day for day in days), default=date.min)
    rows = [_row(currency.community, day, keeps_bands=day.day == newest) for day in days]
    DayHealth.objects.filter(community_id=currency.community, day__lt=newest).exclude(bands=[]).update(bands=[])
    upsert_rows(DayHealth, columns=_COLUMNS, unique=("community_id", "day"), rows=rows)
    ended = [day.day for day in pulse.closed]
    seal(HEALTH, DayHealth.objects.filter(community_id=currency.community, day__in=ended).order_by("day"))


def _row(community: CommunityId, day: HealthDay, *, keeps_bands: bool) -> tuple[object, ...]:
    bands = [[band.low_minor, band.high_minor, band.members] for band in day.bands] if keeps_bands else []
    shares = (day.gini_ppm, day.idle_ppm)
    commons = (day.commons_minor, day.commons_in_minor, day.commons_out_minor)
    return (community, day.day, day.members, day.active, *shares, *commons, bands)
