"""Tables as text: in which encoding they come, how their lines are cut, which column is which."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROW_MAX = 8_192
"""Longest row that is read, in characters."""

DELIMITERS = (",", ";", "\t")
QUOTE_OPEN = "quote_open"

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""Bytes with which a text announces its encoding."""
KNOWN_STARTS: tuple[tuple[bytes, str | Promise], ...] = (
    (b"PK\x03\x04", _("it is a ZIP archive or a spreadsheet")),
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


class NoText(Exception):
    """Tells the caller of `decoded` that bytes are no text; `found` says what they are."""

    def __init__(self, found: str | Promise) -> None:
        self.found = found
        super().__init__(str(found))


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
    """Return the text of a small file in UTF-8, UTF-16, Windows-1252 or Latin-1; raises NoText for what is no text.

    >>> decoded("Bär;1,50".encode("latin-1"))
    'Bär;1,50'
    """
    start = content[:64]
    encoding = announced(start) or unmarked_utf16(start) or "utf-8"
    text = _tried(content, encoding)
    if text is None and encoding == "utf-8":
        text = _tried(content, single_byte(content)) or _tried(content, "ISO-8859-1")
    if text is None or "\0" in text:
        raise NoText(_("it holds bytes that are no text"))
    return text


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def delimiter_of(header: str) -> str:
    """Return the delimiter that cuts a header into most columns.

    >>> delimiter_of("date;payer;payee;amount")
    ';'
    """
    return max(DELIMITERS, key=header.count)


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


def places_of(
    header: Sequence[str], synonyms: Mapping[Column, Sequence[str]], mapping: Mapping[str, str] | None = None
) -> dict[Column, int]:
    """Return where each column stands by the names it is known by; what cannot be found is left out.

    `mapping` names the file's own column for ours ({"payer": "source"}) and goes before the synonyms.

    >>> places_of(["When", "From"], {"date": ("date", "when"), "payer": ("from",)})
    {'date': 0, 'payer': 1}
    """
    places = {name.strip().lower(): index for index, name in reversed(list(enumerate(header)))}
    chosen = mapping or {}
    found: dict[Column, int] = {}
    for column, known in synonyms.items():
        names = (chosen[column].strip().lower(),) if column in chosen else known
        place = next((places[name] for name in names if name in places), None)
        if place is not None:
            found[column] = place
    return found
