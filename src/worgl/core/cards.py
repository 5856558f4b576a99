"""Cards to print and cut: ten on an A4 sheet, each with a few lines, a QR code and a code to type."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from worgl.core.bidi import LEFT_TO_RIGHT, base_level
from worgl.core.papers import HEIGHT, WIDTH, Letterhead, draw_logo, fill_with
from worgl.core.typefaces import BOLD, PLAIN
from worgl.core.typeset import draw, shown, width

_ACROSS, _DOWN = 2, 5
MARGIN = 34
"""Points around a sheet, 12 mm: what printers at home leave white."""
_CARD_WIDTH, _CARD_HEIGHT = (WIDTH - 2 * MARGIN) // _ACROSS, (HEIGHT - 2 * MARGIN) // _DOWN
_QR = 92
_EDGE = 14
_ROOM = _CARD_WIDTH - _QR - 2 * _EDGE - 8
_LARGE, _CODE, _SMALL = 18, 11, 9
_LEADING = 12
_STRIPE = 4
"""Width of the stripe of the community's colour, and how far it keeps from the lines to cut along."""
_LOGO_HEIGHT = 26
"""What is left below the QR code."""
_SMALL_LINES = 5
"""How many small lines find room between the value and the code."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: whose it is, its value in large letters, small lines, the code, the QR code's address."""

    head: str
    value: str
    lines: tuple[str, ...]
    code: str
    address: str


def cards_pdf(title: str, cards: Sequence[Card], *, letterhead: Letterhead | None) -> bytes:
    """Return sheets of cards with dashed lines to cut along, each with a look; an empty sheet without cards."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(shown(title))
    look = letterhead or Letterhead()
    # One picture for all cards: the file holds it once.
    logo = ImageReader(io.BytesIO(look.logo)) if look.logo else None
    for number, card in enumerate(cards):
        place = number % (_ACROSS * _DOWN)
        if number and not place:
            canvas.showPage()
        _draw(canvas, place, card, colour=look.colour, logo=logo)
    if not cards:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, place: int, card: Card, *, colour: str, logo: ImageReader | None) -> None:
    left, top = MARGIN + place % _ACROSS * _CARD_WIDTH, HEIGHT - MARGIN - place // _ACROSS * _CARD_HEIGHT
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.6)
    canvas.rect(left, top - _CARD_HEIGHT, _CARD_WIDTH, _CARD_HEIGHT)
    canvas.setDash()
    fill_with(canvas, colour)
    if colour:
        canvas.rect(left + _STRIPE, top - _CARD_HEIGHT + _STRIPE, _STRIPE, _CARD_HEIGHT - 2 * _STRIPE, stroke=0, fill=1)
    down = top - 24
    for line in _wrapped(card.head, 1):
        draw(canvas, line, left + _EDGE, down, size=_SMALL, weight=PLAIN, base=base_level(card.head))
    size = _fitting(shown(card.value), _LARGE)
    down -= 8 + size
    draw(canvas, shown(card.value), left + _EDGE, down, size=size, weight=BOLD, base=base_level(card.value))
    canvas.setFillGray(0)
    down -= 5
    for text, line in _small_lines(card):
        down -= _LEADING
        draw(canvas, line, left + _EDGE, down, size=_SMALL, weight=PLAIN, base=base_level(text))
    size = _fitting(card.code, _CODE)
    draw(canvas, card.code, left + _EDGE, top - _CARD_HEIGHT + _EDGE, size=size, weight=BOLD, base=LEFT_TO_RIGHT)
    beside = left + _CARD_WIDTH - _QR - _EDGE
    _draw_qr(canvas, card.address, beside, top - 18 - _QR)
    if logo is not None:
        draw_logo(canvas, logo, (beside, top - _CARD_HEIGHT + _EDGE - 4, _QR, _LOGO_HEIGHT))


def _fitting(text: str, largest: int) -> int:
    """Return the size in which a value or code has room on one line: it is neither cut nor broken."""
    return next((size for size in range(largest, 4, -1) if width(text, size, BOLD) <= _ROOM), 4)


def _small_lines(card: Card) -> list[tuple[str, str]]:
    """Return the small lines, each with the text it is of; what comes last, the day, is always among them."""
    spare = _SMALL_LINES - len(card.lines)
    lines: list[tuple[str, str]] = []
    for text in card.lines:
        own = _wrapped(text, 1 + max(spare, 0))
        spare -= len(own) - 1
        lines += [(text, line) for line in own]
    return lines


def _wrapped(text: str, most: int) -> list[str]:
    """Return a text in at most so many lines, broken between words; what has no room is marked by dots."""
    lines: list[str] = []
    rest = shown(text).split()
    while rest and len(lines) < most:
        is_last = len(lines) == most - 1
        taken = next((end for end in range(len(rest), 0, -1) if _fits(" ".join(rest[:end]))), 0)
        if taken and (taken == len(rest) or not is_last):
            lines.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        elif is_last:
            lines.append(_dotted(" ".join(rest)))
            rest = []
        else:
            end = next(end for end in range(len(rest[0]), 0, -1) if end == 1 or _fits(rest[0][:end]))
            lines.append(rest[0][:end])
            rest[0] = rest[0][end:]
    return lines


def _dotted(text: str) -> str:
    while text and not _fits(text + "…"):
        text = text[:-1]
    return text.rstrip() + "…"


def _fits(line: str) -> bool:
    return width(line, _SMALL, PLAIN) <= _ROOM


def _draw_qr(canvas: Canvas, address: str, left: int, bottom: int) -> None:
    matrix = segno.make(address, error="m", micro=False).matrix
    step = _QR / len(matrix)
    for down, line in enumerate(matrix):
        for across, dark in enumerate(line):
            if dark:
                canvas.rect(left + across * step, bottom + _QR - (down + 1) * step, step, step, stroke=0, fill=1)
