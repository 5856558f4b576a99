"""Values of a domain become shapes of the API by the names of their fields."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from worgl.core.rest import Amount, Shape, shape_from


@dataclass(frozen=True, slots=True)
class Loaf:
    name: str
    price_minor: int
    rebate_minor: int | None


class LoafShape(Shape):
    name: str
    price: Amount
    rebate: Amount | None


def coins(minor: int) -> Amount:
    return Amount(minor=minor, unit="ALD", exponent=2)


def test_an_amount_comes_from_the_field_in_minor_units() -> None:
    made = shape_from(LoafShape, Loaf("rye", 250, None), amounts=coins)
    assert made == LoafShape(name="rye", price=coins(250), rebate=None)


def test_what_is_given_goes_before_what_the_value_has() -> None:
    assert shape_from(LoafShape, Loaf("rye", 250, 10), amounts=coins, name="spelt", rebate=None).name == "spelt"


def test_a_field_that_nothing_gives_is_a_mistake() -> None:
    with pytest.raises(AttributeError, match="price"):
        shape_from(LoafShape, Loaf("rye", 250, None), name="rye")


@dataclass(frozen=True, slots=True)
class Shelf:
    loaves: tuple[Loaf, ...]
    best: Loaf | None
    marks: frozenset[str]
    sold: int
    sold_minor: int


class ShelfShape(Shape):
    loaves: list[LoafShape]
    best: LoafShape | None
    marks: list[str]
    sold: int


def test_what_stands_inside_has_its_own_shape_and_a_set_its_order() -> None:
    rye = Loaf("rye", 250, None)
    made = shape_from(ShelfShape, Shelf((rye,), rye, frozenset({"b", "a"}), 3, 750), amounts=coins)
    assert made.loaves == [made.best] == [LoafShape(name="rye", price=coins(250), rebate=None)]
    assert made.marks == ["a", "b"]
    assert shape_from(ShelfShape, Shelf((), None, frozenset(), 0, 0), amounts=coins).best is None


def test_a_number_is_no_amount_though_one_of_its_name_is_kept() -> None:
    assert shape_from(ShelfShape, Shelf((), None, frozenset(), 3, 750), amounts=coins).sold == 3
