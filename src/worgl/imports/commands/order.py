"""In which order the rows of a file are booked: as they stand, or by their dates where they stand otherwise.

A book's time does not go back. So a file that lists the newest first is booked from its end, and one without an
order by its dates; rows of one moment keep the order in which they happened.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import numpy as np

from worgl.core.amounts import told_mark
from worgl.core.sheets import UnreadableRow, cells_of
from worgl.imports.commands.file import FileFacts, Line
from worgl.imports.commands.rows import rows_of_file
from worgl.imports.errors import FileUnsorted
from worgl.imports.rules.rows import Layout, RowRules, read_time

SORTED_MAX = 5_000_000
"""Most rows of a file that is sorted here; a longer one must come in order."""
LOOKED_AT = 5_000
"""Rows in which the mark before decimals is looked for."""
JITTER = 3_600_000_000
"""Microseconds by which clocks that are turned back let an ordered file seem to go back."""


class Order(StrEnum):
    """How the dates of a file run."""

    OLDEST_FIRST = "oldest_first"
    NEWEST_FIRST = "newest_first"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class _Steps:
    """How often the dates of a file go on and back, and by how much they go back at most."""

    rises: int
    falls: int
    deepest: int

    @property
    def order(self) -> Order:
        """Return the order that these steps make."""
        if not self.falls or (self.deepest <= JITTER and self.rises > self.falls):
            return Order.OLDEST_FIRST
        return Order.NEWEST_FIRST if self.falls > self.rises else Order.MIXED


def mark_of(facts: FileFacts, layout: Layout) -> str | None:
    """Return the mark before decimals that the first rows of a file prove, None when they prove none."""
    return told_mark(_amount(line, layout) for line in islice(rows_of_file(facts), LOOKED_AT))


def _amount(line: Line, layout: Layout) -> str:
    try:
        cells = cells_of(line.text, layout.delimiter)
    except UnreadableRow:
        return ""
    return cells[layout.amount] if layout.amount < len(cells) else ""


def order_of(facts: FileFacts, rules: RowRules) -> Order:
    """Return how the dates of a file run; one whose rows cannot be sorted here is refused with FileUnsorted."""
    rises = falls = deepest = rows = 0
    before: int | None = None
    for line in rows_of_file(facts):
        rows += 1
        at = _time(line, rules)
        if at is None:
            continue
        if before is not None and at != before:
            rises, falls = rises + (at > before), falls + (at < before)
            deepest = max(deepest, before - at)
        before = at
    order = _Steps(rises, falls, deepest).order
    if order is not Order.OLDEST_FIRST and rows > SORTED_MAX:
        raise FileUnsorted(file=facts.path.name, rows=rows, limit=SORTED_MAX)
    return order


def _time(line: Line, rules: RowRules) -> int | None:
    """Return a row's moment, None for one that has none and will be refused."""
    try:
        return read_time(cells_of(line.text, rules.layout.delimiter)[rules.layout.date].strip(), rules)
    except (UnreadableRow, IndexError):
        return None


def rows_in_order(facts: FileFacts, rules: RowRules, order: Order) -> Iterator[Line]:
    """Yield the rows of a file in the order of their dates; each line knows its place in it, counted like lines."""
    if order is Order.OLDEST_FIRST:
        yield from rows_of_file(facts)
        return
    times, numbers, starts = array("q"), array("q"), array("q", [0])
    with tempfile.TemporaryFile() as spool:
        for line in rows_of_file(facts):
            at = _time(line, rules)
            times.append(at if at is not None else (times[-1] if times else 0))
            numbers.append(line.number)
            starts.append(starts[-1] + spool.write(line.text.encode("utf-8", "surrogatepass")))
        for place, row in enumerate(_sorted(np.array(times, np.int64), order), start=facts.header_line + 1):
            spool.seek(starts[row])
            text = spool.read(starts[row + 1] - starts[row]).decode("utf-8", "surrogatepass")
            yield Line(numbers[row], text, place)


def _sorted(times: np.ndarray[tuple[int], np.dtype[np.int64]], order: Order) -> list[int]:
    """Return the rows' numbers by time; rows of one moment in the order in which they happened."""
    if order is Order.MIXED:
        return list(map(int, np.argsort(times, kind="stable")))
    backwards = np.argsort(times[::-1], kind="stable")
    return list(map(int, len(times) - 1 - backwards))
