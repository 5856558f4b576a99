"""Tables people send: one reader for all of them, whatever program wrote them.

Text in UTF-8, UTF-16, Windows-1252 or Latin-1 with any line ends, cut by comma, semicolon, tab or stroke, or
a workbook (`core.workbooks`). A row keeps its number in the file; a row with more cells than the header has
is faulty and never cut.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.workbooks import WORKBOOK_START, NoText, csv_of_workbook

ROW_MAX = 20_000
"""Longest row that is read, in characters."""
LINES_MAX = 50
"""Most lines of one row: a quotation mark that is not closed within them was never meant to go on."""

DELIMITERS = (",", ";", "\t", "|")
QUOTE_OPEN = "quote_open"
ROW_TOO_LONG = "row_too_long"
TOO_MANY_CELLS = "too_many_cells"
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_TOLD = re.compile(r"sep=(.)", re.IGNORECASE)
"""A first line with which spreadsheets are told how rows are cut."""

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""Bytes with which a text announces its encoding."""
KNOWN_STARTS: tuple[tuple[bytes, str | Promise], ...] = (
    (WORKBOOK_START, _("it is a ZIP archive or a spreadsheet")),
    (b"%PDF", _("it is a PDF")),
    (b"\xd0\xcf\x11\xe0", _("it is an old spreadsheet")),
    (b"SQLite format 3", _("it is a database")),
    (b"BZh", _("it is compressed with bzip2; gzip is read")),
    (b"\xfd7zXZ", _("it is compressed with xz; gzip is read")),
    (b"\x28\xb5\x2f\xfd", _("it is compressed with zstd; gzip is read")),
)
"""Bytes with which files begin that are no text, and what they are."""
UPPER_CONTROLS = range(0x80, 0xA0)
"""Bytes that are letters and quotation marks in Windows-1252 and nothing in Latin-1."""
_TELLING = 4
"""Bytes in which every second one being zero is no accident."""

Column = TypeVar("Column", bound=str)


