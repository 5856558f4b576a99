"""What the command line says: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


GAP = 2
"""Characters between two columns."""
PIPE_WIDTH = 10_000
"""Characters of the longest row in a pipe."""


class Ticker(Protocol):
    """Takes how much of how much is done."""

    def __call__(self, done: int, total: int) -> None:
        """Show it."""


def say(sentence: object) -> None:
    """Print a result on stdout."""
    out.print(str(sentence))


def note(sentence: object) -> None:
    """Print what happens meanwhile on stderr."""
    err.print(str(sentence), style="dim")


def complain(code: str, sentence: str) -> None:
    """Print why a command did not do what it was asked, as one line on stderr."""
    one_line = " ".join(sentence.split())
    err.print(Text.assemble(("worgl: ", "bold"), (f"{code}: ", "red"), one_line))


def show_json(value: object) -> None:
    """Print a value as JSON on stdout, for machines."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str) + "\n")
    sys.stdout.flush()


def show_table(columns: Sequence[object], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Print a table on stdout; `right` are the columns that hold numbers. A pipe gets every row on one line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    widths = [_longest_word(column, [row[index] for row in rows]) for index, column in enumerate(columns)]
    for index, column in enumerate(columns):
        # A terminal folds a sentence between its words, and no word: an id is copied as it stands, however narrow
        # the window. A pipe gets every row on one line.
        justify: Literal["left", "right"] = "right" if index in right else "left"
        table.add_column(str(column), justify=justify, no_wrap=not out.is_terminal, min_width=widths[index])
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    width = max(out.width, sum(widths) + GAP * len(widths)) if out.is_terminal else PIPE_WIDTH
    # rich prints nothing wider than its console, so this one is as wide as the table.
    wide = Console(
        file=out.file,
        width=width,
        highlight=False,
        markup=False,
        force_terminal=out.is_terminal,
        no_color=out.no_color,
    )
    wide.print(table, crop=False)


@contextmanager
def progress(sentence: object, *, quiet: bool = False) -> Iterator[Ticker]:
    """Show a bar with rate on stderr while the body runs; nothing when stderr is no terminal or `quiet`."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task(str(sentence), total=None)

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield tick


def _longest_word(column: object, cells: Sequence[object]) -> int:
    """Return how wide a column must be for its longest word."""
    return max(len(word) for text in (column, *cells) for word in (str(text).split() or [""]))


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        speed = task.finished_speed or task.speed
        return Text(f"{int(speed):,}/s" if speed else "")


def _plain(value: object) -> object:
    """Return a value as JSON knows it: dataclasses, ids, dates and enumerations included."""
    from pydantic_core import to_jsonable_python

    plain: object = to_jsonable_python(value, fallback=str)
    return plain
