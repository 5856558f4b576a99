"""Files over the API: the tables and papers of the pages, under their own media types, marked by their content."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from worgl.api.tests.builders import Program, Programs, open_town, things_for
from worgl.core.rest import document

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture
def town(db: None) -> Programs:
    """Open the town in which Bob has 100.00, and let Bob pay Alice 12.50."""
    opened = open_town()
    pay = {"payee": opened.town.alice_code, "amount": {"minor": 1_250, "unit": "ALD"}, "note": "=bread"}
    assert opened.bob.post("/communities/{slug}/payments", pay).status_code == 200
    return opened


def file_at(who: Program, path: str, media: str, name: str) -> Answer:
    """Return a file, and see that it is of the media type, can be saved, and is not sent twice."""
    answer = who.get("/communities/{slug}/" + path)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].partition(";")[0] == media
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    again = who.get("/communities/{slug}/" + path, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    return answer


def table(who: Program, path: str, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_at(who, path, "text/csv", name).content.decode())))


def paper(who: Program, path: str, name: str) -> str:
    content = file_at(who, path, "application/pdf", name).content
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_statement_is_read_as_a_table_and_as_a_paper(town: Programs) -> None:
    start, end = town.town.today - timedelta(days=1), town.town.today
    period, name = f"start={start}&end={end}", f"alderbrook-bob-hain-{start}-{end}"
    rows = table(town.bob, f"statement.csv?{period}", f"{name}.csv")
    assert [row["kind"] for row in rows] == ["opening", "issue", "payment", "closing"]
    assert (rows[2]["amount"], rows[2]["note"], rows[-1]["balance"]) == ("-12.50", "'=bread", "87.50")
    text = paper(town.bob, f"statement.pdf?{period}", f"{name}.pdf")
    assert "Bob Hain" in text
    assert "87.50" in text


def test_a_statement_that_ends_before_it_begins_is_refused_in_every_form(town: Programs) -> None:
    for form in ("", ".csv", ".pdf"):
        answer = town.bob.get("/communities/{slug}/statement" + form + "?start=2026-02-01&end=2026-01-01")
        assert answer.status_code == 422
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_receipt_is_a_paper_for_its_two_sides(town: Programs) -> None:
    own = town.bob.get("/communities/{slug}/activity").json()["items"][0]["payment"]
    for who in (town.bob, town.alice):
        text = paper(who, f"payments/{own}/receipt.pdf", f"alderbrook-{own}.pdf")
        assert "12.50 alder" in text
    assert town.dora.get(f"/communities/{{slug}}/payments/{own}/receipt.pdf").status_code == 404


def test_a_day_at_the_till_is_a_table(town: Programs) -> None:
    day = town.town.today
    (row,) = table(town.alice, f"till.csv?day={day}", f"alderbrook-till-{day}.csv")
    assert (row["kind"], row["counterparty"], row["amount"], row["total"]) == ("sale", "Bob Hain", "12.50", "12.50")


def test_vouchers_are_sheets_with_their_codes(town: Programs) -> None:
    own = things_for(town.town, "{series}")["series"]
    codes = town.bob.get(f"/communities/{{slug}}/vouchers/{own}/codes").json()["items"]
    text = paper(town.bob, f"vouchers/{own}/sheet.pdf", "alderbrook-vouchers.pdf")
    assert "2.00 alder" in text
    assert all(one["code"] in text for one in codes)


def test_the_figures_have_a_row_a_day(town: Programs) -> None:
    today = town.town.today
    rows = table(town.bob, "town/days.csv?since=2026-01-01", f"alderbrook-figures-{today}.csv")
    assert rows[-1]["day"] == today.isoformat()
    assert set(rows[-1]) == {"day", "volume", "payments", "minted", "retired", "faded", "supply"}


def test_the_document_names_the_media_type_of_each_file() -> None:
    paths = document()["paths"]
    found = {path: set(paths[path]["get"]["responses"]["200"]["content"]) for path in paths if "." in path}
    assert len(found) > 6
    for path, media in found.items():
        assert media == {"application/pdf" if path.endswith(".pdf") else "text/csv"}
        assert "ETag" in paths[path]["get"]["responses"]["200"]["headers"]
