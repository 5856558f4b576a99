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
