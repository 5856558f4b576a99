"""The town's day figures as rows without gaps, as charts with a sentence each, and as a table file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from worgl.core.charts import Series, axis_labels, bar_chart, empty_chart, line_chart
from worgl.core.dates import day_text, month_text
from worgl.core.money import PPM, plain_minor
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import Coin
from worgl.currency.rules import DayFigure
from worgl.currency.views.parts import about

DAILY_BARS_MAX = 31
WEEKLY_BARS_MAX = 60


def filled(figures: Sequence[DayFigure], *, since: date, through: date) -> tuple[DayFigure, ...]:
    """Return one row per day from `since`: a day without a transfer has the supply of the day before and no trade.

    `figures` are in order and may begin before `since`, so that the supply of the first day is known.
    """
    supply = 0
    known: dict[date, DayFigure] = {}
    for figure in figures:
        known[figure.day] = figure
        if figure.day <= since:
            supply = figure.supply_minor
    rows: list[DayFigure] = []
    for offset in range((through - since).days + 1):
        day = since + timedelta(days=offset)
        row = known.get(day, DayFigure(day, 0, 0, 0, 0, 0, supply))
        supply = row.supply_minor
        rows.append(row)
    return tuple(rows)


def supply_chart(days: Sequence[DayFigure], *, coin: Coin) -> SafeString:
    """Draw the money in circulation over the days, with the change in words."""
    if not any(figure.supply_minor for figure in days):
        return empty_chart(_("There is no money in circulation yet."))
    now = _money(days[-1].supply_minor, coin)
    change = change_ppm(days[0].supply_minor, days[-1].supply_minor)
    return line_chart(
        series=[Series(_("In circulation"), [figure.supply_minor for figure in days])],
        labels=axis_labels([figure.day for figure in days]),
        sentence=_("{amount} {coin} in circulation, {change}.").format(
            amount=now, coin=coin.name, change=_change_in_words(change, since=days[0].day)
        ),
        exponent=coin.exponent,
        decimal_mark=coin.decimal_mark,
        filled=True,
    )


def volume_chart(days: Sequence[DayFigure], *, coin: Coin) -> SafeString:
    """Draw what members paid each other, by day, week or month as the bars find room."""
    whole, payments = sum(figure.volume_minor for figure in days), sum(figure.payments for figure in days)
    if not payments:
        return empty_chart(_("No member has paid another in this time."))
    bars = bucketed(days)
    best_day, best = max(bars, key=lambda bar: bar[1])
    sentence = _("{count} payments, {amount} {coin} in all; the most, {best}, {when}.").format(
        count=payments, amount=_money(whole, coin), coin=coin.name, best=_money(best, coin), when=_when(best_day, days)
    )
    return bar_chart(
        values=[value for _day, value in bars],
        labels=axis_labels([day for day, _value in bars]),
        sentence=sentence,
        exponent=coin.exponent,
        decimal_mark=coin.decimal_mark,
    )


def bucketed(days: Sequence[DayFigure]) -> list[tuple[date, int]]:
    """Return trade by day, by week from Monday or by month, under the first day of each."""
    return [(day, sum(figure.volume_minor for figure in group)) for day, group in groupby(days, key=_bucket(len(days)))]


def change_ppm(before_minor: int, after_minor: int) -> int | None:
    """Return by how much an amount has grown, in ppm of what it was; None when it was nothing."""
    return (after_minor - before_minor) * PPM // before_minor if before_minor > 0 else None


def as_csv(days: Sequence[DayFigure], *, exponent: int) -> str:
    """Return the figures as a table file: a header, a row per day, amounts with a point."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["day", "volume", "payments", "minted", "retired", "faded", "supply"])
    for figure in days:
        amounts = (figure.minted_minor, figure.retired_minor, figure.faded_minor, figure.supply_minor)
        volume = plain_minor(figure.volume_minor, exponent=exponent)
        plain = [plain_minor(minor, exponent=exponent) for minor in amounts]
        table.writerow([figure.day.isoformat(), volume, figure.payments, *plain])
    return out.getvalue()


def _bucket(count: int) -> Callable[[DayFigure], date]:
    """Choose how days are gathered so that the bars find room."""
    if count <= DAILY_BARS_MAX:
        return lambda figure: figure.day
    if count <= WEEKLY_BARS_MAX * 7:
        return lambda figure: figure.day - timedelta(days=figure.day.weekday())
    return lambda figure: figure.day.replace(day=1)


def _when(first: date, days: Sequence[DayFigure]) -> str:
    name = day_text(first)
    if len(days) <= DAILY_BARS_MAX:
        return _("on {day}").format(day=name)
    if len(days) <= WEEKLY_BARS_MAX * 7:
        return _("in the week of {day}").format(day=name)
    return _("in {month}").format(month=month_text(first))


def _change_in_words(change: int | None, *, since: date) -> str:
    day = day_text(since)
    if change is None:
        return _("nothing on {day}").format(day=day)
    if change == 0:
        return _("as much as on {day}").format(day=day)
    rounded = about(abs(change))
    words = _("{rate} more than on {day}") if change > 0 else _("{rate} less than on {day}")
    return words.format(rate=rounded, day=day)


def _money(minor: int, coin: Coin) -> str:
    return amount_text(minor, coin)
