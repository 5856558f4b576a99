"""Cards to print and cut: ten on an A4 sheet, each with a few lines, a QR code and a code to type."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from worgl.core.papers import HEIGHT, WIDTH, drawable, shown

_ACROSS, _DOWN = 2, 5
_CARD_WIDTH, _CARD_HEIGHT = WIDTH // _ACROSS, HEIGHT // _DOWN
_QR = 92
_EDGE = 16
_PLAIN, _BOLD = "paper", "paper-bold"


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
    known = drawable()
    canvas.setTitle(shown(title, known))
    for number, card in enumerate(cards):
        place = number % (_ACROSS * _DOWN)
        if number and not place:
            canvas.showPage()
        _draw(canvas, place, card, known)
    if not cards:
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, place: int, card: Card, known: frozenset[int]) -> None:
    left, top = place % _ACROSS * _CARD_WIDTH, HEIGHT - place // _ACROSS * _CARD_HEIGHT
    canvas.setDash(3, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.6)
    canvas.rect(left, top - _CARD_HEIGHT, _CARD_WIDTH, _CARD_HEIGHT)
    canvas.setDash()
    down = top - 30
    lines = [(card.head, _PLAIN, 9), (card.value, _BOLD, 18), *((line, _PLAIN, 9) for line in card.lines)]
    for text, font, size in lines:
        canvas.setFont(font, size)
        canvas.drawString(left + _EDGE, down, _cut(shown(text, known), font, size))
        down -= size + 8
    canvas.setFont(_BOLD, 11)
    canvas.drawString(left + _EDGE, top - _CARD_HEIGHT + _EDGE, card.code)
    _draw_qr(canvas, card.address, left + _CARD_WIDTH - _QR - 14, top - 18 - _QR)


def _cut(text: str, font: str, size: int) -> str:
    room = _CARD_WIDTH - _QR - 40
    while text and pdfmetrics.stringWidth(text, font, size) > room:
        text = text[:-1]
    return text


def _draw_qr(canvas: Canvas, address: str, left: int, bottom: int) -> None:
    matrix = segno.make(address, error="m", micro=False).matrix
    step = _QR / len(matrix)
    for down, line in enumerate(matrix):
        for across, dark in enumerate(line):
            if dark:
                canvas.rect(left + across * step, bottom + _QR - (down + 1) * step, step, step, stroke=0, fill=1)
