"""Papers show what they can, and a box for what they cannot; they never fail on a name."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFontFace

from worgl.core.papers import BROUGHT_ALONG, Column, Paper, drawable, shown


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


KNOWN = frozenset(map(ord, "abcÜé□?"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc Üé", "abc Üé"),
        ("a🙂b", "a□b"),
        ("אב", "□□"),
        ("علي", "□□□"),
        ("a\u200bb\u202ec", "abc"),
        ("e\u0301", "é"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_cannot_be_drawn_as_it_should_be_is_a_box(text: str, seen: str) -> None:
    assert shown(text, KNOWN) == seen


def test_the_font_that_is_always_there_knows_western_letters() -> None:
    known = frozenset(TTFontFace(str(BROUGHT_ALONG[0])).charToGlyph)
    assert (
        shown("Jürgen Ångström, naïve œuvre — 12,50 € ½ “x”", known) == "Jürgen Ångström, naïve œuvre — 12,50 € ½ “x”"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=300))
def test_no_text_makes_a_paper_fail(title: str, cell: str) -> None:
    paper = Paper(title, kicker=cell)
    paper.table((Column("A", 40), Column("B", 60, side="end")), [(cell, title)])
    assert paper.pdf().startswith(b"%PDF-")


def test_a_paper_with_boxes_says_what_they_stand_for() -> None:
    drawable()
    assert "A box stands for each sign" in text_of(Paper("Jos\u00e9 🙂").pdf())
    assert "A box stands" not in text_of(Paper("Jos\u00e9?").pdf())


def test_a_long_table_goes_on_over_pages_under_its_headings_and_loses_no_row() -> None:
    paper = Paper("Long")
    paper.table((Column("Number", 100), Column("Word", 100)), [(str(number), "word") for number in range(200)])
    pages = PdfReader(io.BytesIO(paper.pdf())).pages
    assert len(pages) > 3
    assert all("Number" in page.extract_text() for page in pages)
    found = [line for page in pages for line in page.extract_text().splitlines() if line.strip().isdigit()]
    assert [int(number) for number in found] == list(range(200))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert Paper("Same").pdf() == Paper("Same").pdf()
