"""How dates and times are written, everywhere: "1 December 2026", "14:05", and both together.

In other languages the order and the small words are the language's own. In English it is Europe's order,
because members live in many places and no month may be taken for a day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_CLOCK = "H:i"
_SHORT_DAY, _SHORT_MONTH = "j M", "M y"


def zone_of(name: str) -> tzinfo:
    """Return a zone by its name, UTC for none."""
    return ZoneInfo(name) if name else UTC


def day_text(on: date) -> str:
    """Return a date with its year, such as "1 December 2026"."""
    is_english = (get_language() or "en").startswith("en")
    return _written(on, "j F Y" if is_english else "DATE_FORMAT")


def day_of_year(on: date) -> str:
    """Return a date without its year, such as "December 1"."""
    return _written(on, "MONTH_DAY_FORMAT")


def day_text_at(at: datetime, zone: str) -> str:
    """Return the date of a moment in a zone."""
    return day_text(at.astimezone(zone_of(zone)))


def clock_text(at: datetime, zone: str) -> str:
    """Return the time of day of a moment in a zone, such as "14:05"."""
    return str(formats.date_format(at.astimezone(zone_of(zone)), _CLOCK))


def moment_text(at: datetime, zone: str) -> str:
    """Return date and time of a moment in a zone, such as "1 December 2026, 14:05"."""
    return _("{day}, {time}").format(day=day_text_at(at, zone), time=clock_text(at, zone))


def month_text(on: date) -> str:
    """Return the month of a date, such as "December 2026"."""
    return str(formats.date_format(on, "YEAR_MONTH_FORMAT"))


def day_name(on: date, *, today: date) -> str:
    """Return "Today", "Yesterday", or the date: the heading of a day's lines."""
    if on == today:
        return _("Today")
    if on == today - timedelta(days=1):
        return _("Yesterday")
    return day_text(on)


def day_label(on: date) -> str:
    """Return a date without its year, for the axis of a chart: "1 Dec"."""
    return _months_small(_written(on, _SHORT_DAY))


def month_label(on: date) -> str:
    """Return a month in short, for the axis of a chart: "Dec 26"."""
    return _months_small(str(formats.date_format(on, _SHORT_MONTH)))


def _written(on: date, form: str) -> str:
    """Return a date as a format says; in French the first of a month is an ordinal: "1er décembre 2026"."""
    text = str(formats.date_format(on, form))
    is_french = (get_language() or "").startswith("fr")
    return f"1er{text[1:]}" if is_french and on.day == 1 and text.startswith("1 ") else text


def _months_small(text: str) -> str:
    """Return a short date with its month as French and Spanish write it: without a capital."""
    return text.lower() if (get_language() or "")[:2] in {"fr", "es"} else text
