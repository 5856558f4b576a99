"""Reading a file of transfers: CSV, plain or gzip, or a workbook; checked whole before anything is booked."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import TooLarge
from worgl.core.sheets import (
    ROW_MAX,
    announced,
    cells_of,
    delimiter_of,
    single_byte,
    told_delimiter,
    unmarked_utf16,
)
from worgl.core.workbooks import UNPACKED_MAX, WORKBOOK_START, NoText, csv_of_workbook
from worgl.imports.errors import FileBroken, FileEmpty, FileUnreadable, NotCsv, WrongEncoding

CONTENT_MAX = 4 * 1024**3
"""Largest file, uncompressed, in bytes; more than that comes in parts."""

_CHUNK = 1 << 20
_Stream = gzip.GzipFile | io.BufferedReader | io.BytesIO
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Content:
    """Where the text of a file is read from: the file itself, or what a workbook says, as CSV."""

    path: Path
    is_gzip: bool = False
    sheet: bytes | None = field(default=None, repr=False)

    def open(self) -> _Stream:
        """Open it at its beginning."""
        if self.sheet is not None:
            return io.BytesIO(self.sheet)
        return gzip.GzipFile(self.path, "rb") if self.is_gzip else self.path.open("rb")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one reading of the whole file found: how to read it, what it is, how long it is."""

    content: Content
    encoding: str
    digest: bytes
    """SHA-256 of the uncompressed content: a file is the same whether it is compressed or not."""
    header: str
    lines: int
    header_line: int = 1
    delimiter: str = ","

    @property
    def path(self) -> Path:
        """The file."""
        return self.content.path


class Line(NamedTuple):
    """A line of the file that is not blank, without its end; `number` counts all lines from 1.

    `place` is where it stands in the order in which the lines are booked: its number, unless they are sorted.
    """

    number: int
    text: str
    place: int


def inspect(path: Path) -> FileFacts:
    """Read a file once from end to end; refuses what is no complete, readable CSV text, before a row is used."""
    with _refusing(path):
        if not path.is_file():
            raise FileUnreadable(file=path.name, reason=_not_a_file(path))
        content = _content_of(path)
        with content.open() as stream:
            encoding = _encoding_of(stream.read(64), path)
        digest, lines = _check_whole(content, encoding=encoding)
        facts = FileFacts(content, encoding, digest, "", lines)
        first = list(islice(read_lines(facts), 2))
    told = told_delimiter(first[0].text) if first else None
    header = first[1 if told else 0 :][:1]
    if not header:
        raise FileEmpty(file=path.name)
    delimiter = told or delimiter_of(header[0].text)
    return replace(facts, header=header[0].text, header_line=header[0].number, delimiter=delimiter)


def _content_of(path: Path) -> Content:
    """Return where a file is read; a workbook is read whole, and refused where it is none that can be."""
    with path.open("rb") as raw:
        start = raw.read(len(WORKBOOK_START))
        if start != WORKBOOK_START:
            return Content(path, is_gzip=start.startswith(_GZIP))
        packed = start + raw.read(UNPACKED_MAX)
    if len(packed) > UNPACKED_MAX:
        raise TooLarge(asked=path.stat().st_size, limit=UNPACKED_MAX)
    try:
        return Content(path, sheet=_filled(csv_of_workbook(packed)).encode())
    except NoText as no:
        raise NotCsv(file=path.name, found=no.found) from None


def _filled(sheet: str) -> str:
    """Return a sheet whose rows reach as far as its first one: empty cells at their end are none that are missing."""
    width, filled = 0, []
    for line in sheet.split("\n"):
        cells = len(cells_of(line, ",")) if line else width
        width = width or cells
        filled.append(line + "," * (width - cells))
    return "\n".join(filled)


def read_lines(facts: FileFacts) -> Iterator[Line]:
    """Yield the lines of an inspected file; of a line longer than ROW_MAX only its beginning."""
    with _refusing(facts.path), facts.content.open() as content:
        text = io.TextIOWrapper(content, encoding=facts.encoding)
        number = 0
        while part := text.readline(ROW_MAX + 2):
            number += 1
            if len(part) > ROW_MAX and not part.endswith("\n"):
                _skip_rest(text)
            if part.strip():
                yield Line(number, part.rstrip("\n"), number)


def _skip_rest(text: io.TextIOWrapper) -> None:
    while rest := text.readline(ROW_MAX):
        if rest.endswith("\n"):
            return


def _not_a_file(path: Path) -> str:
    if not path.exists():
        return str(_("there is no such file"))
    return str(_("it is a folder") if path.is_dir() else _("it is not a file"))


def _encoding_of(start: bytes, path: Path) -> str:
    """Return the encoding the first bytes announce; refuses what is no text."""
    try:
        encoding = announced(start)
    except NoText as no:
        raise NotCsv(file=path.name, found=no.found) from None
    bare = unmarked_utf16(start)
    if encoding is None and bare is not None:
        raise WrongEncoding(file=path.name, line=1, found=bare)
    return encoding or "utf-8"


def _check_whole(whole: Content, *, encoding: str) -> tuple[bytes, int]:
    """Return the digest and the number of lines; refuses bytes that are not the encoding's, and binary content."""
    digest, size, lines, tail = hashlib.sha256(), 0, 0, ""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    path = whole.path
    with whole.open() as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > CONTENT_MAX:
                raise TooLarge(asked=size, limit=CONTENT_MAX)
            text = _decode(decoder, chunk, lines=lines, path=path, rest=content)
            lines += text.count("\n")
            tail = text or tail
    rest = _decode(decoder, b"", lines=lines, path=path)
    tail = rest or tail
    return digest.digest(), lines + rest.count("\n") + (1 if tail and not tail.endswith("\n") else 0)


def _decode(
    decoder: io.IncrementalNewlineDecoder, chunk: bytes, *, lines: int, path: Path, rest: _Stream | None = None
) -> str:
    """Return the text of a chunk, the last one when nothing is left to read in `rest`; refuses what is no text."""
    try:
        text = decoder.decode(chunk, final=rest is None)
    except UnicodeDecodeError as error:
        before, odd = error.object[: error.start], error.object[error.start :]
        if b"\0" in error.object:
            raise NotCsv(file=path.name, found=_("it holds bytes that are no text")) from None
        line = lines + before.count(b"\n") + 1
        # Letters are alike in both; a sign of money or a quotation mark further down tells them apart.
        found = {single_byte(odd), *(map(single_byte, iter(lambda: rest.read(_CHUNK), b"")) if rest else ())}
        raise WrongEncoding(file=path.name, line=line, found=max(found)) from None
    if "\0" in text:
        raise NotCsv(file=path.name, found=_("it holds bytes that are no text"))
    return text


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into a refusal."""
    try:
        yield
    except EOFError:
        raise FileBroken(file=path.name, reason=_("it ends too early")) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileBroken(file=path.name, reason=str(error)) from None
    except OSError as error:
        raise FileUnreadable(file=path.name, reason=error.strerror or str(error)) from None
