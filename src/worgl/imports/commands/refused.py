"""The list of rows an import did not book: every one, with line number, reason and the row itself."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from worgl.core.sheets import UnreadableRow, cells_of, fitted, names_of
from worgl.imports.commands.file import FileFacts
from worgl.imports.errors import ListUnwritten
from worgl.imports.models import RefusedRow
from worgl.imports.rules.reasons import reason_of
from worgl.imports.rules.rows import RefusedLine

EXTRA_COLUMNS = ("refused_line", "refused_code", "refused_reason", "refused_row")
"""Come after the file's own columns, so that the list can be put right and imported as it is.

`refused_row` holds the row as it stood when it cannot be cut into the file's columns.
"""


def kept_rows(run: UUID) -> Iterator[RefusedLine]:
    """Yield the rows a run has refused, in the order of the file."""
    rows = RefusedRow.objects.filter(run_id=run).order_by("line").values_list("line", "code", "text")
    for line, code, text in rows.iterator(chunk_size=2_000):
        yield RefusedLine(line, code, text)


def write_list(path: Path, facts: FileFacts, refused: Iterable[RefusedLine]) -> None:
    """Write the list as CSV, whole or not at all: a list that was there stays until the new one is complete.

    Cells stand as they stood in the file, so that nothing is lost; a spreadsheet may compute those that
    begin like a formula. Refuses ListUnwritten when the disk does not take it.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            delimiter = facts.delimiter
            header = names_of(cells_of(facts.header, delimiter))
            writer.writerow([*header, *EXTRA_COLUMNS])
            writer.writerows(_row(each, delimiter, len(header)) for each in refused)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ListUnwritten(path=str(path), reason=error.strerror or str(error)) from error


def _row(refused: RefusedLine, delimiter: str, width: int) -> list[str]:
    try:
        cells = cells_of(refused.text, delimiter)
        cells = fitted(cells, width) if len(cells) > width else cells
    except UnreadableRow:
        cells = []
    fits = len(cells) == width
    own = cells if fits else [""] * width
    whole = "" if fits else refused.text
    return [*own, str(refused.line), refused.code, reason_of(refused.code), whole]
