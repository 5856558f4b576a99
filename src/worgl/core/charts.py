"""Charts as SVG made on the server from integers: no script, no inline style, coloured by the stylesheet.

Every chart is a figure whose caption says in one sentence what the picture shows; the picture itself
is hidden from screen readers, so nothing is read twice. Coordinates are whole tenths of a unit: no
float comes near an amount of money.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from worgl.core.dates import day_label, month_label
from worgl.core.money import format_minor

WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 28
POINTS_MAX = 240
BARS_MAX = 62
LABELS = 4
MONTHS_FROM_DAYS = 124
"""From so many days on the axis names months, not days."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart. `style` 1 to 4 chooses its colour and stroke, so lines differ without colour too."""

    name: str
    values: Sequence[int]
    style: int = 1


@dataclass(frozen=True, slots=True)
class Scale:
    """The vertical axis: from `low` to `high` in steps of `step`, all in minor units."""

    low: int
    high: int
    step: int
    exponent: int
    decimal_mark: str

    def y(self, value: int) -> int:
        """Return the height of a value in tenths of a unit from the top."""
        room = (HEIGHT - TOP - BOTTOM) * 10
        return TOP * 10 + room - room * (value - self.low) // (self.high - self.low)

    def ticks(self) -> list[int]:
        """Return the values that get a grid line."""
        return list(range(self.low, self.high + 1, self.step))


def line_chart(
    *,
    series: Sequence[Series],
    labels: Sequence[tuple[int, str]],
    sentence: str,
    exponent: int = 0,
    decimal_mark: str = ".",
    filled: bool = False,
) -> SafeString:
    """Return lines over a common row of moments; `labels` are (index, text) below the axis.

    All series have the same number of values. More than POINTS_MAX moments are thinned evenly and the
    last is kept. `filled` shades the ground under each line.
    """
    count = len(series[0].values) if series else 0
    assert all(len(one.values) == count for one in series)
    if count == 0:
        return empty_chart(sentence)
    kept = _kept(count)
    scale = scale_for([value for one in series for value in one.values], exponent=exponent, decimal_mark=decimal_mark)
    drawn = format_html_join("", "{}", ((_line(one, kept, count, scale, filled),) for one in series))
    names = format_html_join("", "{}", ((_below(index, count, text),) for index, text in labels))
    return _figure(format_html("{}{}{}", _grid(scale), drawn, names), sentence, _legend(series))


