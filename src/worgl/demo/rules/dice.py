"""Chance without floats: integer draws from dice that are handed in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")


class Dice(Protocol):
    """What the town needs of a source of chance; `random.Random(seed)` is one."""

    def randrange(self, start: int, /) -> int:
        """Return an integer of 0 to `start` - 1, each as likely."""
        ...


class Urn(Generic[Item]):
    """Items to draw from, each as likely as its integer weight."""

    __slots__ = ("_items", "_marks")

    def __init__(self, weighted: Iterable[tuple[Item, int]]) -> None:
        pairs = [(item, weight) for item, weight in weighted if weight > 0]
        assert pairs, "an urn holds at least one item"
        self._items = [item for item, _weight in pairs]
        self._marks = list(accumulate(weight for _item, weight in pairs))

    def draw(self, dice: Dice) -> Item:
        """Return one item and leave it in the urn."""
        return self._items[bisect_right(self._marks, dice.randrange(self._marks[-1]))]


def pick(dice: Dice, items: Sequence[Item]) -> Item:
    """Return one of the items, each as likely."""
    return items[dice.randrange(len(items))]


def pick_early(dice: Dice, items: Sequence[Item]) -> Item:
    """Return one of the items, the earlier ones more often: of two draws the lower counts."""
    return items[min(dice.randrange(len(items)), dice.randrange(len(items)))]


def chance(dice: Dice, per_mille: int) -> bool:
    """Tell whether something happens that happens `per_mille` times in a thousand."""
    return dice.randrange(1000) < per_mille


def shuffled(dice: Dice, items: Iterable[Item]) -> list[Item]:
    """Return the items in drawn order (Fisher and Yates)."""
    rest = list(items)
    for last in range(len(rest) - 1, 0, -1):
        other = dice.randrange(last + 1)
        rest[last], rest[other] = rest[other], rest[last]
    return rest
