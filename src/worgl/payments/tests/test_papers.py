"""Statements of months and years as page, CSV and PDF, which all say the same; receipts as PDF."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pypdf import PdfReader

from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments import queries
from worgl.payments.tests.builders import NOW, fund, new_town, pay, refund

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

AWKWARD = "שלום 🙂 <b>&amp; =SUM(A1)"
AMOUNT = re.compile(r"^−?[\d.]+,\d{2}$")


@pytest.fixture
def town(db: None) -> Walkers:
    return walk_in()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def page_text(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def amounts_of(pdf: bytes) -> list[Decimal]:
    words = (line.strip() for line in text_of(pdf).splitlines())
    marks = str.maketrans({".": None, ",": ".", "−": "-"})
    return [Decimal(word.translate(marks)) for word in words if AMOUNT.match(word)]


@pytest.mark.django_db
def test_opening_lines_and_closing_add_up_on_paper_and_in_the_file_for_each_month_and_the_year() -> None:
    town = new_town(decimal_mark=",")
    fund(town, town.bob, 500_000)
    paid = pay(town.bob, town.alice, 9_456, note=AWKWARD)
    refund(town.alice, paid, 456)
    for start, end in (
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ):
        view = queries.statement(member=town.bob, viewer=town.bob, start=start, end=end)
        opening, came_in, went_out, closing, *lines = amounts_of(queries.statement_pdf(view))
        moved, balances = lines[::2], lines[1::2]
        assert len(moved) == len(view.lines)
        assert opening + came_in + went_out == opening + sum(moved) == closing
        assert (balances or [opening])[-1] == closing
        rows = list(csv.DictReader(io.StringIO(queries.statement_csv(view))))
        assert [Decimal(row["balance"]) for row in rows] == [opening, *balances, closing]
        assert [Decimal(row["amount"]) for row in rows[1:-1]] == moved


@pytest.mark.django_db
def test_a_receipt_on_paper_names_both_sides_and_shows_every_alphabet_and_emoji() -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    paid = pay(town.bob, town.alice, 1_250, note=AWKWARD, now=NOW)
    seen = text_of(queries.receipt_pdf(paid))
    for words in ("Alice", "Bob", "12.50 alder", "10 June 2026, 14:00", "&amp; =SUM(A1)", "שלום", "🙂"):
        assert words in seen
    assert "A box replaces" not in seen
    assert str(paid.payment) in seen


#                  alice bob  charlie dora anonymous
DOORS = """
statement_pdf      200   200  403     200  302
receipt_pdf        200   200  403     404  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_papers_open_to_those_whose_they_are(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    form = {"amount": "1.00", "note": "egg", "key": "k"}
    town.bob.post(reverse("payments:pay_member", args=[town.slug, town.alice_code]), form)
    done = town.bob.post(reverse("payments:pay_check", args=[town.slug, town.alice_code]) + "?key=k")
    payment = done.headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    period = {"start": town.today.isoformat(), "end": town.today.isoformat()}
    address = reverse(f"payments:{name}", args=[town.slug, *([payment] if name.startswith("receipt") else [])])
    seen = [client.get(address, period) for client in town.clients()]
    assert [str(answer.status_code) for answer in seen] == expected
    assert seen[1].headers["Content-Type"] == "application/pdf"
    assert "attachment" in seen[1].headers["Content-Disposition"]


def test_the_page_offers_months_years_and_the_paper(town: Walkers) -> None:
    seen = town.bob.get(reverse("payments:statement", args=[town.slug]))
    assert f"Year {town.today.year}" in page_text(seen)
    assert "statement.pdf?start=" in seen.content.decode()
    year = {"start": f"{town.today.year}-01-01", "end": f"{town.today.year}-12-31"}
    assert "100.00" in page_text(town.bob.get(reverse("payments:statement", args=[town.slug]), year))
