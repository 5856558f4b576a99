"""Rows of a history that stand on several lines, because what was noted has several."""

from __future__ import annotations

import pytest

from worgl.core.sheets import LINES_MAX, ROW_MAX
from worgl.payments.models import ImportedNote
from worgl.payments.tests.importing import Importer

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
