"""A town's life over many days without a database: for tests and for measuring the generator itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from worgl.core.money import PPM, Ppm
from worgl.demo.rules.dice import Dice
from worgl.demo.rules.life import Day, Town, draw_day

FADING = Ppm(10_000)
"""1 % on the first of a month, as in Woergl."""


def month_after(day: date) -> date:
    """Return the same day of the next month, or its last one.

    >>> month_after(date(2027, 1, 31)), month_after(date(2026, 12, 5))
    (datetime.date(2027, 2, 28), datetime.date(2027, 1, 5))
    """
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def draw_days(town: Town, first: date, days: int, dice_of: Callable[[date], Dice]) -> Iterator[tuple[date, Day]]:
    """Yield each day from `first`, the founding; on the first of a month 1 % fades and leaves the purses.

    `dice_of` gives each day its own dice. The real levy shares the faded money out again; here it is gone.
    """
    purses = tuple(0 for _one in town.people)
    for ordinal in range(days):
        day = first + timedelta(days=ordinal)
        if day.day == 1:
            purses = tuple(purse - purse * FADING // PPM for purse in purses)
        lived = draw_day(town, day, ordinal=ordinal, balances=purses, dice=dice_of(day))
        purses = lived.balances
        yield day, lived
