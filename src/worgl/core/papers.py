"""Papers: documents as PDF, laid out by hand from lines, pairs and tables.

The font is the system's DejaVu or Noto Sans where there is one, else the one that comes with reportlab, which
knows western Europe's letters. What a font cannot draw, and scripts that need shaping or run from right to
left, stand as a box, and a line at the end says so: a missing sign is better than a wrong one.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import reportlab
from django.utils.translation import gettext as _
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
"""A4, in points."""
MARGIN, FOOT = 48, 60
GAP = 8
BOX = "\u25a1"
_NO_BOX = "?"
_PLAIN, _BOLD = "paper", "paper-bold"
_CELL_LINES_MAX = 6
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_SYSTEM = Path("/usr/share/fonts")
_FACES = (
    (_SYSTEM / "truetype/dejavu/DejaVuSans.ttf", _SYSTEM / "truetype/dejavu/DejaVuSans-Bold.ttf"),
    (_SYSTEM / "dejavu/DejaVuSans.ttf", _SYSTEM / "dejavu/DejaVuSans-Bold.ttf"),
    (_SYSTEM / "truetype/noto/NotoSans-Regular.ttf", _SYSTEM / "truetype/noto/NotoSans-Bold.ttf"),
)
BROUGHT_ALONG = (
    Path(reportlab.__file__).parent / "fonts" / "Vera.ttf",
    Path(reportlab.__file__).parent / "fonts" / "VeraBd.ttf",
)
"""The pair of fonts that is there whatever the machine has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in points, and to which side it is set."""

    label: str
    width: int
    side: Literal["start", "end"] = "start"


@cache
def drawable() -> frozenset[int]:
    """Return the characters the chosen fonts can draw; the fonts are registered with the first call."""
    plain, bold = next((pair for pair in _FACES if all(path.exists() for path in pair)), BROUGHT_ALONG)
    known = []
    for name, path in ((_PLAIN, plain), (_BOLD, bold)):
        font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    return known[0] & known[1]


def shown(text: str, known: frozenset[int]) -> str:
    """Return a text with a box for each sign that cannot be drawn as it should be.

    >>> shown("Žofie \u05d0", frozenset(map(ord, "ofie ")))
    '?ofie ?'
    """
    box = BOX if ord(BOX) in known else _NO_BOX
    joined = unicodedata.normalize("NFC", text)
    return "".join(_sign(each, known, box) for each in joined if unicodedata.category(each) != "Cf")


def _sign(sign: str, known: frozenset[int], box: str) -> str:
    if unicodedata.category(sign).startswith("Z"):
        return " "
    is_drawn = ord(sign) in known and unicodedata.bidirectional(sign) not in _RIGHT_TO_LEFT
    return sign if is_drawn else box


class Paper:
    """A document that is written from top to bottom; `pdf` ends it."""

    def __init__(self, title: str, *, kicker: str = "") -> None:
        """Begin with a heading and, above it, a small line that says whose paper it is."""
        self._known = drawable()
        self._out = io.BytesIO()
        # Without a date of its own the same content gives the same bytes.
        self._canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self._canvas.setTitle(shown(title, self._known))
        self._is_lossy = False
        self._page = 1
        self._top = HEIGHT - MARGIN
        if kicker:
            self.line(kicker, size=9)
        self.line(title, size=18, is_bold=True)
        self.space()

    def line(self, text: str, *, size: int = 10, is_bold: bool = False) -> None:
        """Write a paragraph."""
        for part in self._wrapped(text, WIDTH - 2 * MARGIN, size=size, is_bold=is_bold):
            self._need(size + 4)
            self._write(part, MARGIN, size=size, is_bold=is_bold)
            self._top -= size + 4

    def space(self) -> None:
        """Leave some room."""
        self._top -= GAP

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write names and values, the values at the far side."""
        half = (WIDTH - 2 * MARGIN) // 2
        self.table((Column("", half), Column("", half, side="end")), rows, has_heading=False)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, has_heading: bool = True) -> None:
        """Write rows under headings that stand again on each page."""
        labels = [column.label for column in columns]
        if has_heading:
            self._row(columns, labels, is_bold=True)
        for row in rows:
            height = max(len(cell) for cell in self._cells(columns, row)) * 12 + 6
            if self._top - height < FOOT:
                self._turn()
                if has_heading:
                    self._row(columns, labels, is_bold=True)
            self._row(columns, row)
        self.space()

    def pdf(self) -> bytes:
        """End the paper and return it."""
        if self._is_lossy:
            self.space()
            self.line(
                _("A box stands for each sign that this paper cannot draw. The page on the screen shows all of them."),
                size=8,
            )
        self._footer()
        self._canvas.save()
        return self._out.getvalue()

    def _row(self, columns: Sequence[Column], row: Sequence[str], *, is_bold: bool = False) -> None:
        cells = list(self._cells(columns, row, is_bold=is_bold))
        height = max(len(cell) for cell in cells) * 12 + 6
        self._need(height)
        left = MARGIN
        for column, cell in zip(columns, cells, strict=True):
            for number, part in enumerate(cell):
                down = number * 12
                place = left if column.side == "start" else left + column.width - self._width(part, 9, is_bold=is_bold)
                self._write(part, place, size=9, is_bold=is_bold, down=down)
            left += column.width
        self._top -= height
        self._canvas.setLineWidth(0.4)
        self._canvas.setStrokeGray(0.8)
        self._canvas.line(MARGIN, self._top + 3, WIDTH - MARGIN, self._top + 3)

    def _cells(self, columns: Sequence[Column], row: Sequence[str], *, is_bold: bool = False) -> Iterator[list[str]]:
        for column, text in zip(columns, row, strict=True):
            room = column.width - GAP if column.side == "start" else column.width
            yield self._wrapped(text, room, size=9, is_bold=is_bold)[:_CELL_LINES_MAX]

    def _wrapped(self, text: str, room: int, *, size: int, is_bold: bool) -> list[str]:
        """Return a text in lines that fit; a word that is too long is cut."""
        lines = [""]
        for word in self._clean(text).split():
            for piece in self._pieces(word, room, size=size, is_bold=is_bold):
                joined = f"{lines[-1]} {piece}".strip()
                if self._width(joined, size, is_bold=is_bold) <= room:
                    lines[-1] = joined
                else:
                    lines.append(piece)
        return lines

    def _pieces(self, word: str, room: int, *, size: int, is_bold: bool) -> Iterator[str]:
        piece = ""
        for sign in word:
            if piece and self._width(piece + sign, size, is_bold=is_bold) > room:
                yield piece
                piece = ""
            piece += sign
        yield piece

    def _clean(self, text: str) -> str:
        clean = shown(text, self._known)
        self._is_lossy = self._is_lossy or BOX in clean or clean.count(_NO_BOX) > text.count(_NO_BOX)
        return clean

    def _width(self, text: str, size: int, *, is_bold: bool) -> float:
        return float(pdfmetrics.stringWidth(text, _BOLD if is_bold else _PLAIN, size))

    def _write(self, text: str, left: float, *, size: int, is_bold: bool = False, down: int = 0) -> None:
        self._canvas.setFont(_BOLD if is_bold else _PLAIN, size)
        self._canvas.drawString(left, self._top - size - down, text)

    def _need(self, height: int) -> None:
        if self._top - height < FOOT:
            self._turn()

    def _turn(self) -> None:
        self._footer()
        self._canvas.showPage()
        self._page += 1
        self._top = HEIGHT - MARGIN

    def _footer(self) -> None:
        self._canvas.setFont(_PLAIN, 8)
        self._canvas.drawString(MARGIN, MARGIN - 12, self._clean(_("Page {number}").format(number=self._page)))
