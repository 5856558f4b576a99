"""Amounts: what is read, what is refused, and what could mean two things."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.amounts import AmbiguousAmount, parse_minor, parse_signed, told_mark
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import InvalidAmount, format_minor

# typed | decimal mark | minor units, or what the refusal speaks of
TYPED = """
12          | . | 1200
12.5        | . | 1250
12,50       | , | 1250
12,5        | . | 1250
12.5        | , | 1250
1,5         | . | 150
,5          | . | 50
.5          | , | 50
12.         | . | 1200
1,234.50    | . | 123450
1,234.50    | , | 123450
1.234,50    | , | 123450
1.234,50    | . | 123450
1 234,50    | , | 123450
1'234.50    | . | 123450
1’234.50    | , | 123450
1,234       | . | 123400
1.234       | , | 123400
1 234       | . | 123400
1.234.567   | . | 123456700
1,00,000    | . | 10000000
1,00,000.50 | , | 10000050
12.5000     | . | 1250
0.500       | , | 50
12.-        | . | 1200
1.234,--    | , | 123400
5,–         | . | 500
0.01        | . | 1
+3          | . | 300
٣           | . | 300
١٢٫٥        | . | 1250
１２．５０  | , | 1250
१२.५०       | , | 1250
12.50 alder | . | 1250
12,50 ALD   | . | 1250
alder 12.5  | , | 1250
0           | . | more than zero
0,00        | , | more than zero
-5          | . | more than zero
−5          | . | more than zero
1.000       | . | could mean 1.00 or 1000.00
12.505      | . | could mean 12.505 or 12505.00
1,000       | , | could mean 1,00 or 1000,00
0.005       | . | too many decimals
12.3456     | . | too many decimals
12.50.30    | . | not an amount
12,50,30    | . | not an amount
1.12.2024   | , | not an amount
2024-12-01  | . | not an amount
01.12.2024  | , | not an amount
12:50       | . | not an amount
1.0.2       | . | not an amount
1,23,4567   | . | not an amount
1.23.456    | . | not an amount
01,234.5    | . | not an amount
1,2345.6    | . | not an amount
12 50       | . | not an amount
12'50       | . | not an amount
12,50 €     | . | not an amount
abc         | . | not an amount
1e3         | . | not an amount
1E+05       | . | not an amount
NaN         | . | not an amount
Infinity    | . | not an amount
½           | . | not an amount
12²         | . | not an amount
1٢          | . | not an amount
--5         | . | not an amount
+-5         | . | not an amount
=12         | . | not an amount
.           | . | not an amount
            | . | Type an amount
9999999999999999999999 | . | too large
1000000000000.01       | . | too large
""".strip("\n").splitlines()


@pytest.mark.parametrize("line", TYPED)
def test_an_amount_is_read_where_it_can_mean_one_thing_only(line: str) -> None:
    typed, mark, expected = (part.strip() for part in line.split("|"))
    if expected.isdigit():
        assert parse_minor(typed, exponent=2, decimal_mark=mark, names=("alder", "ALD")) == int(expected)
    else:
        with pytest.raises(InvalidAmount, match=expected):
            parse_minor(typed, exponent=2, decimal_mark=mark, names=("alder", "ALD"))


SPACES = "\u0020\u00a0\u1680\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


@pytest.mark.parametrize("mark", [*SPACES, *"'\u2018\u2019\u02bc\uff07"], ids=lambda sign: f"{ord(sign):04x}")
@pytest.mark.parametrize("exponent", [0, 2, 3])
def test_every_space_and_apostrophe_stands_between_thousands(mark: str, exponent: int) -> None:
    assert parse_minor(f"1{mark}234{mark}567", exponent=exponent) == 1_234_567 * 10**exponent


def test_signs_nobody_sees_do_not_matter() -> None:
    for sign in "\ufeff\u200e\u200f\u200b\u2060\u202a\u2066\u061c\u00ad":
        assert parse_minor(f"{sign}12.{sign}50{sign}", exponent=2) == 1_250


# typed | exponent | mark | minor units, or both readings
OTHER_MONEY = """
12          | 0 | . | 12
1,234       | 0 | . | 1234
12.00       | 0 | . | 12
1.000       | 0 | . | 1 or 1000
1.5         | 0 | . | without decimals
1.500       | 3 | . | 1500
1,500       | 3 | . | 1.500 or 1500.000
1.500       | 3 | , | 1,500 or 1500,000
1.5         | 3 | , | 1500
1,234.500   | 3 | . | 1234500
0,125       | 3 | . | 125
""".strip("\n").splitlines()


@pytest.mark.parametrize("line", OTHER_MONEY)
def test_hours_without_and_coins_with_three_decimals_are_read_too(line: str) -> None:
    typed, exponent, mark, expected = (part.strip() for part in line.split("|"))
    if expected.isdigit():
        assert parse_minor(typed, exponent=int(exponent), decimal_mark=mark) == int(expected)
    else:
        with pytest.raises(InvalidAmount, match=expected):
            parse_minor(typed, exponent=int(exponent), decimal_mark=mark)


def test_a_refusal_of_two_readings_carries_both() -> None:
    with pytest.raises(AmbiguousAmount) as refused:
        parse_minor("1.000", exponent=2)
    assert refused.value.code == "ambiguous_amount"
    assert (refused.value.fields["first"], refused.value.fields["second"]) == ("1.00", "1000.00")


def test_what_cannot_be_meant_is_no_second_reading() -> None:
    assert parse_minor("1,125", exponent=4, names=("%",), most=1_000_000) == 11_250
    assert parse_minor("11,4 %", exponent=4, names=("%",), most=1_000_000) == 114_000


@pytest.mark.parametrize(
    ("typed", "minor"), [("-5", -500), ("−5,5", -550), ("- 5", -500), ("5-", -500), ("(5.00)", -500), ("0", 0)]
)
def test_a_balance_may_be_below_zero(typed: str, minor: int) -> None:
    assert parse_signed(typed, exponent=2) == minor


def test_a_file_tells_its_mark_or_does_not() -> None:
    assert told_mark(["3", "1.000", "9047.66"]) == "."
    assert told_mark(["1.000", "1.234.567"]) == ","
    assert told_mark(["1,000", "x", ""]) is None
    assert told_mark(["1.5", "1,5"]) is None


@given(st.integers(1, AMOUNT_MAX), st.integers(0, 6), st.sampled_from([".", ","]))
def test_what_is_shown_can_be_typed_back(minor: int, exponent: int, mark: str) -> None:
    group = "," if mark == "." else "."
    for between in (group, ""):
        shown = format_minor(minor, exponent=exponent, decimal_mark=mark, group_mark=between)
        assert parse_minor(shown, exponent=exponent, decimal_mark=mark) == minor


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with contextlib.suppress(InvalidAmount):
        assert 0 < parse_minor(text, exponent=2) <= AMOUNT_MAX


@given(st.text("0123456789.,' -+%", max_size=12), st.integers(0, 4))
def test_what_is_read_means_the_same_in_both_kinds_of_towns(text: str, exponent: int) -> None:
    read = set()
    for mark in (".", ","):
        with contextlib.suppress(InvalidAmount):
            read.add(parse_signed(text, exponent=exponent, decimal_mark=mark))
    assert len(read) <= 1
