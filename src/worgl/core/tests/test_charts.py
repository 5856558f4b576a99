"""Charts: whole numbers in, safe SVG out, said in a sentence as well."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.charts import BARS_MAX, POINTS_MAX, Series, bar_chart, line_chart, scale_for, spark_line

AMOUNTS = st.integers(min_value=-(10**14), max_value=10**14)


def test_text_from_outside_cannot_become_markup() -> None:
    evil = '<script>"&'
    chart = line_chart(series=[Series(evil, [1, 2]), Series("b", [2, 1], 2)], labels=[(0, evil)], sentence=evil)
    assert "<script>" not in chart
    assert ET.fromstring(chart).tag == "figure"  # noqa: S314 -- our own output


def test_the_picture_is_hidden_and_the_sentence_is_said() -> None:
    chart = bar_chart(values=[1, -2, 3], labels=[(0, "Mon")], sentence="Three days.")
    assert 'aria-hidden="true"' in chart
    assert '<figcaption class="note">Three days.</figcaption>' in chart
    assert "style=" not in chart


def test_without_values_there_is_a_frame_with_the_sentence() -> None:
    assert "Nothing yet." in line_chart(series=[], labels=[], sentence="Nothing yet.")
    assert "Nothing yet." in bar_chart(values=[], labels=[], sentence="Nothing yet.")
    assert spark_line([5]) == ""


def test_a_long_row_is_thinned_and_keeps_its_last_moment() -> None:
    chart = line_chart(series=[Series("a", list(range(5_000)))], labels=[], sentence="s")
    points = re.search(r'points="([^"]+)"', chart)
    assert points
    drawn = points.group(1).split()
    assert len(drawn) <= POINTS_MAX + 1
    assert drawn[-1].startswith("388.0,")


def test_too_many_bars_are_a_bug() -> None:
    with pytest.raises(AssertionError):
        bar_chart(values=[1] * (BARS_MAX + 1), labels=[], sentence="s")


@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_every_value_lies_within_its_axis(values: list[int]) -> None:
    scale = scale_for(values, exponent=2)
    ticks = scale.ticks()
    assert 0 in ticks
    assert ticks[0] <= min(values)
    assert max(values) <= ticks[-1]
    assert len(ticks) <= 7
    assert all(120 <= scale.y(value) <= 1920 for value in values)


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_any_amounts_give_well_formed_drawings(values: list[int]) -> None:
    for drawing in (
        line_chart(series=[Series("a", values)], labels=[(0, "x")], sentence="s", exponent=2, filled=True),
        bar_chart(values=values, labels=[(0, "x")], sentence="s", exponent=2),
    ):
        ET.fromstring(drawing)  # noqa: S314 -- our own output
