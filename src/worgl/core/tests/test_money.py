"""Money: rounding, and splits that lose nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.money import (
    MixedUnits,
    Money,
    Ppm,
    round_half_even,
    share_down,
    split_minor,
    total,
)


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
