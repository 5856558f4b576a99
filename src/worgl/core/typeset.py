"""Writing on papers: signs, joined and ordered as their scripts ask, each in a font that has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from worgl.core.bidi import base_level, visual_runs
from worgl.core.typefaces import BOLD, PLAIN, Font, fonts

BOX = "\u25a1"
"""What stands for a sign no font has."""
_REMEMBERED = 4_096
"""Names come again in every line of a statement; so many texts are not worked out anew."""
_JOINERS = frozenset("\u200c\u200d")
_KEPT = frozenset("\u200e\u200f\u061c") | _JOINERS
"""Invisible signs that say how their neighbours are read."""
_DRESSES = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400), range(0xE0100, 0xE01F0))
"""Variation selectors and colours of skin."""
_NOT_SIMPLE = frozenset({"R", "AL", "AN", "NSM", "BN"})


@cache
def drawable() -> frozenset[int]:
    """Return the characters papers can draw."""
    plain, bold = (frozenset[int]().union(*(font.known for font in fonts(weight))) for weight in (PLAIN, BOLD))
    return plain & bold


@lru_cache(_REMEMBERED)
def shown(text: str) -> str:
    """Return a text as papers can draw it: with a box for each sign no font has.

    What only chooses how an emoji looks (its colour, its skin, how it is put together) is left out.

    >>> shown("Žofie 学 👍🏽")
    'Žofie □ 👍'
    """
    if text.isascii() and text.isprintable():
        return text
    joined = unicodedata.normalize("NFC", text)
    return "".join(_sign(sign) for sign in joined if not _only_dresses(sign))


def is_lossy(text: str) -> bool:
    """Return whether a text has signs no font has."""
    return shown(text).count(BOX) > text.count(BOX)


@lru_cache(_REMEMBERED)
def width(text: str, size: float, weight: str) -> float:
    """Return how wide a shown text is, in points."""
    if _is_simple(text):
        return float(pdfmetrics.stringWidth(text, fonts(weight)[0].fontName, size))
    return (
        sum(_advance(part, font, is_rtl=is_rtl) for part, font, is_rtl in _parts(text, weight, base_level(text)))
        * size
        / 1000
    )


def draw(canvas: Canvas, text: str, left: float, bottom: float, *, size: float, weight: str, base: int) -> None:
    """Write one line of a shown text; `base` is which way its paragraph runs, as `bidi.base_level` says."""
    if _is_simple(text):
        canvas.setFont(fonts(weight)[0].fontName, size)
        canvas.drawString(left, bottom, text)
        return
    for part, font, is_rtl in _parts(text, weight, base):
        canvas.setFont(font.fontName, size)
        left = _draw_part(canvas, part, font, left, bottom, size=size, is_rtl=is_rtl)


def _draw_part(
    canvas: Canvas, part: str, font: Font, left: float, bottom: float, *, size: float, is_rtl: bool
) -> float:
    if not _needs_shaping(part, is_rtl=is_rtl):
        canvas.drawString(left, bottom, part)
        return left + _advance(part, font, is_rtl=is_rtl) * size / 1000
    # Letters go out together, marks and dots after them, so that programs that read the paper find words.
    word, marks, word_left = "", [], left
    for glyph in font.shaped(part, is_right_to_left=is_rtl):
        if glyph.is_plain:
            word += glyph.sign
        else:
            marks.append((left + glyph.right * size / 1000, bottom + glyph.up * size / 1000, glyph.sign))
        left += glyph.advance * size / 1000
        if glyph.advance and not glyph.is_plain:
            canvas.drawString(word_left, bottom, word)
            word, word_left = "", left
    canvas.drawString(word_left, bottom, word)
    for across, up, sign in marks:
        canvas.drawString(across, up, sign)
    return left


def _advance(part: str, font: Font, *, is_rtl: bool) -> float:
    if _needs_shaping(part, is_rtl=is_rtl):
        return sum(glyph.advance for glyph in font.shaped(part, is_right_to_left=is_rtl))
    return float(font.stringWidth(part, 1000))


def _needs_shaping(part: str, *, is_rtl: bool) -> bool:
    return is_rtl or any(unicodedata.category(sign) == "Mn" for sign in part)


@lru_cache(_REMEMBERED)
def _parts(text: str, weight: str, base: int) -> tuple[tuple[str, Font, bool], ...]:
    """Return the parts of a line from left to right, each in reading order, with its font and direction."""
    found = []
    for run, is_rtl in visual_runs(text, base):
        parts = list(_by_font(run, weight))
        for part, font in reversed(parts) if is_rtl else parts:
            visible = part if is_rtl else "".join(sign for sign in part if sign not in _KEPT)
            if visible:
                found.append((visible, font, is_rtl))
    return tuple(found)


def _by_font(run: str, weight: str) -> Iterator[tuple[str, Font]]:
    choice = fonts(weight)
    chosen: list[int] = []
    for sign in run:
        able = [number for number, font in enumerate(choice) if ord(sign) in font.known]
        # A mark stays with its letter, and what joins with what it joins.
        stays = chosen and (sign in _KEPT or (chosen[-1] in able and unicodedata.category(sign) == "Mn"))
        chosen.append(chosen[-1] if stays else next(iter(able), 0))
    for number, group in groupby(zip(chosen, run, strict=True), key=lambda one: one[0]):
        yield "".join(sign for _number, sign in group), choice[number]


def _is_simple(text: str) -> bool:
    """Return whether a text is drawn as it stands, by the first font alone."""
    return text.isascii() or _simple_signs().issuperset(text)


@cache
def _simple_signs() -> frozenset[str]:
    plain, bold = fonts(PLAIN)[0].known, fonts(BOLD)[0].known
    return frozenset(
        sign
        for sign in map(chr, plain & bold)
        if unicodedata.bidirectional(sign) not in _NOT_SIMPLE and sign not in _KEPT
    )


def _only_dresses(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return (kind == "Cf" and sign not in _KEPT) or kind == "Me" or any(ord(sign) in span for span in _DRESSES)


def _sign(sign: str) -> str:
    if sign.isspace():
        return " "
    return sign if sign in _KEPT or ord(sign) in drawable() else BOX
