"""The health of the money as charts, each with its sentence and its table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from worgl.core.charts import Series, axis_labels, bar_chart, compact, empty_chart, line_chart
from worgl.core.counts import Count
from worgl.core.dates import day_text
from worgl.core.money import format_minor, plain_minor
from worgl.core.templatetags.worgl import amount_text, percent
from worgl.currency.pages import Coin
from worgl.currency.rules import ACTIVE_DAYS, Band, TownHealth

GINI_EXPONENT, PPM_EXPONENT, PERCENT_EXPONENT = 2, 6, 4
WEEKS_FROM_DAYS = 62
"""From so many days on the commons are shown by week."""

Rows = tuple[Sequence[str], list[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of the page: its heading, its drawing, and what stands in its table."""

    key: str
    title: str | Promise
    draw: Callable[[TownHealth, Coin], SafeString]
    rows: Callable[[TownHealth, Coin], Rows]


def _days(health: TownHealth) -> list[date]:
    return [state.day for state in health.states]


def _draw_supply(health: TownHealth, coin: Coin) -> SafeString:
    supplies = [figure.supply_minor for figure in health.days]
    sentence = _("{now} {coin} in circulation; on {day} it was {before}.").format(
        now=amount_text(supplies[-1], coin),
        coin=coin.name,
        day=day_text(health.days[0].day),
        before=amount_text(supplies[0], coin),
    )
    commons = [state.commons_minor for state in health.states]
    return line_chart(
        series=[Series(_("In circulation"), supplies), Series(_("Of it in the common fund"), commons, 2)],
        labels=axis_labels(_days(health)),
        sentence=sentence,
        exponent=coin.exponent,
        decimal_mark=coin.decimal_mark,
    )


def _rows_supply(health: TownHealth, coin: Coin) -> Rows:
    def plain(minor: int) -> str:
        return plain_minor(minor, exponent=coin.exponent)

    rows: list[Sequence[object]] = [
        (
            own.day,
            plain(own.supply_minor),
            plain(own.minted_minor),
            plain(own.retired_minor),
            plain(state.commons_minor),
        )
        for own, state in zip(health.days, health.states, strict=True)
    ]
    return ("day", "supply", "minted", "retired", "commons"), rows


def _draw_velocity(health: TownHealth, coin: Coin) -> SafeString:
    found = health.turns_tenths
    sentence = _("Each {coin} changes hands {now} times a year; on {day} it was {before} times.").format(
        now=turns_text(found[-1], coin),
        coin=coin.name,
        day=day_text(health.days[0].day),
        before=turns_text(found[0], coin),
    )
    return line_chart(
        series=[Series(_("Turns of the money a year"), found, 3)],
        labels=axis_labels(_days(health)),
        sentence=sentence,
        exponent=1,
        decimal_mark=coin.decimal_mark,
        filled=True,
    )


def turns_text(tenths: int, coin: Coin) -> str:
    """Return a velocity with one decimal."""
    return format_minor(tenths, exponent=1, decimal_mark=coin.decimal_mark, group_mark="")


def _rows_velocity(health: TownHealth, coin: Coin) -> Rows:
    rows: list[Sequence[object]] = [
        (own.day, plain_minor(own.volume_minor, exponent=coin.exponent), own.payments, plain_minor(tenths, exponent=1))
        for own, tenths in zip(health.days, health.turns_tenths, strict=True)
    ]
    return ("day", "volume", "payments", "turns_a_year"), rows


