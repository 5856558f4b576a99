"""Money: what may be typed, what is refused, splits that lose nothing."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import (
    InvalidAmount,
    MixedUnits,
    Money,
    Ppm,
    format_minor,
    parse_minor,
    round_half_even,
    share_down,
    split_minor,
    total,
)

# typed | decimal mark | minor units, or what the refusal speaks of
TYPED = """
12          | . | 1200
12.5        | . | 1250
12,50       | , | 1250
1,234.50    | . | 123450
1.234,50    | , | 123450
1 234,50    | , | 123450
1'234.50    | . | 123450
0.01        | . | 1
+3          | . | 300
0           | . | more than zero
0,00        | , | more than zero
-5          | . | more than zero
12.505      | . | too many decimals
1.5         | , | not clear
12,5        | . | not clear
1,23,456    | . | not clear
12.5.0      | . | not an amount
abc         | . | not an amount
1e3         | . | not an amount
NaN         | . | not an amount
Infinity    | . | not an amount
٣           | . | not an amount
--5         | . | not an amount
            | . | Type an amount
9999999999999999999999 | . | too large
1000000000000.01       | . | too large
""".strip("\n").splitlines()


@pytest.mark.parametrize("line", TYPED)
def test_an_amount_is_read_as_its_community_writes_it(line: str) -> None:
    typed, mark, expected = (part.strip() for part in line.split("|"))
    if expected.isdigit():
        assert parse_minor(typed, exponent=2, decimal_mark=mark) == int(expected)
    else:
        with pytest.raises(InvalidAmount, match=expected):
            parse_minor(typed, exponent=2, decimal_mark=mark)


@given(st.integers(1, AMOUNT_MAX), st.integers(0, 6), st.sampled_from([".", ","]))
def test_what_is_shown_can_be_typed_back(minor: int, exponent: int, mark: str) -> None:
    group = "," if mark == "." else "."
    shown = format_minor(minor, exponent=exponent, decimal_mark=mark, group_mark=group)
    assert parse_minor(shown, exponent=exponent, decimal_mark=mark) == minor


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with contextlib.suppress(InvalidAmount):
        assert 0 < parse_minor(text, exponent=2) <= AMOUNT_MAX


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_a_split_sums_to_the_whole_and_no_part_is_off_by_more_than_one(amount: int, weights: list[int]) -> None:
    parts = split_minor(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)
        assert weight or not part


@given(st.integers(0, 10**12), st.integers(0, 1_000_000))
def test_a_share_is_rounded_down(amount: int, rate: int) -> None:
    share = share_down(Money(amount, "ALD"), Ppm(rate)).minor
    assert share * 1_000_000 <= amount * rate < (share + 1) * 1_000_000


@pytest.mark.parametrize(
    ("value", "minor", "rounded"),
    [("1.005", 100, True), ("1.015", 102, True), ("1.01", 101, False), ("-1.005", -100, True), ("0.001", 0, True)],
)
def test_history_is_rounded_half_to_even(value: str, minor: int, *, rounded: bool) -> None:
    assert round_half_even(Decimal(value), 2) == (minor, rounded)


def test_units_do_not_mix() -> None:
    with pytest.raises(MixedUnits):
        Money(1, "ALD") + Money(1, "EUR")
    with pytest.raises(MixedUnits):
        total([Money(1, "ALD"), Money(1, "EUR")], "ALD")
    with pytest.raises(MixedUnits):
        assert Money(1, "ALD") < Money(2, "EUR")
    assert total([], "ALD") == Money(0, "ALD")
    assert not Money(0, "ALD")
