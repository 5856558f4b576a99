"""Rows of a history that do not stand on a line each: notes of several lines, and sheets of workbooks."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core.sheets import LINES_MAX, ROW_MAX
from worgl.imports.models import ImportedNote
from worgl.imports.tests.importing import Importer

NOTED = "date,from,to,amount,note\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_note_of_several_lines_is_one_row_under_its_first_line(importer: Importer, end: str) -> None:
    rows = [
        '2024-01-01,mint,anna,5,"bread,',
        'and a ""dark"" one"',
        '2024-01-02,anna,ben,1,"one',
        "",
        "",
        'two"',
        '2024-01-03,anna,ben,900,"far',
        'too much"',
        "2024-01-04,anna,ben,2,plain",
    ]
    path = importer.folder / "history.csv"
    path.write_text(NOTED.replace("\n", end) + end.join(rows), encoding="utf-8", newline="")
    report = importer.run(path)
    assert (report.accepted, report.refused) == (3, 1)
    assert importer.balance("ben") == 300
    ((line, code, note),) = [(row["refused_line"], row["refused_code"], row["note"]) for row in importer.listed()]
    assert (line, code, note) == ("8", "below_floor", "far\ntoo much")
    notes = set(ImportedNote.objects.filter(community=importer.town.community).values_list("note", flat=True))
    assert notes == {'bread, and a "dark" one', "one two", "plain"}
    mended = importer.folder / "mended.csv"
    mended.write_text(importer.refused_path.read_text(encoding="utf-8").replace(",900,", ",2,"), encoding="utf-8")
    assert importer.run(mended).accepted == 1


def test_a_mark_that_is_never_closed_takes_its_own_line_only(importer: Importer) -> None:
    for most, rest in (("LINES_MAX", LINES_MAX), ("ROW_MAX", ROW_MAX // 20)):
        rows = ["2024-01-01,mint,anna,5,X", '2024-01-02,anna,ben,1,"open', *["2024-01-02,mint,anna,1,X"] * rest]
        report = importer.run(importer.file(rows, header=NOTED, name=f"{most}.csv"))
        assert (report.accepted, dict(report.reasons)) == (rest + 1, {"quote_open": 1})


def test_rows_of_several_lines_are_sorted_by_their_dates(importer: Importer) -> None:
    rows = ['2024-01-03,anna,ben,1,"the\nlast"', '2024-01-02,anna,ben,1,"the\nsecond"', "2024-01-01,mint,anna,5,first"]
    report = importer.run(importer.file(rows, header=NOTED))
    assert (report.accepted, report.order, importer.balance("ben")) == (3, "newest_first", 200)


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_sheet_of_a_workbook_is_a_history_whatever_year_its_days_are_counted_from(
    importer: Importer, epoch: datetime
) -> None:
    book, out = Workbook(), io.BytesIO()
    book.epoch = epoch
    for row in (
        ["date", "from", "to", "amount", "note"],
        [datetime(2024, 1, 1, 10, 30), "mint", "anna", 1234.5, "two\nlines"],  # noqa: DTZ001 -- cells have no zone
        [date(2024, 1, 2), "anna", 7, 0.1 + 0.2, None],
        ["3.1.2024", "anna", 7, "1,25", "typed"],
        ["soon", "anna", 7, 1, ""],
    ):
        book.worksheets[0].append(row)
    book.save(out)
    path = importer.folder / "history.xlsx"
    path.write_bytes(out.getvalue())
    report = importer.run(path)
    assert (report.accepted, dict(report.reasons)) == (3, {"date_unreadable": 1})
    assert (importer.balance("anna"), importer.balance("7")) == (123_450 - 155, 155)
    anna = importer.foreign("anna").member
    assert anna is not None
    assert member(MemberId(anna)).joined_at == datetime(2024, 1, 1, 10, 30, tzinfo=UTC)
    assert importer.run(path).was_done
