"""Papers: documents as PDF, laid out by hand from lines, pairs and tables.

What no font has stands as a box, and a line at the end says so: a missing sign is better than a wrong one.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from worgl.core.bidi import base_level
from worgl.core.colours import shade_of
from worgl.core.typefaces import BOLD, PLAIN
from worgl.core.typeset import draw, is_lossy, shown, width

WIDTH, HEIGHT = 595, 842
"""A4, in points."""
MARGIN, FOOT = 48, 60
GAP = 8
_CELL_LINES_MAX = 6
_LOGO_WIDTH, _LOGO_HEIGHT = 140, 36


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in points, and to which side it is set."""

    label: str
    width: int
    side: Literal["start", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How whose paper it is shows itself: a colour as "#rrggbb" or "", and a logo as PNG or b""."""

    colour: str = ""
    logo: bytes = b""


def fill_with(canvas: Canvas, colour: str) -> None:
    """Let what is drawn from now on have a colour, "#rrggbb"; black where it is ""."""
    red, green, blue = shade_of(colour or "#000000")
    canvas.setFillColorRGB(red / 255, green / 255, blue / 255)


def draw_logo(canvas: Canvas, picture: ImageReader, place: tuple[float, float, float, float]) -> None:
    """Draw a logo as large as it has room in a place: its left and lower edge, its width and height."""
    left, bottom, room, height = place
    wide, high = picture.getSize()
    part = min(room / wide, height / high)
    canvas.drawImage(picture, left, bottom, width=wide * part, height=high * part, mask="auto")


class Paper:
    """A document that is written from top to bottom; `pdf` ends it."""

    def __init__(self, title: str, *, letterhead: Letterhead | None, kicker: str = "") -> None:
        """Begin with a heading and, above it, a small line that says whose paper it is, and its logo and colour."""
        self._out = io.BytesIO()
        # Without a date of its own the same content gives the same bytes.
        self._canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=1)
        self._canvas.setTitle(shown(title))
        self._is_lossy = False
        self._page = 1
        self._top = HEIGHT - MARGIN
        if letterhead is not None:
            self._head(letterhead)
        if kicker:
            self.line(kicker, size=9)
        self.line(title, size=18, is_bold=True)
        self.space()

    def _head(self, letterhead: Letterhead) -> None:
        """Draw a bar of the colour along the top edge, and the logo in the upper corner."""
        if letterhead.colour:
            fill_with(self._canvas, letterhead.colour)
            self._canvas.rect(0, HEIGHT - 10, WIDTH, 10, stroke=0, fill=1)
            self._canvas.setFillGray(0)
        if letterhead.logo:
            self._top -= _LOGO_HEIGHT + GAP
            place = (MARGIN, self._top + GAP, _LOGO_WIDTH, _LOGO_HEIGHT)
            draw_logo(self._canvas, ImageReader(io.BytesIO(letterhead.logo)), place)

    def line(self, text: str, *, size: int = 10, is_bold: bool = False) -> None:
        """Write a paragraph; it runs as its first letter does."""
        base = base_level(text)
        for part in self._wrapped(text, WIDTH - 2 * MARGIN, size=size, is_bold=is_bold):
            self._need(size + 4)
            self._write(part, MARGIN, size=size, is_bold=is_bold, base=base)
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
                _(
                    "A box replaces each character that cannot be printed here. "
                    "The page on the screen shows all of them."
                ),
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
        for column, text, cell in zip(columns, row, cells, strict=True):
            for number, part in enumerate(cell):
                down = number * 12
                place = left if column.side == "start" else left + column.width - self._width(part, 9, is_bold=is_bold)
                self._write(part, place, size=9, is_bold=is_bold, down=down, base=base_level(text))
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
            if piece and not unicodedata.combining(sign) and self._width(piece + sign, size, is_bold=is_bold) > room:
                yield piece
                piece = ""
            piece += sign
        yield piece

    def _clean(self, text: str) -> str:
        self._is_lossy = self._is_lossy or is_lossy(text)
        return shown(text)

    def _width(self, text: str, size: int, *, is_bold: bool) -> float:
        return width(text, size, BOLD if is_bold else PLAIN)

    def _write(self, text: str, left: float, *, size: int, base: int, is_bold: bool = False, down: int = 0) -> None:
        weight = BOLD if is_bold else PLAIN
        draw(self._canvas, text, left, self._top - size - down, size=size, weight=weight, base=base)

    def _need(self, height: int) -> None:
        if self._top - height < FOOT:
            self._turn()

    def _turn(self) -> None:
        self._footer()
        self._canvas.showPage()
        self._page += 1
        self._top = HEIGHT - MARGIN

    def _footer(self) -> None:
        text = self._clean(_("Page {number}").format(number=self._page))
        draw(self._canvas, text, MARGIN, MARGIN - 12, size=8, weight=PLAIN, base=base_level(text))
