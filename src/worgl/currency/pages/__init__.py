"""What pages about money share: amounts in the community's own number format, and lists by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from worgl.communities.pages import MemberRequest
from worgl.communities.queries import Community
from worgl.core.amounts import parse_minor, parse_signed
from worgl.core.dates import day_name
from worgl.core.errors import InvalidInput, too_long
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM, InvalidAmount, MixedUnits, Money, format_minor, minor_of
from worgl.core.rest.shapes import Amount, AmountIn, Shape
from worgl.currency.queries import currency_of
from worgl.currency.rules import CurrencyView, Fading

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Item = TypeVar("Item")

Initial = dict[str, str] | None
"""What a form shows before anything is typed."""

MISSING = gettext_lazy("Type an amount.")
TYPED_MAX = 40


@dataclass(frozen=True, slots=True)
class Coin:
    """A currency as its community writes it: name, decimals and decimal mark."""

    name: str
    unit: str
    exponent: int
    decimal_mark: str
    most: int = AMOUNT_MAX
    """Largest amount that can be meant, in minor units."""

    def read(self, text: str) -> int:
        """Return a typed amount in minor units; refuses InvalidAmount for what is no amount, zero or below it."""
        return parse_minor(
            text, exponent=self.exponent, decimal_mark=self.decimal_mark, names=self.names, most=self.most
        )

    def read_signed(self, text: str) -> int:
        """Return a typed amount of either sign in minor units; refuses InvalidAmount."""
        return parse_signed(
            text, exponent=self.exponent, decimal_mark=self.decimal_mark, names=self.names, most=self.most
        )

    @property
    def names(self) -> tuple[str, str]:
        """Return what may stand before or after a typed amount."""
        return self.name, self.unit


def coin_of(currency: CurrencyView, community: Community) -> Coin:
    """Return the coin of a community."""
    return Coin(currency.name, currency.unit, currency.exponent, community.decimal_mark)


class _MoneyRequest(MemberRequest):
    """A request that has read its community's currency."""

    currency: CurrencyView


def currency_on(request: MemberRequest) -> CurrencyView:
    """Return the currency of the request's community, read once per request."""
    known = cast("_MoneyRequest", request)
    if not hasattr(known, "currency"):
        known.currency = currency_of(known.community.id)
    return known.currency


def coin_on(request: MemberRequest) -> Coin:
    """Return the coin of the request's community."""
    return coin_of(currency_on(request), request.community)


class AmountField(forms.CharField):
    """An amount typed by a person; cleans to money, or None when it may be left empty and is.

    In a `MoneyForm` it stands among the fields, and the form gives it the coin; by itself it takes the coin.
    """

    coin: Coin

    def __init__(
        self,
        coin: Coin | None = None,
        *,
        label: str | _StrPromise,
        help_text: str | _StrPromise = "",
        missing: str | _StrPromise = MISSING,
        required: bool = True,
        may_be_zero: bool = False,
    ) -> None:
        """Take the coin, whose number format is read; a limit `may_be_zero`, a payment may not."""
        self.may_be_zero = may_be_zero
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=TYPED_MAX,
            error_messages={"required": missing, "max_length": too_long(TYPED_MAX)},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
        )
        if coin is not None:
            self.read_as(coin)

    def read_as(self, coin: Coin) -> None:
        """Read amounts as this coin is written."""
        self.coin = coin
        self.widget.attrs["inputmode"] = "decimal" if coin.exponent else "numeric"

    def clean(self, value: object) -> Money | int | None:
        """Return the money; what is no amount is refused in the words of `core.amounts`."""
        minor = self.minor_in(value)
        return None if minor is None else Money(minor, self.coin.unit)

    def minor_in(self, value: object) -> int | None:
        """Return what is typed in minor units of the coin; refuses ValidationError."""
        text = super().clean(value)
        if not text or not text.strip():
            return None
        try:
            return self._read(text)
        except InvalidInput as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None

    def _read(self, text: str) -> int:
        minor = self.coin.read_signed(text)
        return minor if minor >= 0 and (minor or self.may_be_zero) else self.coin.read(text)


