"""Workbooks (.xlsx) as CSV: the first sheet that is not hidden, its values as they were typed, its row numbers kept.

A workbook is a ZIP of XML. It is unpacked once into nothing to see how large it really is, and refused when it
is larger than its rows could need, or holds what only an attack holds.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO
from xml.etree.ElementTree import ParseError

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKBOOK_START = b"PK\x03\x04"
UNPACKED_MAX = 64 * 1024**2
"""Most bytes of a workbook, unpacked."""
PARTS_MAX = 1_000
"""Most files in a workbook."""
CELLS_MAX = 200
"""Most cells of one row."""
ROOM_MAX = 10_000_000
"""Most cells that are looked at: a row has as many as its last one says, though all before it are missing."""
LINES_MAX = 1_048_576
"""Highest row number of a sheet."""
_CHUNK = 1 << 16
_NUMBER_DIGITS = 15
"""Digits that spreadsheets keep of a number."""
_THOUSAND_DIGITS = 3
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ParseError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError),
)
"""What the ZIP reader and openpyxl raise for damaged files; the latter looks at them with plain Python."""


class NoText(Exception):
    """Tells the caller that bytes are no table; `found` says what they are."""

    def __init__(self, found: str | Promise) -> None:
        self.found = found
        super().__init__(str(found))


def csv_of_workbook(content: bytes) -> str:
    """Return the first visible sheet as CSV, each row on the line of its number; raises NoText."""
    try:
        _check_parts(content)
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        blank = 0
        for cells in _rows(content):
            if not cells:
                blank += 1
                continue
            out.write("\n" * blank)
            blank = 0
            writer.writerow(cells)
    except _BROKEN as error:
        raise NoText(_("it is a spreadsheet that cannot be read; save it as CSV")) from error
    return out.getvalue()


def _check_parts(content: bytes) -> None:
    """Refuse a ZIP that is no workbook, is far larger unpacked, or declares entities in its XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise NoText(_("it is a ZIP archive or a spreadsheet of another kind; save it as CSV"))
        left = UNPACKED_MAX
        for part in parts[: PARTS_MAX + 1]:
            with archive.open(part) as file:
                left -= _size(file, part.filename, left)
        if len(parts) > PARTS_MAX or left < 0:
            raise NoText(_("it is a spreadsheet that is far too large; save its first sheet as CSV"))


def _size(file: IO[bytes], name: str, most: int) -> int:
    """Return how large a part is, unpacked, as far as `most`; refuses XML with a document type."""
    size, tail = 0, b""
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    while size <= most and (chunk := file.read(_CHUNK)):
        size += len(chunk)
        if is_xml and (b"<!DOCTYPE" in tail + chunk or b"\0" in chunk):
            raise NoText(_("it is a spreadsheet that cannot be read; save it as CSV"))
        tail = chunk[-10:]
    return size


def _rows(content: bytes) -> Iterator[list[str]]:
    """Yield the cells of each row from the first on, without empty ones at its end."""
    # Imported here: it is a seventh of the start of every command, and few of them read a workbook.
    from openpyxl import load_workbook  # noqa: PLC0415 -- see above
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 -- see above

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except InvalidFileException as error:
        raise NotImplementedError from error
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise NoText(_("it is a spreadsheet without a sheet to read"))
        sheet.reset_dimensions()  # many programs write them wrong
        left = ROOM_MAX
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            left -= len(values)
            if number > LINES_MAX or left < 0:
                raise NoText(_("it is a spreadsheet that is far too large; save its first sheet as CSV"))
            yield _cells(values)
    finally:
        book.close()


def _cells(values: tuple[object, ...]) -> list[str]:
    width = next((place for place in range(len(values), 0, -1) if values[place - 1] not in {None, ""}), 0)
    if width > CELLS_MAX:
        raise NoText(_("it is a spreadsheet with too many columns; save its first sheet as CSV"))
    return [_text(value) for value in values[:width]]


def _text(value: object) -> str:
    """Return a cell as somebody would have typed it; a number so that it can be read in one way only."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value)
    return " ".join(str(value).splitlines())


def _number(value: float) -> str:
    # Three decimals could be taken for thousands, so they get a fourth.
    plain = f"{Decimal(f'{value:.{_NUMBER_DIGITS}g}'):f}"
    _whole, _point, decimals = plain.partition(".")
    return f"{plain}0" if len(decimals) == _THOUSAND_DIGITS else plain
