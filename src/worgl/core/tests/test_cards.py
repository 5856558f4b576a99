"""Sheets of cards: every card is there, ten to a page."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image
from pypdf import PdfReader

from worgl.core.cards import MARGIN, Card, cards_pdf
from worgl.core.papers import HEIGHT, WIDTH, Letterhead
from worgl.core.typefaces import BOLD
from worgl.core.typeset import width


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_ten_cards_stand_on_a_page(count: int, pages: int) -> None:
    cards = [
        Card("Town", "5.00", ("thanks",), f"CODE-{number}", f"https://example.org/{number}") for number in range(count)
    ]
    paper = PdfReader(io.BytesIO(cards_pdf("Vouchers", cards, letterhead=None)))
    assert len(paper.pages) == pages
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert all(card.code in text for card in cards)


def test_a_line_that_is_too_long_ends_in_dots() -> None:
    paper = PdfReader(
        io.BytesIO(
            cards_pdf("Vouchers", [Card("Town", "5.00", ("x" * 200,), "C", "https://example.org")], letterhead=None)
        )
    )
    text = paper.pages[0].extract_text()
    assert 100 < text.count("x") < 200
    assert "x…" in text


PLACE = "https://example.org"
LONG = (
    "A note that goes on and on about what this voucher is good for and to whom everybody here is thankful",
    "from Annamaria Weberling-Lindbacher and daughters, bakery",
    "until 1 March 2027",
)


def places(card: Card) -> list[tuple[float, float, str]]:
    """Return each piece of text of a sheet full of a card, with where it stands."""
    found: list[tuple[float, float, str]] = []

    def note(text: str, _page: object, matrix: list[float], *_more: object) -> None:
        if text.strip():
            found.append((matrix[4], matrix[5], text))

    PdfReader(io.BytesIO(cards_pdf("Vouchers", [card] * 10, letterhead=None))).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    "value", ["5.00 alder", "1,000,000,000,000.00 alder", "−1.000.000.000.000,00 Wörgler Schilling"]
)
def test_a_value_stands_whole_on_one_line(value: str) -> None:
    text = (
        PdfReader(io.BytesIO(cards_pdf("Vouchers", [Card("Town", value, LONG, "C", PLACE)], letterhead=None)))
        .pages[0]
        .extract_text()
    )
    assert value in text.splitlines()


def test_a_name_that_is_long_goes_on_in_the_next_line_and_stands_once() -> None:
    page = PdfReader(
        io.BytesIO(cards_pdf("Vouchers", [Card("Town", "5.00", LONG, "C", PLACE)], letterhead=None))
    ).pages[0]
    text = " ".join(page.extract_text().split())
    assert text.count("Annamaria Weberling") == 1
    assert "until 1 March 2027" in text
    assert "…" in text


@pytest.mark.parametrize("lines", [("thanks",), LONG])
def test_everything_stands_inside_the_margins_and_no_line_reaches_into_the_code(lines: tuple[str, ...]) -> None:
    found = places(Card("Town", "5.00", lines, "CODE", PLACE))
    assert min(left for left, _up, _text in found) >= MARGIN
    assert min(up for _left, up, _text in found) >= MARGIN
    assert max(up for _left, up, _text in found) <= HEIGHT - MARGIN
    first = [up for left, up, _text in found if left < WIDTH / 2][: len(found) // 10]
    assert min(one - other for one, other in pairwise(sorted(first, reverse=True))) >= 9


def test_each_card_bears_the_logo_below_its_code_and_the_file_holds_it_once() -> None:
    out = io.BytesIO()
    Image.new("RGB", (90, 30), "red").save(out, "PNG")
    cards = [Card("Town", "5.00", LONG, f"C-{number}", PLACE) for number in range(12)]
    sheet = cards_pdf("Vouchers", cards, letterhead=Letterhead("#aa3300", out.getvalue()))
    pages = PdfReader(io.BytesIO(sheet)).pages
    drawn = [contents.get_data() for contents in (page.get_contents() for page in pages) if contents is not None]
    assert [data.count(b" Do") for data in drawn] == [10, 2]
    assert sheet.count(b"/Subtype /Image") == 1
    assert b".666667 .2 0 rg" in drawn[0], "the value stands in the colour"
    assert "C-11" in pages[1].extract_text()


def test_the_longest_code_ends_before_the_logo_begins() -> None:
    shown: list[float] = []

    def note(text: str, _page: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip() == code:
            shown.append(matrix[4] + width(code, size, BOLD))

    code = "-".join(["WMWM"] * 5)
    sheet = cards_pdf("Vouchers", [Card("Town", "5.00", (), code, PLACE)], letterhead=None)
    PdfReader(io.BytesIO(sheet)).pages[0].extract_text(visitor_text=note)
    (end,) = shown
    assert end <= WIDTH / 2 - 92 - 14, "where the QR code and the logo below it stand"
