"""What the pages of pay lists promise."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tests.support.queries import statements
from worgl.core import clock, jobs
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.orders import queries
from worgl.orders.rules.pay_lists import BYTES_MAX
from worgl.payments.tests.test_views import QUERIES_MAX, answers_within_budget, text_of


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Bob has 100.00 and amounts are written with a comma."""
    return walk_in(decimal_mark=",")


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"orders:{name}", args=[town.slug, *args])


def sent(town: Walkers, text: str, *, key: str = "form-1") -> str:
    """Paste a table as Bob and return the address of what was read."""
    answer = town.bob.post(page(town, "pay_list_new"), {"pasted": text, "key": key})
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


#                    alice bob  charlie dora anonymous
DOORS = """
pay_list_new         200   200  403     403  302
pay_list             404   200  403     404  302
pay_list_progress    404   200  403     404  302
pay_list_csv         404   200  403     404  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    own = sent(town, f"{town.alice_code};1,00").rstrip("/").rsplit("/", 1)[-1]
    address = page(town, name) if name == "pay_list_new" else page(town, name, own)
    assert [str(client.get(address).status_code) for client in town.clients()] == expected


def test_a_file_in_latin_1_with_semicolons_and_commas_is_paid(town: Walkers) -> None:
    table = f"Empfänger;Betrag;Zweck\r\n{town.alice_code};1.012,50;Brötchen\r\n{town.emma_code};0,50;für Käse\r\n"
    file = SimpleUploadedFile("Löhne.csv", table.encode("latin-1"))
    answer = town.bob.post(page(town, "pay_list_new"), {"file": file, "key": "k"}, follow=True)
    said = text_of(answer)
    assert "2 payments −1.013,00" in said
    assert "This is more than the 100,00 alder you have to spend." in said
    assert "für Käse" in said


def test_every_wrong_row_is_shown_with_its_line_before_anything_is_paid(town: Walkers) -> None:
    address = sent(town, f"{town.alice_code};1,000;two readings\n{town.emma_code};1,50;fine\nWho;1,00")
    said = text_of(town.bob.get(address))
    assert "2 rows cannot be paid" in said
    assert "Line 1 · two readings" not in said
    assert "“1,000” could mean 1,00 or 1000,00." in said
    assert "Nobody here is called “Who”." in said
    assert "all or nothing" not in said
    assert "Pay only the good row: 1,50 alder" in said
    wrong = text_of(town.bob.get(f"{address}?show=wrong"))
    assert "Line 2" not in wrong
    assert "Line 3" in wrong


def test_the_buttons_pay_once_and_the_result_is_a_table(town: Walkers) -> None:
    address = sent(town, f"{town.alice_code};1,50;bread\n{town.emma_code};2,50;milk")
    for mode in ("all", "all", "good"):
        answer = town.bob.post(f"{address}pay/", {"mode": mode}, follow=True)
        assert "2 payments were made, 4,00 alder in all." in text_of(answer)
    result = town.bob.get(f"{address}result.csv")
    assert result.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert result.content.decode().count(",paid,") == 2


def test_a_long_list_shows_how_far_it_is(town: Walkers) -> None:
    address = sent(town, f"{town.alice_code};0,01\n" * 101)
    answer = town.bob.post(f"{address}pay/", {"mode": "good"}, follow=True)
    assert 'hx-trigger="every 2s"' in answer.content.decode()
    assert "The list is being paid" in text_of(answer)
    jobs.run_due(now=clock.now())
    assert "101 payments were made" in text_of(town.bob.get(f"{address}progress/"))


#  what is sent                                           what the page says
FAULTS: list[tuple[dict[str, object], str]] = [
    ({}, "Choose a file, or paste the rows below."),
    ({"pasted": "  \n "}, "Choose a file, or paste the rows below."),
    ({"pasted": "hello"}, "No columns were found."),
    ({"file": b"PK\x03\x04 a spreadsheet"}, "it is a spreadsheet that cannot be read"),
    ({"file": b"a\x00\x01b"}, "it holds bytes that are no text"),
    ({"file": b""}, "There is nothing in it."),
    ({"file": b"x" * (BYTES_MAX + 1)}, "This file is too large."),
    ({"file": b"a;1,00", "pasted": "a;1,00"}, "Send either a file or pasted rows, not both."),
]


@pytest.mark.parametrize(("typed", "says"), FAULTS)
def test_what_is_no_table_is_refused_in_words(town: Walkers, typed: dict[str, object], says: str) -> None:
    form = {name: SimpleUploadedFile("t.csv", one) if isinstance(one, bytes) else one for name, one in typed.items()}
    answer = town.bob.post(page(town, "pay_list_new"), {**form, "key": "k"})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert queries.pay_lists(viewer=town.bob_id) == ()


def test_others_cannot_pay_a_list(town: Walkers) -> None:
    address = sent(town, f"{town.emma_code};1,00")
    assert town.alice.post(f"{address}pay/", {"mode": "all"}).status_code == 404
    assert town.dora.post(f"{address}pay/", {"mode": "all"}).status_code == 403


@pytest.mark.parametrize("name", ["pay_list_new", "pay_list"])
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    address = sent(town, "\n".join([f"{town.alice_code};1,00", f"{town.emma_code};1,00", "x;1"]))
    address = address if name == "pay_list" else page(town, name)
    town.bob.get(address)
    with statements() as counted:
        assert town.bob.get(address).status_code == 200
    assert len(counted) <= QUERIES_MAX, "\n".join(counted)


def test_a_workbook_is_paid_like_a_table_and_the_result_opens_in_a_spreadsheet(town: Walkers) -> None:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in (
        ["member", "amount", "note"],
        [town.alice_code, 1.5, "rye"],
        [],
        [town.emma_code, "1,000", "what?"],
    ):
        book.active.append(row)
    book.save(out)
    file = SimpleUploadedFile("wages.xlsx", out.getvalue())
    answer = town.bob.post(page(town, "pay_list_new"), {"file": file, "key": "k"}, follow=True)
    said = text_of(answer)
    assert "Line 4 “1,000” could mean 1,00 or 1000,00." in said
    address = answer.redirect_chain[-1][0]
    town.bob.post(f"{address}pay/", {"mode": "good"})
    table = town.bob.get(f"{address}result.csv?for=spreadsheet").content.decode()
    assert table.startswith("\ufeffline;member;")
    assert ";1,50;" in table
    assert ",1.50," in town.bob.get(f"{address}result.csv").content.decode()


@pytest.mark.parametrize(("name", "typed", "status"), [("pay_list_new", {"text": "x"}, 422)])
def test_a_page_that_answers_a_form_keeps_its_budget_too(
    town: Walkers, name: str, typed: dict[str, str], status: int
) -> None:
    answers_within_budget(town.bob, page(town, name), typed, status)
