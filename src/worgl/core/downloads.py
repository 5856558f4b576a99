"""Tables people download: one text for programs, and the same for a spreadsheet of the town's language.

For programs: UTF-8, commas, a point before decimals. For a spreadsheet: with the mark that tells it is UTF-8, the
town's mark before decimals, and semicolons where that is a comma. In both no text is one a spreadsheet would compute:
who opens the wrong of the two is not harmed, and numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from django.http import HttpRequest, HttpResponse

from worgl.core.sheets import safe_cell

FOR = "for"
_BOM = "\ufeff"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Reader(StrEnum):
    """The reader of a table."""

    SPREADSHEET = "spreadsheet"
    PROGRAM = "program"


def table_of(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180), for programs."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def for_spreadsheet(table: str, *, decimal_mark: str) -> str:
    r"""Return a table for programs as a spreadsheet of a town with this mark before decimals opens it.

    >>> for_spreadsheet("note,amount\r\n=1,-5.00\r\n", decimal_mark=",").split("\r\n")[:2]
    ['\ufeffnote;amount', "'=1;-5,00"]
    """
    rows = list(csv.reader(io.StringIO(table, newline="")))
    numeric = _numeric_columns(rows[1:])
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, delimiter=";" if decimal_mark == "," else ",", lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            cell.replace(".", decimal_mark) if place in numeric and _NUMBER.fullmatch(cell) else _shown(cell)
            for place, cell in enumerate(row)
        )
    return out.getvalue()


def _shown(cell: str) -> str:
    """Return a cell so that nothing is computed; what was written as a number is one."""
    return cell if _NUMBER.fullmatch(cell) else safe_cell(cell)


def _numeric_columns(rows: Sequence[Sequence[str]]) -> set[int]:
    """Return the columns in which every cell that is not empty is a number."""
    width = max(map(len, rows), default=0)
    return {
        place
        for place in range(width)
        if all(_NUMBER.fullmatch(row[place]) for row in rows if place < len(row) and row[place])
    }


def download(request: HttpRequest, table: str, *, name: str, decimal_mark: str) -> HttpResponse:
    """Answer a table as a file: for a spreadsheet when that was asked for (`?for=spreadsheet`), else for programs.

    `name` is the file's without ending.
    """
    asked = (request.POST if request.method == "POST" else request.GET).get(FOR)
    if asked == Reader.SPREADSHEET:
        table, name = for_spreadsheet(table, decimal_mark=decimal_mark), f"{name}-spreadsheet"
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response
