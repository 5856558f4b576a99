"""Amounts and rates as people and their programs write them: one reader for pages, tables and files.

A text is an amount when it can be read in one way only. Both "." and "," stand before decimals or between
thousands; what could mean two amounts is refused with both (docs/decisions/0016-reading-amounts.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import InvalidAmount, format_minor, round_half_even

DIGITS_MAX = 40
TEXT_MAX = 100
"""Longest text that is looked at, in characters."""
_SHOWN = 40
_GROUP = 3
"""Digits between two marks of thousands."""
_POINTS = ".,"
_SPACE, _APOSTROPHE, _DECIMAL = " ", "'", "d"
"""What all spaces, all apostrophes and all marks that only ever stand before decimals become."""
_MINUS = "-\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"
_PLUS = "+\ufe62\uff0b"
_NOTHING_BEHIND = re.compile(r"[.,][-\u2012\u2013\u2014\u2015]{1,2}$")
"""“12.-” and “12,--”: how shops write that no decimals follow."""
_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\uff07\u00b4`_", _APOSTROPHE)
    | {"\uff0e": ".", "\uff0c": ",", "\u066b": _DECIMAL, "\u066c": _APOSTROPHE, "\u066a": "%", "\uff05": "%"}
)
_BODY = re.compile(r"[0-9.,' d]+")


class AmbiguousAmount(InvalidAmount):
    """A text that could mean two amounts; `first` and `second` are both."""

    code = "ambiguous_amount"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a text: its value, the decimals that were written, the mark before them ("" for none)."""

    value: Decimal
    decimals: str
    mark: str


def parse_minor(
    text: str, *, exponent: int, decimal_mark: str = ".", names: Iterable[str] = (), most: int = AMOUNT_MAX
) -> int:
    """Return the minor units of an amount that is more than zero; never rounds.

    `decimal_mark` is how the community writes: "." or ",". `names` may stand before or after the number, `most`
    is the largest amount that can be meant. Refuses InvalidAmount, and AmbiguousAmount with both readings.

    >>> parse_minor("1,234.50", exponent=2), parse_minor("12,5", exponent=2), parse_minor("1’234.50", exponent=2)
    (123450, 1250, 123450)
    >>> parse_minor("1.234,5", exponent=2, decimal_mark=",")
    123450
    """
    minor = parse_signed(text, exponent=exponent, decimal_mark=decimal_mark, names=names, most=most)
    if minor <= 0:
        raise InvalidAmount(field="amount", reason=_("The amount must be more than zero."))
    return minor


