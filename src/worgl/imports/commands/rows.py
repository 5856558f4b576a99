"""Rows of a file of transfers: mostly a line each; what stands in quotation marks may go on over several."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from worgl.core.sheets import LINES_MAX, ROW_MAX
from worgl.imports.commands.file import FileFacts, Line, read_lines


def rows_of_file(facts: FileFacts) -> Iterator[Line]:
    """Yield the rows of an inspected file below its header, each under the number of its first line.

    A mark that is not closed within LINES_MAX lines and ROW_MAX characters was never meant to go on: its line
    stands alone, and is refused for it.
    """
    lines = _Lines(line for line in read_lines(facts) if line.number > facts.header_line)
    while (first := lines.next()) is not None:
        yield first if '"' not in first.text else _whole(first, lines, facts.delimiter)


class _Lines:
    """Lines of which some can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: deque[Line] = deque()

    def next(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def put_back(self, lines: list[Line]) -> None:
        self._back.extendleft(reversed(lines))


def _whole(first: Line, lines: _Lines, delimiter: str) -> Line:
    """Return a line with those that belong to it; as it is when it cannot be cut into cells with them."""
    taken = [first]
    try:
        next(csv.reader(_texts(taken, lines), delimiter=delimiter, strict=True))
    except csv.Error:
        lines.put_back(taken[1:])
        return first
    return first._replace(text="".join(_with_gap(taken, place) for place in range(len(taken))))


def _texts(taken: list[Line], lines: _Lines) -> Iterator[str]:
    """Yield a row's lines as far as somebody asks for them, and note which were taken."""
    size = len(taken[0].text)
    yield f"{taken[0].text}\n"
    while len(taken) < LINES_MAX and (line := lines.next()) is not None:
        taken.append(line)
        size += len(_with_gap(taken, len(taken) - 1))
        if size > ROW_MAX:
            return
        yield f"{_with_gap(taken, len(taken) - 1)[1:]}\n"


def _with_gap(taken: list[Line], place: int) -> str:
    """Return a line's text behind the ends of the line before it and of the blank ones between them."""
    ends = taken[place].number - taken[place - 1].number if place else 0
    return "\n" * ends + taken[place].text