def gini_text(ppm: int, coin: Coin) -> str:
    """Return a Gini index with two decimals."""
    return format_minor((ppm + 5_000) // 10_000, exponent=GINI_EXPONENT, decimal_mark=coin.decimal_mark)


def _draw_gini(health: TownHealth, coin: Coin) -> SafeString:
    last = health.states[-1]
    if last.gini_ppm is None:
        return empty_chart(_("Nobody holds anything yet."))
    sentence = ngettext(
        "{gini} among {count} member, where 0 means all hold the same and 1 that one holds everything.",
        "{gini} among {count} members, where 0 means all hold the same and 1 that one holds everything.",
        last.members,
    ).format(gini=gini_text(last.gini_ppm, coin), count=Count(last.members))
    return line_chart(
        series=[Series(_("Gini of balances"), [state.gini_ppm or 0 for state in health.states], 4)],
        labels=axis_labels(_days(health)),
        sentence=sentence,
        exponent=PPM_EXPONENT,
        decimal_mark=coin.decimal_mark,
    )


def _rows_gini(health: TownHealth, coin: Coin) -> Rows:
    rows: list[Sequence[object]] = [
        (own.day, own.members, "" if own.gini_ppm is None else plain_minor(own.gini_ppm, exponent=PPM_EXPONENT))
        for own in health.states
    ]
    return ("day", "members", "gini"), rows


def _draw_idle(health: TownHealth, coin: Coin) -> SafeString:
    last = health.states[-1]
    if last.idle_ppm is None:
        return empty_chart(_("Nobody holds anything yet."))
    sentence = _("{share} of the members’ money belongs to people who paid nobody for {days} days.").format(
        share=whole_percent(last.idle_ppm), days=ACTIVE_DAYS
    )
    return line_chart(
        series=[Series(_("Idle money, per cent"), [state.idle_ppm or 0 for state in health.states], 2)],
        labels=axis_labels(_days(health)),
        sentence=sentence,
        exponent=PERCENT_EXPONENT,
        decimal_mark=coin.decimal_mark,
        filled=True,
    )


def whole_percent(ppm: int) -> str:
    """Return a share in whole per cent, rounded."""
    return percent((ppm + 5_000) // 10_000 * 10_000)


def _rows_idle(health: TownHealth, coin: Coin) -> Rows:
    rows: list[Sequence[object]] = [
        (own.day, "" if own.idle_ppm is None else plain_minor(own.idle_ppm, exponent=PERCENT_EXPONENT))
        for own in health.states
    ]
    return ("day", "idle_percent"), rows


def _draw_active(health: TownHealth, coin: Coin) -> SafeString:
    last = health.states[-1]
    sentence = ngettext(
        "{active} of {members} member paid or was paid in the last {days} days.",
        "{active} of {members} members paid or were paid in the last {days} days.",
        last.members,
    ).format(active=Count(last.active), members=Count(last.members), days=ACTIVE_DAYS)
    return line_chart(
        series=[
            Series(_("Active"), [state.active for state in health.states]),
            Series(_("Everybody who ever had a coin"), [state.members for state in health.states], 3),
        ],
        labels=axis_labels(_days(health)),
        sentence=sentence,
    )


def _rows_active(health: TownHealth, coin: Coin) -> Rows:
    return ("day", "active", "members"), [(own.day, own.active, own.members) for own in health.states]


def commons_buckets(health: TownHealth) -> list[tuple[date, int, int]]:
    """Return what came into the commons and went out of them, by day or by week from Monday."""
    by_week = len(health.states) >= WEEKS_FROM_DAYS

    def first_of(day: date) -> date:
        return day - timedelta(days=day.weekday()) if by_week else day

    groups = ((day, list(group)) for day, group in groupby(health.states, key=lambda state: first_of(state.day)))
    return [
        (day, sum(one.commons_in_minor for one in group), sum(one.commons_out_minor for one in group))
        for day, group in groups
    ]


def _draw_commons(health: TownHealth, coin: Coin) -> SafeString:
    buckets = commons_buckets(health)
    came, went = sum(bucket[1] for bucket in buckets), sum(bucket[2] for bucket in buckets)
    if not came and not went:
        return empty_chart(_("Nothing came into the common fund, and nothing went out of it."))
    sentence = _("{came} {coin} came in and {went} went out; {left} are there now.").format(
        came=amount_text(came, coin),
        went=amount_text(went, coin),
        left=amount_text(health.states[-1].commons_minor, coin),
        coin=coin.name,
    )
    return line_chart(
        series=[
            Series(_("Came in"), [bucket[1] for bucket in buckets]),
            Series(_("Went out"), [bucket[2] for bucket in buckets], 2),
        ],
        labels=axis_labels([bucket[0] for bucket in buckets]),
        sentence=sentence,
        exponent=coin.exponent,
        decimal_mark=coin.decimal_mark,
    )


def _rows_commons(health: TownHealth, coin: Coin) -> Rows:
    rows: list[Sequence[object]] = []
    for own in health.states:
        amounts = (own.commons_in_minor, own.commons_out_minor, own.commons_minor)
        rows.append((own.day, *(plain_minor(minor, exponent=coin.exponent) for minor in amounts)))
    return ("day", "in", "out", "balance"), rows


def _draw_balances(health: TownHealth, coin: Coin) -> SafeString:
    bands = next((state.bands for state in reversed(health.states) if state.bands), ())
    if not bands:
        return empty_chart(_("Nobody holds anything yet."))
    most = max(bands, key=lambda band: band.members)
    low, high = (amount_text(minor, coin) if minor is not None else "" for minor in (most.low_minor, most.high_minor))
    if not low:
        where = _("below zero")
    elif not high:
        where = _("at {low} or more").format(low=low)
    else:
        where = _("from {low} to below {high}").format(low=low, high=high)
    count = sum(band.members for band in bands)
    sentence = ngettext(
        "The balance of {count} member. Most are {where}: {most}.",
        "The balances of {count} members. Most are {where}: {most}.",
        count,
    ).format(count=Count(count), where=where, most=Count(most.members))
    labels = [(index, _band_label(band, coin)) for index, band in enumerate(bands)]
    return bar_chart(values=[band.members for band in bands], labels=labels, sentence=sentence)


def _band_label(band: Band, coin: Coin) -> str:
    if band.low_minor is None:
        return "<0"
    low = compact(band.low_minor, exponent=coin.exponent, decimal_mark=coin.decimal_mark)
    return low if band.high_minor is not None else f"{low}+"


def _rows_balances(health: TownHealth, coin: Coin) -> Rows:
    bands = next((state.bands for state in reversed(health.states) if state.bands), ())

    def plain(minor: int | None) -> str:
        return "" if minor is None else plain_minor(minor, exponent=coin.exponent)

    return ("from", "below", "members"), [(plain(own.low_minor), plain(own.high_minor), own.members) for own in bands]


CHARTS: Mapping[str, Chart] = {
    chart.key: chart
    for chart in (
        Chart("supply", gettext_lazy("Money supply"), _draw_supply, _rows_supply),
        Chart("velocity", gettext_lazy("Velocity"), _draw_velocity, _rows_velocity),
        Chart("active", gettext_lazy("Active members"), _draw_active, _rows_active),
        Chart("balances", gettext_lazy("Balances"), _draw_balances, _rows_balances),
        Chart("commons", gettext_lazy("Common fund, in and out"), _draw_commons, _rows_commons),
        Chart("idle", gettext_lazy("Idle money"), _draw_idle, _rows_idle),
        Chart("gini", gettext_lazy("How unequal balances are"), _draw_gini, _rows_gini),
    )
}
"""The charts of the page, in their order."""


def as_csv(rows: Rows) -> str:
    """Return the table of a chart: a header and a row each, days in ISO form, amounts with a point."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(rows[0])
    table.writerows(rows[1])
    return out.getvalue()
