"""Tables to download: for programs as ever, for spreadsheets so that they open in the town's language."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import RequestFactory

from worgl.core.downloads import download, for_spreadsheet, table_of
from worgl.core.sheets import safe_cell

ROWS = [
    ("date", "name", "amount", "balance", "count"),
    ("2025-01-31", "Bär, “Ö”", "-1234.50", "0.00", 3),
    ("2025-02-01", "12.50", "5.00", "", 4),
    ("2025-02-01", '=HYPERLINK("http://x")', "5.00", "1.25", 4),
]


@pytest.mark.parametrize(("mark", "delimiter"), [(",", ";"), (".", ",")])
def test_a_spreadsheet_gets_the_towns_marks_and_a_sign_that_it_is_utf8(mark: str, delimiter: str) -> None:
    text = for_spreadsheet(table_of(ROWS), decimal_mark=mark)
    assert text.encode().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))
    assert rows[0] == list(ROWS[0])
    assert rows[1] == ["2025-01-31", "Bär, “Ö”", f"-1234{mark}50", f"0{mark}00", "3"]
    assert rows[2] == ["2025-02-01", "12.50", f"5{mark}00", "", "4"]
    assert rows[3][1] == '\'=HYPERLINK("http://x")'


def test_a_program_gets_the_table_as_it_is() -> None:
    table = table_of(ROWS)
    answer = download(RequestFactory().get("/"), table, name="town-record", decimal_mark=",")
    assert answer.content.decode() == table
    assert answer["Content-Disposition"] == 'attachment; filename="town-record.csv"'
    asked = download(RequestFactory().get("/?for=spreadsheet"), table, name="town-record", decimal_mark=",")
    assert asked.content.decode() == for_spreadsheet(table, decimal_mark=",")
    assert asked["Content-Disposition"] == 'attachment; filename="town-record-spreadsheet.csv"'
    posted = download(RequestFactory().post("/", {"for": "spreadsheet"}), table, name="links", decimal_mark=".")
    assert posted.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "-5 rye"])
def test_a_cell_a_spreadsheet_would_compute_is_made_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(safe_cell(text)) == safe_cell(text)


@pytest.mark.parametrize("text", ["12.50", "", "bread", "a=b", "2025-01-01"])
def test_plain_texts_stay(text: str) -> None:
    assert safe_cell(text) == text