def bar_chart(
    *,
    values: Sequence[int],
    labels: Sequence[tuple[int, str]],
    sentence: str,
    exponent: int = 0,
    decimal_mark: str = ".",
    style: int = 1,
) -> SafeString:
    """Return one bar per value, at most BARS_MAX; bars below zero hang down and have a colour of their own."""
    assert len(values) <= BARS_MAX
    if not values:
        return empty_chart(sentence)
    scale = scale_for(values, exponent=exponent, decimal_mark=decimal_mark)
    width = (WIDTH - LEFT - RIGHT) * 10 // len(values)
    gap = max(4, width // 8)
    bars = format_html_join(
        "",
        "{}",
        (
            (_bar(LEFT * 10 + index * width + gap, width - 2 * gap, value, scale, style),)
            for index, value in enumerate(values)
        ),
    )
    middle = ((tenths(LEFT * 10 + index * width + width // 2), HEIGHT - 8, text) for index, text in labels)
    names = format_html_join("", '<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>', middle)
    return _figure(format_html("{}{}{}", _grid(scale), bars, names), sentence, SafeString(""))


def spark_line(values: Sequence[int]) -> SafeString:
    """Return a small line without axes, decoration beside a number that says the same."""
    if len(values) < 2:  # noqa: PLR2004 -- a line needs two points
        return SafeString("")
    kept = _kept(len(values))
    low, high = min(values), max(values)
    room = max(high - low, 1)
    points = " ".join(
        f"{tenths(20 + 1160 * index // (len(values) - 1))},{tenths(330 - 300 * (values[index] - low) // room)}"
        for index in kept
    )
    return format_html(
        '<svg class="spark" viewBox="0 0 120 36" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<polyline points="{}"/></svg>',
        points,
    )


def empty_chart(sentence: str) -> SafeString:
    """Return the frame of a chart that has nothing to show yet."""
    return format_html('<figure class="plot plot-empty"><figcaption class="note">{}</figcaption></figure>', sentence)


def scale_for(values: Sequence[int], *, exponent: int = 0, decimal_mark: str = ".") -> Scale:
    """Return an axis with zero on it, about four steps, each step a round number.

    >>> scale_for([0, 60_457]).ticks()
    [0, 20000, 40000, 60000, 80000]
    """
    low, high = min(0, *values) if values else 0, max(0, *values) if values else 0
    step = round_up(max(1, -(-(high - low) // 4)))
    bottom = low // step * step
    top = max(-(-high // step) * step, bottom + step)
    return Scale(bottom, top, step, exponent, decimal_mark)


def axis_labels(days: Sequence[date]) -> list[tuple[int, str]]:
    """Choose a few days for the axis, evenly, the first and the last among them."""
    last = len(days) - 1
    if last < 0:
        return []
    label = month_label if (days[last] - days[0]).days > MONTHS_FROM_DAYS else day_label
    indexes = sorted({last * step // (LABELS - 1) for step in range(LABELS)})
    return [(index, label(days[index])) for index in indexes]


def round_up(number: int) -> int:
    """Return the next number of the row 1, 2, 5, 10, 20, 25, 50 … that is not smaller.

    >>> [round_up(number) for number in (1, 3, 7, 21, 300)]
    [1, 5, 10, 25, 500]
    """
    power: int = 10 ** (len(str(number)) - 1)
    steps = (
        [power, 2 * power, 5 * power, 10 * power]
        if power == 1
        else [power, 2 * power, 5 * power // 2, 5 * power, 10 * power]
    )
    return next(step for step in steps if step >= number)


def compact(minor: int, *, exponent: int, decimal_mark: str = ".") -> str:
    """Return an amount for a tick: without needless decimals, thousands as k, millions as M.

    >>> compact(2_000_000, exponent=2), compact(-150, exponent=2), compact(125_000_000, exponent=2)
    ('20k', '−1.5', '1.25M')
    """
    powers = ((6, "M"), (3, "k"), (0, ""))
    power, suffix = next(pair for pair in powers if abs(minor) >= 10 ** (exponent + pair[0]) or pair[0] == 0)
    text = format_minor(minor, exponent=exponent + power, decimal_mark=decimal_mark, group_mark="")
    if decimal_mark in text:
        text = text.rstrip("0").rstrip(decimal_mark)
    return text.replace("-", "−") + suffix


def tenths(number: int) -> str:
    """Return a whole number of tenths as a coordinate.

    >>> tenths(1234), tenths(-5)
    ('123.4', '-0.5')
    """
    sign = "-" if number < 0 else ""
    return f"{sign}{abs(number) // 10}.{abs(number) % 10}"


def _kept(count: int) -> list[int]:
    """Choose the moments drawn: all, or evenly thinned with the last kept."""
    stride = -(-count // POINTS_MAX)
    kept = list(range(0, count, stride))
    if kept[-1] != count - 1:
        kept.append(count - 1)
    return kept


def _x(index: int, count: int) -> int:
    room = (WIDTH - LEFT - RIGHT) * 10
    return LEFT * 10 + (room * index // (count - 1) if count > 1 else room // 2)


def _line(one: Series, kept: Sequence[int], count: int, scale: Scale, filled: bool) -> SafeString:  # noqa: FBT001 -- passed on from the caller's keyword
    points = " ".join(f"{tenths(_x(index, count))},{tenths(scale.y(one.values[index]))}" for index in kept)
    first, last, ground = tenths(_x(kept[0], count)), tenths(_x(count - 1, count)), tenths(scale.y(0))
    area = (
        format_html(
            '<polygon class="area s{}" points="{},{} {} {},{}"/>', one.style, first, ground, points, last, ground
        )
        if filled
        else SafeString("")
    )
    return format_html(
        '{}<polyline class="line s{}" points="{}"/><circle class="dot s{}" cx="{}" cy="{}" r="3.5"/>',
        area,
        one.style,
        points,
        one.style,
        last,
        tenths(scale.y(one.values[-1])),
    )


def _bar(left: int, width: int, value: int, scale: Scale, style: int) -> SafeString:
    ground, end = scale.y(0), scale.y(value)
    return format_html(
        '<rect class="bar {}" x="{}" y="{}" width="{}" height="{}" rx="2"/>',
        "neg" if value < 0 else f"s{style}",
        tenths(left),
        tenths(min(ground, end)),
        tenths(width),
        tenths(abs(ground - end)),
    )


def _grid(scale: Scale) -> SafeString:
    rows = (
        (
            LEFT,
            WIDTH - RIGHT,
            tenths(scale.y(value)),
            tenths(scale.y(value)),
            LEFT - 8,
            tenths(scale.y(value) + 45),
            compact(value, exponent=scale.exponent, decimal_mark=scale.decimal_mark),
        )
        for value in scale.ticks()
    )
    return format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>',
        rows,
    )


def _below(index: int, count: int, text: str) -> SafeString:
    anchor = "end" if count > 1 and index == count - 1 else "start" if index == 0 and count > 1 else "middle"
    return format_html(
        '<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>',
        tenths(_x(index, count)),
        HEIGHT - 8,
        anchor,
        text,
    )


def _legend(series: Sequence[Series]) -> SafeString:
    if len(series) < 2:  # noqa: PLR2004 -- one line needs no legend
        return SafeString("")
    keys = format_html_join("", '<li><i class="key s{}"></i>{}</li>', ((one.style, one.name) for one in series))
    return format_html('<ul class="legend">{}</ul>', keys)


def _figure(drawing: SafeString, sentence: str, legend: SafeString) -> SafeString:
    return format_html(
        '<figure class="plot"><svg class="chart" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
        '{}<figcaption class="note">{}</figcaption></figure>',
        WIDTH,
        HEIGHT,
        drawing,
        legend,
        sentence,
    )
