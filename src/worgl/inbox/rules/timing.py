"""When digests come, when a failed sending is tried again, and how devices may be reached. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from worgl.core.notices import DIGESTS, Email

DIGEST_HOUR = 18
"""The hour digests come unless a person chooses another."""
DIGEST_LINES_MAX = 50
"""Most notices listed in one digest; how many more there are is said below them."""
ATTEMPTS_MAX = 8
"""Tries of an outgoing before it is given up."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
CLAIM = timedelta(minutes=5)
"""How long a worker may take for one sending before another takes it for dead."""


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed tries: four times longer each time, at most LONGEST_WAIT.

    >>> [wait_after(tries) // timedelta(minutes=1) for tries in (1, 2, 3, 8)]
    [1, 4, 16, 360]
    """
    assert attempts >= 1
    # Bounded before the power is taken, which would overflow.
    return min(FIRST_WAIT * int(4 ** min(attempts - 1, 10)), LONGEST_WAIT)


def next_digest(email: Email, *, zone: str, hour: int, now: datetime) -> datetime:
    """Return the first moment after `now` at which a digest comes: daily, or on Mondays.

    Where a clock change leaves the hour out, it comes at the moment that hour would have been.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
    >>> next_digest(Email.DAILY, zone="Europe/Vienna", hour=18, now=now).isoformat()
    '2026-11-26T17:00:00+00:00'
    """
    assert email in DIGESTS
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    while not (_is_day(email, day) and _at(day, hour, place) > now):
        day += timedelta(days=1)
    return _at(day, hour, place)


def _is_day(email: Email, day: date) -> bool:
    return email is Email.DAILY or day.weekday() == 0


def _at(day: date, hour: int, place: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=place).astimezone(ZoneInfo("UTC"))


def period_of(email: Email, at: datetime) -> str:
    """Return the name of the digest that comes at a moment; a person has one of each name."""
    return f"{email.value} {at:%Y-%m-%dT%H}"
