"""Cards to print and cut: ten on an A4 sheet, each with a few lines, a QR code and a code to type."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from reportlab.pdfgen.canvas import Canvas

from worgl.core.bidi import LEFT_TO_RIGHT, base_level
from worgl.core.papers import HEIGHT, WIDTH
from worgl.core.typefaces import BOLD, PLAIN
from worgl.core.typeset import draw, shown, width

_ACROSS, _DOWN = 2, 5
_CARD_WIDTH, _CARD_HEIGHT = WIDTH // _ACROSS, HEIGHT // _DOWN
_QR = 92
_EDGE = 16


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: whose it is, its value in large letters, small lines, the code, the QR code's address."""

    head: str
    value: str
    lines: tuple[str, ...]
    code: str
    address: str


def cards_pdf(title: str, cards: Sequence[Card]) -> bytes:
    """Return sheets of cards with dashed lines to cut along; without cards an empty sheet."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(shown(title))
    for number, card in enumerate(cards):
        place = number % (_ACROSS * _DOWN)
        if number and not place:
            canvas.showPage()
        _draw(canvas, place, card)
    if not cards:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, place: int, card: Card) -> None:
    left, top = place % _ACROSS * _CARD_WIDTH, HEIGHT - place // _ACROSS * _CARD_HEIGHT
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.6)
    canvas.rect(left, top - _CARD_HEIGHT, _CARD_WIDTH, _CARD_HEIGHT)
    canvas.setDash()
    down = top - 30
    lines = [(card.head, PLAIN, 9), (card.value, BOLD, 18), *((line, PLAIN, 9) for line in card.lines)]
    for text, weight, size in lines:
        line = _cut(shown(text), weight, size)
        draw(canvas, line, left + _EDGE, down, size=size, weight=weight, base=base_level(text))
        down -= size + 8
    draw(canvas, card.code, left + _EDGE, top - _CARD_HEIGHT + _EDGE, size=11, weight=BOLD, base=LEFT_TO_RIGHT)
    _draw_qr(canvas, card.address, left + _CARD_WIDTH - _QR - 14, top - 18 - _QR)


def _cut(text: str, weight: str, size: int) -> str:
    room = _CARD_WIDTH - _QR - 40
    while text and width(text, size, weight) > room:
        text = text[:-1]
    return text


def _draw_qr(canvas: Canvas, address: str, left: int, bottom: int) -> None:
    matrix = segno.make(address, error="m", micro=False).matrix
    step = _QR / len(matrix)
    for down, line in enumerate(matrix):
        for across, dark in enumerate(line):
            if dark:
                canvas.rect(left + across * step, bottom + _QR - (down + 1) * step, step, step, stroke=0, fill=1)
