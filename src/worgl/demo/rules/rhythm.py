"""When a town pays: the week, the year, the hours of a day."""

from __future__ import annotations

from datetime import date, timedelta

from worgl.demo.rules.dice import Dice, Urn

FRIDAY, SUNDAY = 4, 6
SUPPLY_DAYS = (1, 3)
_PURCHASES = 14
"""Purchases a hundred people make on an average day."""
_WEEK = (95, 100, 105, 120, 135, 155, 38)
"""Weight of each weekday from Monday: the week rises to market day and rests on Sunday."""
_YEAR = (88, 94, 100, 102, 106, 104, 98, 88, 102, 104, 104, 122)
_LAST_DAYS, _LAST_DAYS_RUSH = 3, 118
"""Before the levy people pay what they owe, as Woergl's taxpayers did."""

_SHOPPING: Urn[int] = Urn(
    enumerate((7, 12, 12, 13, 10, 9, 5, 5, 7, 9, 10, 7, 4, 3, 2, 1), start=7),
)


def payments_on(day: date, people: int, dice: Dice) -> int:
    """Return how many purchases `people` inhabitants make on a day: about one each week, by week and season."""
    weight = _WEEK[day.weekday()] * _YEAR[day.month - 1] * (85 + dice.randrange(31))
    if (day + timedelta(days=_LAST_DAYS)).month != day.month:
        weight = weight * _LAST_DAYS_RUSH // 100
    return people * _PURCHASES * weight // 100_000_000


def shopping_second(dice: Dice) -> int:
    """Return the second of the day at which somebody buys."""
    return _SHOPPING.draw(dice) * 3600 + dice.randrange(3600)


def second_between(dice: Dice, first_hour: int, last_hour: int) -> int:
    """Return a second of the day from `first_hour` to before `last_hour`."""
    return first_hour * 3600 + dice.randrange((last_hour - first_hour) * 3600)


def is_payday(day: date) -> bool:
    """Tell whether shops pay wages: on Fridays."""
    return day.weekday() == FRIDAY


def is_supply_day(day: date) -> bool:
    """Tell whether shops pay their suppliers."""
    return day.weekday() in SUPPLY_DAYS


def rests(day: date) -> bool:
    """Tell whether most shops are closed."""
    return day.weekday() == SUNDAY
