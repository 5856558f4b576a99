"""A batch as columns, each made when it is first asked for: a commit needs some of them more than once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

import numpy as np

from worgl.core.limits import AMOUNT_MAX
from worgl.ledger.rules.chain import ROW, Ints, Rows, number_column
from worgl.ledger.rules.values import Transfer

# A loop over a batch costs what it calls for each item; these are called without a step of Python.
_NUMBER, _AMOUNT, _DEBIT, _CREDIT = map(attrgetter, ("id.int", "amount", "debit", "credit"))
_KIND, _JOURNAL, _PENDING = map(attrgetter, ("kind", "journal", "pending_id"))
_CODE, _EVENT_AT, _EXPIRES_AT = map(attrgetter, ("code", "event_at", "expires_at"))


class Columns:
    """The columns of a batch. `side` holds debit and credit of each transfer in turn."""

    def __init__(self, batch: Sequence[Transfer]) -> None:
        self.batch = batch

    @cached_property
    def side(self) -> Ints:
        """Return the accounts of the transfers, two for each."""
        size = len(self.batch)
        side = np.empty(2 * size, np.int64)
        side[0::2] = np.fromiter(map(_DEBIT, self.batch), np.int64, size)
        side[1::2] = np.fromiter(map(_CREDIT, self.batch), np.int64, size)
        return side

    @cached_property
    def _places(self) -> tuple[Ints, Ints]:
        accounts, place = np.unique(self.side, return_inverse=True)
        return accounts, place

    @property
    def accounts(self) -> Ints:
        """Return the accounts named, each once, in order of their numbers."""
        return self._places[0]

    @property
    def place(self) -> Ints:
        """Return for each of `side` its place among `accounts`."""
        return self._places[1]

    @cached_property
    def _numbers(self) -> list[int]:
        return list(map(_NUMBER, self.batch))

    @cached_property
    def _amounts(self) -> list[int]:
        return list(map(_AMOUNT, self.batch))

    @cached_property
    def lowest(self) -> int:
        """Return the lowest id as a number, 0 for an empty batch."""
        return min(self._numbers, default=0)

    @cached_property
    def are_plain(self) -> bool:
        """Tell whether all are transfers on their own, of possible amounts, between two accounts, each id once."""
        batch = self.batch
        if any(map(_KIND, batch)) or any(map(_JOURNAL, batch)) or any(map(_PENDING, batch)):
            return False
        if min(self._amounts, default=1) <= 0 or max(self._amounts, default=1) > AMOUNT_MAX:
            return False
        return len(set(self._numbers)) == len(batch) and not bool((self.side[0::2] == self.side[1::2]).any())

    def lay_out(self) -> None:
        """Make what a commit will ask for, as far as it is known before the book is read."""
        if self.are_plain:
            assert len(self.rows) == len(self.batch)

    @cached_property
    def rows(self) -> Rows:
        """Return the transfers of a plain batch as rows that have no number and no time yet."""
        assert self.are_plain
        size = len(self.batch)
        rows = np.zeros(size, ROW)
        rows["id"] = number_column(self._numbers)
        rows["debit"], rows["credit"] = self.side[0::2], self.side[1::2]
        rows["amount"] = self._amounts
        if any(map(_CODE, self.batch)):
            rows["code"] = np.fromiter(map(_CODE, self.batch), np.int64, size)
        for name, value_of in (("event_at", _EVENT_AT), ("expires_at", _EXPIRES_AT)):
            if any(map(value_of, self.batch)):
                rows[name] = [value or 0 for value in map(value_of, self.batch)]
        return rows
