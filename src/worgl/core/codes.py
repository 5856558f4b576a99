"""Transfer codes: what a transfer is for, said by the domain that books it; the ledger keeps the number and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.utils.functional import Promise

NotesOf = Callable[[Sequence[UUID]], Mapping[UUID, str]]
"""What is kept as the note of each of some transfers, by their ids."""


class Counts(Enum):
    """What a transfer between two members is in the figures of a community."""

    NOTHING = "nothing"
    TRADE = "trade"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What one code means: its number in the ledger, its name for programs, and its sentence in lists.

    `row` is the kind of the payment's row that each such transfer has beside it, and so a receipt; "" when it has none.
    `notes` looks up what is said of single transfers where no such row says it.
    """

    number: int
    name: str
    sentence: str | Promise
    row: str = ""
    counts: Counts = Counts.NOTHING
    notes: NotesOf | None = None


@dataclass(frozen=True, slots=True)
class Trade:
    """The numbers of codes by which members pay members, and of those by which it goes back."""

    payments: frozenset[int]
    refunds: frozenset[int]

    @property
    def both(self) -> frozenset[int]:
        """Return the numbers of all of them."""
        return self.payments | self.refunds


def trade_of(meanings: Iterable[CodeMeaning]) -> Trade:
    """Return which codes are trade, and which take it back."""
    found = tuple(meanings)
    return Trade(
        frozenset(one.number for one in found if one.counts is Counts.TRADE),
        frozenset(one.number for one in found if one.counts is Counts.RETURN),
    )
