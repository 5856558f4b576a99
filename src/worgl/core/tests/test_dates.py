"""Dates and times are written one way."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from worgl.core import dates

AT = datetime(2026, 11, 30, 23, 5, tzinfo=UTC)
VIENNA = "Europe/Vienna"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1 December 2026"), ("de", "1. Dezember 2026"), ("es", "1 de diciembre de 2026")]
)
def test_a_day_has_its_year_and_the_order_of_its_language(language: str, written: str) -> None:
    with translation.override(language):
        assert dates.day_text(date(2026, 12, 1)) == written


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "1er décembre 2026|1er déc|1er décembre", "2 décembre 2026|2 déc|2 décembre"),
        ("de", "1. Dezember 2026", "2. D"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language: str, first: str, second: str) -> None:
    with translation.override(language):
        one, two = (
            "|".join(write(date(2026, 12, day)) for write in (dates.day_text, dates.day_label, dates.day_of_year))
            for day in (1, 2)
        )
    assert one.startswith(first)
    assert two.startswith(second)
    assert "1er1" not in one


def test_a_moment_is_told_in_the_zone_of_the_community() -> None:
    with translation.override("en"):
        assert dates.day_text_at(AT, VIENNA) == "1 December 2026"
        assert dates.clock_text(AT, VIENNA) == "00:05"
        assert dates.moment_text(AT, VIENNA) == "1 December 2026, 00:05"
        assert dates.moment_text(AT, "") == "30 November 2026, 23:05"


def test_a_heading_says_today_and_yesterday_and_else_the_date() -> None:
    with translation.override("en"):
        names = [dates.day_name(date(2026, 12, day), today=date(2026, 12, 3)) for day in (3, 2, 1)]
    assert names == ["Today", "Yesterday", "1 December 2026"]


def test_templates_write_the_same() -> None:
    page = Template("{% load worgl %}{{ at|day:zone }} {{ at|clock:zone }} {{ at|moment:zone }} {{ on|day }}")
    with translation.override("en"):
        said = page.render(Context({"at": AT, "zone": VIENNA, "on": date(2026, 12, 1)}))
    assert said == "1 December 2026 00:05 1 December 2026, 00:05 1 December 2026"


def test_a_chart_has_short_labels_and_a_month_its_year() -> None:
    with translation.override("en"):
        said = [write(date(2026, 12, 1)) for write in (dates.day_label, dates.month_label, dates.month_text)]
    assert said == ["1 Dec", "Dec 26", "December 2026"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", "2 Dec, Dec 26"), ("de", "2 Dez, Dez 26"), ("es", "2 dic, dic 26"), ("fr", "2 déc, déc 26")],
)
def test_months_on_an_axis_have_a_capital_where_the_language_has_one(language: str, labels: str) -> None:
    with translation.override(language):
        on = date(2026, 12, 2)
        assert f"{dates.day_label(on)}, {dates.month_label(on)}" == labels
