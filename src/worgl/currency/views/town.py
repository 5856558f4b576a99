"""Town: how much money there is, how it moves, what faded and where it went."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, member_page, town_file
from worgl.core import clock
from worgl.core.charts import spark_line
from worgl.currency import queries
from worgl.currency.pages import coin_on, currency_on
from worgl.currency.rules import CurrencyKind, tables
from worgl.currency.views.figures import change_ppm, supply_chart, volume_chart
from worgl.currency.views.parts import about, changes, receivers

RANGES = {"30": gettext_lazy("30 days"), "90": gettext_lazy("90 days"), "365": gettext_lazy("1 year")}
RANGE_DEFAULT = "90"
COMPARED_DAYS = 30
SHOWN_DAYS = 2 * 365


@require_safe
@member_page
def town(request: MemberRequest) -> HttpResponse:
    """Show the state of the money, its charts with a sentence each, and the ways to every detail."""
    now = clock.now()
    community = request.community
    coin = coin_on(request)
    chosen = request.GET.get("days", RANGE_DEFAULT)
    chosen = chosen if chosen in RANGES else RANGE_DEFAULT
    today = _today(community.zone, now)
    since = today - timedelta(days=SHOWN_DAYS)
    figures, series = queries.town_state(community=community.id, since=since, now=now)
    days = tables.filled(series, since=today - timedelta(days=int(chosen) - 1), through=today)
    month = tables.filled(series, since=today - timedelta(days=COMPARED_DAYS), through=today)
    context = {
        "title": _("Town"),
        "figures": figures,
        "receivers": receivers(figures.shares),
        "ranges": [(text, name, text == chosen) for text, name in RANGES.items()],
        "supply_chart": supply_chart(days, coin=coin),
        "volume_chart": volume_chart(days, coin=coin),
        "supply_change": _change(month[0].supply_minor, month[-1].supply_minor),
        "velocity": (figures.velocity or "").replace(".", coin.decimal_mark),
        "idle": about(figures.idle_ppm) if figures.idle_ppm is not None else "",
        "is_credit": currency_on(request).kind is CurrencyKind.CREDIT,
        "supply_spark": spark_line([figure.supply_minor for figure in month]),
        "volume_spark": spark_line([figure.volume_minor for figure in month]),
        "announced": changes(communities.announced(community=community.id, at=now), coin=coin),
        "may_steer": request.member.is_treasurer,
    }
    return render(request, "currency/town.html", context)


@require_safe
@member_page
def figures_csv(request: MemberRequest) -> HttpResponse:
    """Give the figures of every day as a table file."""
    community = request.community
    today = _today(community.zone, clock.now())
    series = queries.series(community=community.id, since=date.min, most=None)
    days = tables.filled(series, since=series[0].day if series else today, through=today)
    table = tables.figures_csv(days, exponent=currency_on(request).exponent)
    return town_file(request, table, what=f"figures-{today}")


def _change(before_minor: int, after_minor: int) -> str:
    """Return how the supply has moved, with its sign."""
    change = change_ppm(before_minor, after_minor)
    if change is None:
        return ""
    return f"{'+' if change > 0 else ''}{about(change)}"


def _today(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()