def parse_signed(
    text: str, *, exponent: int, decimal_mark: str = ".", names: Iterable[str] = (), most: int = AMOUNT_MAX
) -> int:
    """Return the minor units of an amount of either sign, or zero; else like `parse_minor`.

    >>> parse_signed("−12,50", exponent=2), parse_signed("12.50-", exponent=2), parse_signed("0", exponent=2)
    (-1250, -1250, 0)
    """
    assert decimal_mark in _POINTS
    sign, body = _stripped(text, names)
    if not body:
        raise InvalidAmount(field="amount", reason=_("Type an amount."))
    readings = [one for one in _readings(body) if one.value.scaleb(exponent) <= most] or list(_readings(body))
    if not readings:
        reason = _("“{text}” is not an amount. Type a number such as {example}.")
        example = format_minor(1250 * 10**exponent // 100, exponent=exponent, decimal_mark=decimal_mark, group_mark="")
        raise InvalidAmount(field="amount", reason=str(reason).format(text=text.strip()[:_SHOWN], example=example))
    meant = _meant(readings, exponent=exponent, decimal_mark=decimal_mark)
    if meant is None:
        raise _ambiguous(text, readings, exponent=exponent, decimal_mark=decimal_mark)
    return sign * _minor_of(meant, exponent=exponent, most=most, decimal_mark=decimal_mark)


def read_decimal(text: str, *, decimal_mark: str | None) -> Decimal:
    """Return the value of an amount out of a file whose mark before decimals is known, or (None) is not.

    Refuses InvalidAmount, and AmbiguousAmount where the mark would decide and is not known.

    >>> read_decimal("1.000", decimal_mark="."), read_decimal("1.000", decimal_mark=",")
    (Decimal('1.000'), Decimal('1000'))
    """
    sign, body = _stripped(text, ())
    readings = list(_readings(body)) if body else []
    if not readings:
        raise InvalidAmount(field="amount", reason=_("Type an amount."))
    if len(readings) == 1:
        return sign * readings[0].value
    if decimal_mark is None:
        raise _ambiguous(text, readings, exponent=0, decimal_mark=".")
    whole, parts = readings
    return sign * (parts if parts.mark == decimal_mark else whole).value


def as_plain(text: str) -> str:
    """Return a text without signs nobody sees, with digits of all scripts as ASCII, and its marks in their plain form.

    >>> as_plain("１２．５"), as_plain("١٢٫٥")
    ('12.5', '12d5')
    """
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    turned = "".join(_digit(sign) for sign in kept)
    return "".join(_SPACE if unicodedata.category(sign) == "Zs" else sign for sign in turned).translate(_MARKS).strip()


def told_mark(texts: Iterable[str]) -> str | None:
    """Return the mark before decimals that amounts of one file prove; None when they prove none, or both.

    >>> told_mark(["1.000", "12,50"]), told_mark(["1.000", "7"]), told_mark(["1.5", "1,5"])
    (',', None, None)
    """
    told: set[str] = set()
    for text in texts:
        _sign, body = _stripped(text, ())
        readings = list(_readings(body)) if body else []
        if len(readings) == 1:
            told |= _proven(readings[0], body)
        if len(told) > 1:
            return None
    return next(iter(told), None)


def _proven(reading: _Reading, body: str) -> set[str]:
    if reading.mark in set(_POINTS):
        return {reading.mark}
    grouping = set(_POINTS) & set(body)
    return set(_POINTS) - grouping if len(grouping) == 1 else set()


def _digit(sign: str) -> str:
    """Return a digit of any script as ASCII, every other sign as it is."""
    return str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign


def _stripped(text: str, names: Iterable[str]) -> tuple[int, str]:
    """Return the sign and what is left of a text without its sign and the name of its money."""
    if len(text) > TEXT_MAX or _is_mixed(text):
        return 1, "?"
    plain = as_plain(text)
    for name in sorted(filter(None, names), key=len, reverse=True):
        shorter = _without(plain, as_plain(name))
        if shorter != plain:
            plain = shorter
            break
    plain = _NOTHING_BEHIND.sub(_DECIMAL, plain)
    if plain[:1] == "(" and plain[-1:] == ")":
        return -1, plain[1:-1].strip()
    if plain[:1] and plain[0] in _MINUS + _PLUS:
        return (-1 if plain[0] in _MINUS else 1), plain[1:].strip()
    if plain[-1:] and plain[-1] in _MINUS:
        return -1, plain[:-1].strip()
    return 1, plain


def _is_mixed(text: str) -> bool:
    """Tell whether digits of two scripts stand in one text: nobody writes so, and it deceives."""
    zeros = {ord(sign) - unicodedata.decimal(sign) for sign in text if unicodedata.category(sign) == "Nd"}
    return len(zeros) > 1


def _without(plain: str, name: str) -> str:
    """Return a text without a name before or after it; a name of letters does not cut a word."""
    folded, wanted = plain.casefold(), name.casefold()
    if folded.endswith(wanted):
        return plain[: len(plain) - len(wanted)].strip() if len(folded) == len(plain) else plain
    if folded.startswith(wanted) and len(folded) == len(plain):
        return plain[len(wanted) :].strip()
    return plain


def _readings(body: str) -> Iterator[_Reading]:
    """Yield each way in which digits and marks are an amount."""
    if not _BODY.fullmatch(body) or sum(sign.isdigit() for sign in body) > DIGITS_MAX:
        return
    if _DECIMAL not in body:
        whole = _whole(body, _POINTS + _SPACE + _APOSTROPHE)
        if whole:
            yield _Reading(Decimal(whole), "", "")
    for mark in _DECIMAL if _DECIMAL in body else _POINTS:
        if body.count(mark) != 1:
            continue
        before, _mark, decimals = body.partition(mark)
        whole = _whole(before, (_POINTS + _SPACE + _APOSTROPHE).replace(mark, "")) if before else "0"
        if whole and (decimals.isdigit() or (before and not decimals)):
            yield _Reading(Decimal(f"{whole}.{decimals or 0}"), decimals, mark)


def _whole(text: str, marks: str) -> str:
    """Return the digits of a whole number, "" when its marks do not stand at thousands."""
    if text.isdigit():
        return text
    for mark in marks:
        first, *rest = text.split(mark)
        if rest and first.isdigit() and first[0] != "0" and _is_grouped(first, rest, mark=mark):
            return first + "".join(rest)
    return ""


def _is_grouped(first: str, rest: list[str], *, mark: str) -> bool:
    """Tell whether digits come by threes, or with commas as in India: three at the end and twos before them."""
    if not all(map(str.isdigit, rest)):
        return False
    lengths = [len(part) for part in rest]
    by_threes = len(first) <= _GROUP and set(lengths) == {_GROUP}
    as_in_india = len(first) <= _GROUP - 1 and lengths[-1] == _GROUP and set(lengths[:-1]) == {_GROUP - 1}
    return by_threes or (as_in_india and mark == ",")


def _meant(readings: list[_Reading], *, exponent: int, decimal_mark: str) -> _Reading | None:
    """Return the only reading that can be meant here, None when there are two.

    A mark before three digits stands between thousands where it is not the community's mark before decimals and
    three decimals are more than its money has; it stands before decimals where it is, and three are possible.
    """
    if len(readings) == 1:
        return readings[0]
    whole, parts = readings
    is_own, can_be_decimals = parts.mark == decimal_mark, exponent >= len(parts.decimals)
    if is_own == can_be_decimals:
        return parts if is_own else whole
    return None


def _ambiguous(text: str, readings: list[_Reading], *, exponent: int, decimal_mark: str) -> AmbiguousAmount:
    def shown(reading: _Reading) -> str:
        whole, _point, decimals = f"{reading.value:f}".partition(".")
        decimals = decimals.rstrip("0").ljust(exponent, "0")
        return f"{whole}{decimal_mark}{decimals}" if decimals else whole

    first, second = sorted(readings, key=lambda each: each.value)
    reason = _("“{text}” could mean {first} or {second}. Type the one you mean, without a mark between thousands.")
    return AmbiguousAmount(
        field="amount",
        reason=str(reason).format(text=text.strip()[:_SHOWN], first=shown(first), second=shown(second)),
        first=shown(first),
        second=shown(second),
    )


def _minor_of(reading: _Reading, *, exponent: int, most: int, decimal_mark: str) -> int:
    minor, rounded = round_half_even(reading.value, exponent)
    if rounded:
        raise _too_many_decimals(exponent)
    if minor > most:
        reason = _("The amount is too large; at most {limit} is possible.")
        group = "," if decimal_mark == "." else "."
        limit = format_minor(most, exponent=exponent, decimal_mark=decimal_mark, group_mark=group)
        raise InvalidAmount(field="amount", reason=str(reason).format(limit=limit))
    return minor


def _too_many_decimals(exponent: int) -> InvalidAmount:
    if not exponent:
        return InvalidAmount(field="amount", reason=_("Only whole amounts are possible here, without decimals."))
    reason = _("The amount has too many decimals; at most {exponent} are possible here.")
    return InvalidAmount(field="amount", reason=str(reason).format(exponent=exponent))
