"""Money: integers of minor units, rates in parts per million, splits that cannot lose a coin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NewType

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, Refusal

Ppm = NewType("Ppm", int)
"""A rate in integer parts per million: 10_000 is one per cent."""

PPM = 1_000_000
_EXACT = Context(prec=200)
"""Holds every digit of any text read as an amount; with the usual 28 a long one would be rounded twice."""


class MixedUnits(Refusal):
    """Two amounts of different units met in one sum."""

    code, status = "mixed_units", 422
    sentence = _("{left} and {right} are different currencies and cannot be added.")


class InvalidAmount(InvalidInput):
    """A text that is no amount; `reason` says why and what to type instead."""

    code = "invalid_amount"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units of one unit.

    >>> Money(1_050, "ALD") - Money(50, "ALD")
    Money(minor=1000, unit='ALD')
    """

    minor: int
    unit: str

    def __add__(self, other: Money) -> Money:
        """Return the sum; refuses MixedUnits."""
        self._same(other)
        return Money(self.minor + other.minor, self.unit)

    def __sub__(self, other: Money) -> Money:
        """Return the difference; refuses MixedUnits."""
        self._same(other)
        return Money(self.minor - other.minor, self.unit)

    def __mul__(self, times: int) -> Money:
        """Return a whole multiple of the amount."""
        return Money(self.minor * times, self.unit)

    def __neg__(self) -> Money:
        """Return the amount with its sign turned."""
        return Money(-self.minor, self.unit)

    def __lt__(self, other: Money) -> bool:
        """Compare amounts of one unit; refuses MixedUnits."""
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        """Compare amounts of one unit; refuses MixedUnits."""
        self._same(other)
        return self.minor <= other.minor

    def __bool__(self) -> bool:
        """Tell whether the amount is not zero."""
        return self.minor != 0

    def _same(self, other: Money) -> None:
        if self.unit != other.unit:
            raise MixedUnits(left=self.unit, right=other.unit)


def total(amounts: Iterable[Money], unit: str) -> Money:
    """Return the sum of amounts, all of `unit`; the sum of none is zero."""
    result = Money(0, unit)
    for amount in amounts:
        result += amount
    return result


def share_down(amount: Money, rate: Ppm) -> Money:
    """Return `rate` of an amount that is not negative, rounded down: the remainder stays with the payer.

    >>> share_down(Money(199, "ALD"), Ppm(10_000)).minor
    1
    """
    assert amount.minor >= 0
    return Money(amount.minor * rate // PPM, amount.unit)


def minor_of(amount: Money | int) -> int:
    """Return the minor units of an amount of money; what is minor units already stays.

    >>> minor_of(Money(199, "ALD")), minor_of(199)
    (199, 199)
    """
    return amount.minor if isinstance(amount, Money) else amount


def minor_or_none(amount: Money | None) -> int | None:
    """Return the minor units of an amount, None where there is none."""
    return None if amount is None else amount.minor


def split_minor(amount: int, weights: Sequence[int]) -> list[int]:
    """Split `amount` by integer weights; the parts sum to it exactly.

    Largest remainder; between equal remainders the earlier part gains. Weights are not negative and
    not all zero. A negative amount is split as its positive mirror.

    >>> split_minor(100, [1, 1, 1])
    [34, 33, 33]
    >>> split_minor(-100, [2, 1])
    [-67, -33]
    """
    if amount < 0:
        return [-part for part in split_minor(-amount, weights)]
    whole = sum(weights)
    assert whole > 0
    assert min(weights) >= 0
    parts = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-remainders[index], index))
    for index in by_remainder[: amount - sum(parts)]:
        parts[index] += 1
    assert sum(parts) == amount
    return parts


def split(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Split an amount by weights, by `split_minor`.

    >>> [part.minor for part in split(Money(5, "ALD"), [500_000, 500_000])]
    [3, 2]
    """
    return [Money(part, amount.unit) for part in split_minor(amount.minor, weights)]


def round_half_even(value: Decimal, exponent: int) -> tuple[int, bool]:
    """Return `value` in minor units, rounded half to even, and whether rounding changed it.

    >>> round_half_even(Decimal("1.005"), 2)
    (100, True)
    """
    scaled = value.scaleb(exponent, context=_EXACT)
    rounded = scaled.to_integral_value(rounding=ROUND_HALF_EVEN, context=_EXACT)
    return int(rounded), rounded != scaled


def format_minor(minor: int, *, exponent: int, decimal_mark: str = ".", group_mark: str = ",") -> str:
    """Return minor units as text with all decimals and marks of thousands.

    >>> format_minor(-123450, exponent=2)
    '-1,234.50'
    >>> format_minor(7, exponent=0)
    '7'
    """
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**exponent)
    text = f"{whole:,}".replace(",", group_mark)
    return f"{sign}{text}{decimal_mark}{part:0{exponent}d}" if exponent else f"{sign}{text}"


def plain_minor(minor: int, *, exponent: int) -> str:
    """Return minor units as a machine reads them: no marks of thousands, "." before the decimals.

    >>> plain_minor(123450, exponent=2)
    '1234.50'
    """
    return format_minor(minor, exponent=exponent, group_mark="")