class UnreadableRow(Exception):
    """Tells the caller of a reading why a row says nothing; `code` is the reason's."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class ColumnTwice(Exception):
    """Tells the caller of `places_of` that two columns of a table have one `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not blank: the number of its first line in the file, as it stood, and its cells.

    `fault` says why it could not be cut into cells.
    """

    line: int
    text: str
    cells: tuple[str, ...] = ()
    fault: str = ""


def announced(start: bytes) -> str | None:
    """Return the encoding the first bytes announce, None when they announce none; NoText for known files of others."""
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    for mark, found in KNOWN_STARTS:
        if start.startswith(mark):
            raise NoText(found)
    return None


def unmarked_utf16(start: bytes) -> str | None:
    """Return the name of the UTF-16 in which every second byte of these would be zero, None for another encoding.

    >>> unmarked_utf16("name".encode("utf-16-le")), unmarked_utf16(b"name")
    ('UTF-16LE', None)
    """
    for offset, name in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        if len(start) >= _TELLING and not any(start[offset::2]) and all(start[1 - offset :: 2]):
            return name
    return None


def single_byte(content: bytes) -> str:
    """Return the encoding of one byte a letter in which Western programs write.

    >>> single_byte("Bär".encode("latin-1")), single_byte("Bär – 3 €".encode("cp1252"))
    ('ISO-8859-1', 'WINDOWS-1252')
    """
    return "WINDOWS-1252" if any(byte in UPPER_CONTROLS for byte in content) else "ISO-8859-1"


def decoded(content: bytes) -> str:
    """Return the text of a small file, a workbook as CSV; raises NoText for what is no table.

    >>> decoded("Bär;1,50".encode("latin-1"))
    'Bär;1,50'
    """
    start = content[:64]
    if start.startswith(WORKBOOK_START):
        return csv_of_workbook(content)
    encoding = announced(start) or unmarked_utf16(start) or "utf-8"
    text = _tried(content, encoding)
    if text is None and encoding == "utf-8":
        text = _tried(content, single_byte(content)) or _tried(content, "ISO-8859-1")
    if text is None or "\0" in text:
        raise NoText(_("it holds bytes that are no text"))
    return text.removeprefix("\ufeff")


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def delimiter_of(first: str) -> str:
    """Return the delimiter that cuts a first line into most columns; a comma that may stand in numbers comes last.

    >>> delimiter_of("date;payer;payee;amount"), delimiter_of("Anna;1,50"), delimiter_of("name,note")
    (';', ';', ',')
    """
    bare = re.sub(r'"[^"]*"', "", first)
    others = [mark for mark in DELIMITERS if mark != "," and mark in bare]
    is_header = not any(sign.isdigit() for sign in bare)
    if others and not (is_header and bare.count(",") > max(map(bare.count, others))):
        return max(others, key=bare.count)
    return ","


def told_delimiter(first: str) -> str | None:
    """Return the delimiter that a first line `sep=;` tells, None for any other line.

    >>> told_delimiter('"sep=|"'), told_delimiter("name;code")
    ('|', None)
    """
    told = _TOLD.fullmatch(first.strip(' "'))
    return told[1] if told else None


def rows_of(text: str, *, delimiter: str | None = None) -> Iterator[SheetRow]:
    r"""Yield the rows of a table that are not blank, cut by `delimiter` or by what its first line tells.

    >>> [(row.line, row.cells) for row in rows_of('sep=;\r\nname;note\r\rAnna;"a\nb"')]
    [(2, ('name', 'note')), (4, ('Anna', 'a\nb'))]
    """
    lines = _LINE_ENDS.split(text)
    told = told_delimiter(lines[0])
    at = 1 if told else 0
    chosen = told or delimiter
    while at < len(lines):
        if lines[at].strip():
            chosen = chosen or delimiter_of(lines[at])
            row, used = _row_at(lines, at, chosen)
            at += used
            if row.fault or any(cell.strip() for cell in row.cells):
                yield row
        else:
            at += 1


def _row_at(lines: Sequence[str], at: int, delimiter: str) -> tuple[SheetRow, int]:
    """Return the row that begins on a line, and on how many lines it stands."""
    first = lines[at]
    if len(first) > ROW_MAX:
        return SheetRow(at + 1, first[:ROW_MAX], fault=ROW_TOO_LONG), 1
    if '"' not in first:
        return SheetRow(at + 1, first, tuple(first.split(delimiter))), 1
    window = lines[at : at + LINES_MAX]
    reader = csv.reader((f"{line}\n" for line in window), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return SheetRow(at + 1, first, fault=QUOTE_OPEN), 1
    whole = "\n".join(window[: reader.line_num])
    if len(whole) > ROW_MAX:
        return SheetRow(at + 1, first, fault=QUOTE_OPEN), 1
    return SheetRow(at + 1, whole, tuple(cells)), reader.line_num


def cells_of(text: str, delimiter: str) -> list[str]:
    """Return the cells of one line; a quotation mark that is not closed on it raises UnreadableRow.

    >>> cells_of('1,"Bread, dark",2.50', ",")
    ['1', 'Bread, dark', '2.50']
    """
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableRow(QUOTE_OPEN) from None


def fitted(cells: Sequence[str], width: int) -> list[str]:
    """Return a row's cells filled up to a header's width; empty cells beyond it do not count.

    Raises UnreadableRow for more cells than that: a mark that cuts was meant as part of a text or an amount.

    >>> fitted(["Anna", "5", "", ""], 2), fitted(["Anna"], 2)
    (['Anna', '5'], ['Anna', ''])
    """
    if any(cell.strip() for cell in cells[width:]):
        raise UnreadableRow(TOO_MANY_CELLS)
    return [*cells[:width], *[""] * (width - len(cells))]


def names_of(header: Sequence[str]) -> list[str]:
    """Return the names of columns without the empty ones that programs leave at the end.

    >>> names_of(["name", " code ", "", ""])
    ['name', 'code']
    """
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    return names


def places_of(
    header: Sequence[str], synonyms: Mapping[Column, Sequence[str]], mapping: Mapping[str, str] | None = None
) -> dict[Column, int]:
    """Return where each column stands by the names it is known by; what cannot be found is left out.

    `mapping` names the file's own column for ours ({"payer": "source"}) and goes before the synonyms.

    Raises ColumnTwice where two columns bear the name that is taken.

    >>> places_of(["When", "From"], {"date": ("date", "when"), "payer": ("from",)})
    {'date': 0, 'payer': 1}
    """
    heads = [name.strip().lower() for name in header]
    places = {name: index for index, name in reversed(list(enumerate(heads)))}
    chosen = mapping or {}
    found: dict[Column, int] = {}
    for column, known in synonyms.items():
        names = (chosen[column].strip().lower(),) if column in chosen else known
        name = next((name for name in names if name in places), None)
        if name is None or places[name] in found.values():
            continue
        if heads.count(name) > 1:
            raise ColumnTwice(header[places[name]].strip())
        found[column] = places[name]
    return found


_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows instead of computing: an apostrophe goes before a formula's first sign.

    Rule: OWASP, CSV Injection. Numbers we write ourselves do not pass through here.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("bread")
    ("'=HYPERLINK(1)", 'bread')
    """
    return f"'{text}" if text.lstrip(" ")[:1] in _FORMULA_STARTS else text
