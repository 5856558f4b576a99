"""The town's day figures as rows without gaps, as charts with a sentence each, and as a table file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worgl.core.charts import Series, axis_labels, bar_chart, empty_chart, line_chart
from worgl.core.counts import Count
from worgl.core.dates import day_text, month_text
from worgl.core.money import PPM
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import Coin
from worgl.currency.rules import DayFigure
from worgl.currency.views.parts import about

DAILY_BARS_MAX = 31
WEEKLY_BARS_MAX = 60


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
    sentence = ngettext(
        "{count} payment, {amount} {coin} in all; the most, {best}, {when}.",
        "{count} payments, {amount} {coin} in all; the most, {best}, {when}.",
        payments,
    ).format(
        count=Count(payments),
        amount=_money(whole, coin),
        coin=coin.name,
        best=_money(best, coin),
        when=_when(best_day, days),
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
