"""Sheets of cards: every card is there, ten to a page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from worgl.core.cards import Card, cards_pdf


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_ten_cards_stand_on_a_page(count: int, pages: int) -> None:
    cards = [
        Card("Town", "5.00", ("thanks",), f"CODE-{number}", f"https://example.org/{number}") for number in range(count)
    ]
    paper = PdfReader(io.BytesIO(cards_pdf("Vouchers", cards)))
    assert len(paper.pages) == pages
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert all(card.code in text for card in cards)


def test_a_line_that_is_too_long_is_cut() -> None:
    paper = PdfReader(
        io.BytesIO(cards_pdf("Vouchers", [Card("Town", "5.00", ("x" * 200,), "C", "https://example.org")]))
    )
    assert 10 < paper.pages[0].extract_text().count("x") < 60
