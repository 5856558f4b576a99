"""The fonts papers are drawn with; they come along, so that a paper looks the same on every machine.

Letters of Europe and Hebrew, Arabic letters for all languages written with them, and emoji in one colour.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_FOLDER = Path(__file__).parent / "fonts"
_PRIVATE = 0xF0000
"""Where the glyphs stand that only shaping reaches: in a plane of Unicode that is nobody's."""
_TWO_BYTES = 0xFFFF
_INVISIBLE = "\u200b"
PLAIN, BOLD = "paper", "paper-bold"
_FILES = {
    PLAIN: ("DejaVuSans", "NotoSansArabic-Regular", "NotoEmoji-Regular"),
    BOLD: ("DejaVuSans-Bold", "NotoSansArabic-Bold", "NotoEmoji-Regular"),
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign: the character that stands for it in the font, its advance and its offset, in 1/1000 of the size.

    It is plain when the font alone draws it so.
    """

    sign: str
    advance: float
    right: float
    up: float
    is_plain: bool


class Font(TTFont):  # type: ignore[misc]  # reportlab tells no types
    """A font whose glyphs can all be drawn, and read back as the letters they were drawn for."""

    def __init__(self, name: str, path: Path) -> None:
        """Read a font file."""
        super().__init__(name, str(path))
        self.known = frozenset(self.face.charToGlyph)
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
        self._scale = 1000 / self._shaper.face.upem
        self._signs: dict[tuple[int, str], int] = {}
        self._making = threading.Lock()

    def shaped(self, text: str, *, is_right_to_left: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of a text from left to right: letters joined, marks at their place."""
        return _shaped(self, text, is_right_to_left)

    def shape(self, text: str, *, is_right_to_left: bool) -> tuple[Glyph, ...]:
        """Shape a text anew."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if is_right_to_left else "ltr"
        uharfbuzz.shape(self._shaper, buffer)
        found = list(zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True))
        starts = sorted({info.cluster for info, _place in found})
        sources = {start: text[start:end] for start, end in pairwise([*starts, len(text)])}
        return tuple(self._glyph(info.codepoint, place, sources[info.cluster]) for info, place in found)

    def _glyph(self, number: int, place: uharfbuzz.GlyphPosition, source: str) -> Glyph:
        advance, right, up = (way * self._scale for way in (place.x_advance, place.x_offset, place.y_offset))
        sign = self._sign(number, advance, source)
        own = float(self.face.getCharWidth(ord(sign)))
        return Glyph(sign, advance, right, up, is_plain=not right and not up and abs(advance - own) < 1)

    def _sign(self, glyph: int, advance: float, source: str) -> str:
        """Return the character that draws a glyph and means its source; where there is none, one is made."""
        meant = _letters(source) if advance else _INVISIBLE
        for sign in self.face.glyphToChar.get(glyph, ()):
            if sign < _PRIVATE and unicodedata.normalize("NFKC", chr(sign)) == meant:
                return chr(sign)
        # Several papers are written at once: no two glyphs may get the same sign.
        with self._making:
            sign = self._signs.get((glyph, meant))
            if sign is None:
                sign = _PRIVATE + len(self._signs)
                self.face.charToGlyph[sign] = glyph
                self.face.charWidths[sign] = self._shaper.get_glyph_h_advance(glyph) * self._scale
                self._signs[glyph, meant] = sign
        return chr(sign)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 -- reportlab's name
        """Write the font into a document, with what each of its glyphs means for search and reading aloud."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        with self._making:
            meanings = {sign: meant for (_glyph, meant), sign in self._signs.items()}
        for number, subset in enumerate(subsets):
            name = f"{SUBSETN(number).decode()}+{self.face.name.decode()}{self.face.subfontNameX.decode()}"
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            for code, sign in enumerate(subset):
                if sign > _TWO_BYTES:
                    meant = meanings.get(sign, chr(sign)).encode("utf-16-be").hex().upper()
                    stream.content = stream.content.replace(f"<{code:02X}> <{sign:04X}>", f"<{code:02X}> <{meant}>")


@lru_cache(4_096)
def _shaped(font: Font, text: str, is_right_to_left: bool) -> tuple[Glyph, ...]:  # noqa: FBT001 -- part of a memory's key
    return font.shape(text, is_right_to_left=is_right_to_left)


@cache
def fonts(weight: str) -> tuple[Font, ...]:
    """Return the fonts of a weight, in the order in which they are asked for a sign."""
    return tuple(_font(file) for file in _FILES[weight])


@cache
def _font(file: str) -> Font:
    font = Font(file, _FOLDER / f"{file}.ttf")
    pdfmetrics.registerFont(font)
    return font


def _letters(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Mn", "Cf"}) or _INVISIBLE