class SignedAmountField(AmountField):
    """An amount that may be below zero or zero, as a bound of a balance; may be left empty."""

    def __init__(self, coin: Coin | None = None, *, label: str | _StrPromise) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(coin, label=label, required=False, may_be_zero=True)

    def read_as(self, coin: Coin) -> None:
        """Read amounts as this coin is written; a sign is on no keyboard for numbers."""
        super().read_as(coin)
        self.widget.attrs["inputmode"] = "text"

    def _read(self, text: str) -> int:
        return self.coin.read_signed(text)


class PercentField(AmountField):
    """A rate in per cent typed by a person, with at most four decimals; cleans to parts per million."""

    def __init__(
        self,
        coin: Coin | None = None,
        *,
        label: str | _StrPromise,
        most: int = PPM,
        required: bool = True,
        help_text: str | _StrPromise = "",
    ) -> None:
        """Take the coin, whose decimal mark is read; `most` in parts per million."""
        self.most = most
        super().__init__(coin, label=label, required=required, may_be_zero=True, help_text=help_text)

    def read_as(self, coin: Coin) -> None:
        """Read rates with the decimal mark of this coin."""
        # One per cent is 10,000 ppm: ppm are per cent with four decimals.
        super().read_as(Coin("%", "%", 4, coin.decimal_mark, most=self.most))

    def clean(self, value: object) -> int | None:
        """Return parts per million; what is no rate is refused, with both readings where there are two."""
        try:
            return self.minor_in(value)
        except ValidationError as error:
            if error.code != InvalidAmount.code:
                raise
        raise ValidationError(
            gettext_lazy("Type a rate in per cent between 0 and %(most)s, for example 1 or 0%(mark)s5."),
            code=InvalidAmount.code,
            params={"most": self.coin.most // (PPM // 100), "mark": self.coin.decimal_mark},
        )

    def prepare_value(self, value: object) -> object:
        """Show parts per million as they are typed again: without zeros at the end."""
        if not isinstance(value, int):
            return value
        return typed_amount(value, coin=self.coin).rstrip("0").rstrip(self.coin.decimal_mark)


class MoneyForm(forms.Form):
    """A form some of whose fields are amounts or rates: it takes the coin they are read in."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.read_as(coin)


def typed_amount(amount: Money | int, *, coin: Coin) -> str:
    """Return an amount as `AmountField` reads it again: no marks of thousands.

    >>> typed_amount(123450, coin=Coin("alder", "ALD", 2, ","))
    '1234,50'
    """
    minor = minor_of(amount)
    return format_minor(minor, exponent=coin.exponent, decimal_mark=coin.decimal_mark, group_mark="")


@dataclass(frozen=True, slots=True)
class Day(Generic[Item]):
    """The lines of one calendar day, under the name people give that day."""

    on: date
    name: str
    lines: tuple[Item, ...]


def by_day(lines: Iterable[Item], *, at: Callable[[Item], datetime], zone: str, now: datetime) -> tuple[Day[Item], ...]:
    """Group lines that are already in order by their calendar day in the community's zone."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()

    def days() -> Iterator[Day[Item]]:
        for on, group in groupby(lines, key=lambda line: at(line).astimezone(local).date()):
            yield Day(on, day_name(on, today=today), tuple(group))

    return tuple(days())


def amounts_in(currency: CurrencyView) -> Callable[[int], Amount]:
    """Return what writes minor units of a currency as the API gives amounts."""
    unit, exponent = currency.unit, currency.exponent
    return lambda minor: Amount.model_construct(minor=minor, unit=unit, exponent=exponent)


class FadingShape(Shape):
    """What a balance loses at the next levy if nothing is spent before; `days` from today."""

    amount: Amount
    on: date
    days: int
    rate_ppm: int


def fading_in(currency: CurrencyView, fading: Fading | None) -> FadingShape | None:
    """Return what fades as the API gives it, None where nothing does."""
    if fading is None:
        return None
    amount = amounts_in(currency)(fading.minor)
    return FadingShape(amount=amount, on=fading.on, days=fading.days, rate_ppm=fading.rate_ppm)


def money_from(asked: AmountIn, currency: CurrencyView) -> Money:
    """Return an amount sent to the API as money; refuses MixedUnits when it is of another unit."""
    if asked.unit != currency.unit:
        raise MixedUnits(left=asked.unit, right=currency.unit)
    return Money(asked.minor, asked.unit)
