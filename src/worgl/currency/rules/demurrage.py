"""Demurrage: when it falls due, what it takes, where it goes (money.md, Demurrage; seed 001, the second principle)."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from worgl.core.money import PPM, Ppm, split_minor
from worgl.currency.rules.values import RECEIVERS, CurrencyKind, Receiver

HORIZON_DAYS = 400
"""How far ahead the next levy is looked for: a year and any announced change fit."""


class Period(StrEnum):
    """How often the levy is taken."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


PERIODS_A_YEAR = {Period.DAY: 365, Period.WEEK: 52, Period.MONTH: 12}


@dataclass(frozen=True, slots=True)
class LevySplit:
    """Parts per million of a levy for each receiver; they sum to a million."""

    burn: int = 0
    dividend: int = 0
    participation: int = 0
    commons: int = PPM
    operator: int = 0

    def weights(self) -> list[int]:
        """Return the parts in the order of RECEIVERS."""
        return [self.burn, self.dividend, self.participation, self.commons, self.operator]


@dataclass(frozen=True, slots=True)
class LevyTerms:
    """What a community charges: the rate a period, on which day, what stays free, and the split."""

    rate_ppm: Ppm
    period: Period
    day: int
    exempt_minor: int
    split: LevySplit


class Charge(NamedTuple):
    """What one wallet is charged: what is due now, what was owed, what can be taken, what stays owed.

    A tuple, because a levy makes one for every wallet of a town.
    """

    base_minor: int
    due_minor: int
    owed_before_minor: int
    taken_minor: int
    owing_minor: int


def demurrage_due(base_minor: int, *, rate: Ppm, exempt_minor: int = 0) -> int:
    """Return the charge on a balance for one period, rounded down in the holder's favour; debts are not charged.

    `max(0, base - exempt) * rate // 1_000_000` (money.md, Demurrage). `base_minor` counts available and
    held money alike, or parking money in a hold would evade the charge.

    >>> demurrage_due(34_250, rate=Ppm(10_000))
    342
    >>> demurrage_due(34_250, rate=Ppm(10_000), exempt_minor=10_000)
    242
    >>> demurrage_due(-500, rate=Ppm(10_000))
    0
    """
    assert exempt_minor >= 0
    assert 0 <= rate <= PPM
    return max(0, base_minor - exempt_minor) * rate // PPM


def charge(*, base_minor: int, owed_minor: int, reach_minor: int, terms: LevyTerms) -> Charge:
    """Return what a levy takes from one wallet.

    `reach_minor` is what can be moved out now without going into debt: what a hold makes unavailable
    is charged as far as available, and the rest is owed at the next levy (money.md, Demurrage).

    >>> split = LevySplit()
    >>> terms = LevyTerms(Ppm(10_000), Period.MONTH, 1, 0, split)
    >>> charge(base_minor=10_000, owed_minor=0, reach_minor=30, terms=terms)
    Charge(base_minor=10000, due_minor=100, owed_before_minor=0, taken_minor=30, owing_minor=70)
    """
    assert owed_minor >= 0
    due = demurrage_due(base_minor, rate=terms.rate_ppm, exempt_minor=terms.exempt_minor)
    taken = min(due + owed_minor, max(0, reach_minor))
    return Charge(max(0, base_minor), due, owed_minor, taken, due + owed_minor - taken)


def levy_split(total_minor: int, split: LevySplit, *, kind: CurrencyKind) -> dict[Receiver, int]:
    """Return each receiver's part of a levy, by largest remainder; the parts sum to it exactly.

    Mutual credit has no issuer that could take coins back, so its part to burn goes to the commons.

    >>> levy_split(5, LevySplit(dividend=500_000, commons=500_000), kind=CurrencyKind.LETS)[Receiver.DIVIDEND]
    3
    """
    parts = dict(zip(RECEIVERS, split_minor(total_minor, split.weights()), strict=True))
    if kind is CurrencyKind.CREDIT:
        parts[Receiver.COMMONS] += parts[Receiver.BURN]
        parts[Receiver.BURN] = 0
    return parts


def is_levy_date(day: date, *, period: Period, levy_day: int) -> bool:
    """Tell whether the levy is taken on a calendar date of the community's zone.

    `levy_day` is the day of the month (beyond a short month's end: its last day) or the day of the week
    with Monday as 1 (beyond 7: Sunday); it means nothing for a daily levy.

    >>> is_levy_date(date(2025, 2, 28), period=Period.MONTH, levy_day=31)
    True
    """
    match period:
        case Period.DAY:
            return True
        case Period.WEEK:
            return day.isoweekday() == min(levy_day, 7)
        case Period.MONTH:
            return day.day == min(levy_day, _days_in_month(day))


def levy_dates(*, after: date, through: date, terms_on: Callable[[date], LevyTerms]) -> Iterator[date]:
    """Yield the dates after `after` and up to `through` on which a levy is taken, oldest first.

    Each date is judged by the terms in force on it; a rate of zero takes none.
    """
    for offset in range(1, (through - after).days + 1):
        day = after + timedelta(days=offset)
        terms = terms_on(day)
        if terms.rate_ppm > 0 and is_levy_date(day, period=terms.period, levy_day=terms.day):
            yield day


def next_levy_date(*, after: date, terms_on: Callable[[date], LevyTerms]) -> date | None:
    """Return the first levy date after a date, None when none comes within HORIZON_DAYS."""
    through = after + timedelta(days=HORIZON_DAYS)
    return next(levy_dates(after=after, through=through, terms_on=terms_on), None)


def period_start(on: date, period: Period) -> date:
    """Return where the period that ends with a levy date began: the date one period earlier.

    >>> period_start(date(2025, 3, 31), Period.MONTH)
    datetime.date(2025, 2, 28)
    """
    match period:
        case Period.DAY:
            return on - timedelta(days=1)
        case Period.WEEK:
            return on - timedelta(days=7)
        case Period.MONTH:
            before = on.replace(day=1) - timedelta(days=1)
            return before.replace(day=min(on.day, before.day))


def yearly_percent(rate: Ppm, period: Period, *, decimals: int = 1) -> str:
    """Return what a rate a period compounds to in a year, in per cent, as text; shown beside the rate.

    Computed exactly and rounded half to even once, at the end (money.md, Demurrage).

    >>> yearly_percent(Ppm(10_000), Period.MONTH), yearly_percent(Ppm(10_000), Period.WEEK)
    ('11.4', '40.7')
    """
    kept = Fraction(PPM - rate, PPM) ** PERIODS_A_YEAR[period]
    scaled = round((1 - kept) * 100 * 10**decimals)
    return str(Decimal(scaled).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN))


def percent(rate_ppm: int, *, decimal_mark: str = ".") -> str:
    """Return a rate in per cent as people write it, without needless zeros.

    >>> percent(10_000), percent(12_500), percent(0)
    ('1', '1.25', '0')
    """
    whole, part = divmod(rate_ppm, PPM // 100)
    decimals = f"{part:04d}".rstrip("0")
    return f"{whole}{decimal_mark}{decimals}" if decimals else str(whole)


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
