"""Papers show names in all their alphabets, and a box for what no font has; they never fail on a name."""

from __future__ import annotations

import io
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from worgl.core.papers import Column, Paper
from worgl.core.typefaces import PLAIN, fonts
from worgl.core.typeset import is_lossy, shown


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc Üé", "abc Üé"),
        ("a🙂b", "a🙂b"),
        ("👨\u200d👩 ❤\ufe0f 👍🏽 1\ufe0f\u20e3", "👨\u200d👩 ❤ 👍 1"),
        ("אב", "אב"),
        ("علي", "علي"),
        ("学a\x07", "□a□"),
        ("a\u200bb\u202ec", "abc"),
        ("e\u0301", "é"),
        ("a\u00a0b\tc", "a b c"),
    ],
)
def test_only_what_no_font_has_is_a_box(text: str, seen: str) -> None:
    assert shown(text) == seen


ALPHABETS = {
    "western": "Jürgen Ångström, naïve œuvre — 12,50 € ½ “x”",
    "central": "Žofie Łódź Őrség Ștefan Țară ẞ",
    "Vietnamese": "Nguyễn Thị Ngọc Ánh",
    "Turkish": "Gülşah İğdır ı",
    "Greek": "Ελένη Παπαδοπούλου ἀρχή",
    "Cyrillic": "Ольга Ґедзь Ђорђе Љубо Ўзбек Қазақ Ѓорѓи",
    "Armenian and Georgian": "Հայաստան საქართველო",
    "Hebrew": "יוסי כהן שָׁלוֹם",
    "Arabic": "محمد بن عليّ، ١٢٣؟",
    "Persian": "علی‌رضا پژمان گچ ۴۵۶",
    "Urdu": "یہ ہے بھائی ٹڈڑ ں ۓ",
    "Kurdish": "ڕێگا ڵە ۆ ڤ",
    "Pashto": "پښتو ژبه څنګه ځ ډ ړ ټ ې ۍ",
    "emoji": "🙂🍞🥐❤☀⭐🫶🇦🇹",
}


@pytest.mark.parametrize("text", ALPHABETS.values(), ids=ALPHABETS)
def test_these_alphabets_are_drawn_whole_in_both_weights(text: str) -> None:
    assert not is_lossy(text)


@pytest.mark.parametrize(
    "text",
    ["יוסי כהן", "محمد", "پژمان کاظمی", "Paid שלום", "Ольга Ґедзь", "Ελένη", "Žofie Łódź", "Anna 🙂🍞", "ڕێگا"],
)
def test_a_program_that_reads_a_paper_finds_the_names(text: str) -> None:
    words = unicodedata.normalize("NFKC", text_of(Paper(text, letterhead=None).pdf())).replace("\u200b", "")
    assert [word for word in text.split() if word not in words] == []


def test_hebrew_stands_from_right_to_left_and_arabic_is_joined() -> None:
    plain, arabic, _emoji = fonts(PLAIN)
    assert "".join(glyph.sign for glyph in plain.shaped("שלום", is_right_to_left=True)) == "םולש"
    alone = [arabic.shaped(sign, is_right_to_left=True)[0].sign for sign in "محمد"]
    joined = [glyph.sign for glyph in reversed(arabic.shaped("محمد", is_right_to_left=True))]
    assert all(one != other for one, other in zip(alone, joined, strict=True))
    assert joined[0] != joined[2], "the first letter and the third have forms of their own"
    (lam_alef,) = ("".join(glyph.sign for glyph in arabic.shaped("لا", is_right_to_left=True)),)
    assert lam_alef != "".join(arabic.shaped(sign, is_right_to_left=True)[0].sign for sign in "ال")


def test_marks_stand_above_their_letter_and_take_no_room() -> None:
    _plain, arabic, _emoji = fonts(PLAIN)
    marked, bare = (arabic.shaped(text, is_right_to_left=True) for text in ("مُ", "م"))
    assert sum(glyph.advance for glyph in marked) == sum(glyph.advance for glyph in bare)
    (mark,) = (glyph for glyph in marked if not glyph.advance)
    assert (mark.right, mark.up) != (0, 0)


def test_papers_written_at_once_are_as_if_written_alone() -> None:
    letters = "بتثجحخسشصضطظعغفقكلمنهي"
    words = [f"{one}{other}{one} پ{other}" for one in letters for other in letters[:8]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda word: Paper(word, letterhead=None).pdf(), words))
    assert together == [Paper(word, letterhead=None).pdf() for word in words]


def test_the_same_paper_has_the_same_bytes_whatever_was_written_before() -> None:
    first = Paper("محمد 🙂", letterhead=None).pdf()
    Paper("یہ ہے پښتو", letterhead=None).pdf()
    assert Paper("محمد 🙂", letterhead=None).pdf() == first


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=300))
def test_no_text_makes_a_paper_fail(title: str, cell: str) -> None:
    paper = Paper(title, kicker=cell, letterhead=None)
    paper.table((Column("A", 40), Column("B", 60, side="end")), [(cell, title)])
    assert paper.pdf().startswith(b"%PDF-")


def test_a_paper_with_boxes_says_what_they_stand_for() -> None:
    assert "A box replaces each character" in text_of(Paper("Jos\u00e9 学", letterhead=None).pdf())
    assert "A box replaces" not in text_of(Paper("Jos\u00e9? \u25a1 🙂 שלום محمد", letterhead=None).pdf())


def test_a_long_table_goes_on_over_pages_under_its_headings_and_loses_no_row() -> None:
    paper = Paper("Long", letterhead=None)
    paper.table((Column("Number", 100), Column("Word", 100)), [(str(number), "word") for number in range(200)])
    pages = PdfReader(io.BytesIO(paper.pdf())).pages
    assert len(pages) > 3
    assert all("Number" in page.extract_text() for page in pages)
    found = [line for page in pages for line in page.extract_text().splitlines() if line.strip().isdigit()]
    assert [int(number) for number in found] == list(range(200))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert Paper("Same", letterhead=None).pdf() == Paper("Same", letterhead=None).pdf()
