"""Tables people send: each is read whole, by one reader, or told apart from what is no table."""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from worgl.core import workbooks
from worgl.core.sheets import (
    LINES_MAX,
    ROW_MAX,
    ColumnTwice,
    UnreadableRow,
    decoded,
    fitted,
    names_of,
    places_of,
    rows_of,
)
from worgl.core.workbooks import NoText

WORDS = "Käse für Bär – 3 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_table_is_read_in_the_encodings_in_which_people_save_it(encoding: str) -> None:
    text = f"member;amount;note\r\nAnna;1,50;{WORDS if encoding not in {'utf-16-le', 'utf-16-be'} else 'bread'}"
    assert decoded(text.encode(encoding)) == text


def test_latin_1_with_semicolons_is_read() -> None:
    assert decoded("Müller;1,50;Brötchen".encode("latin-1")) == "Müller;1,50;Brötchen"


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"%PDF-1.7", b"a\x00\x01\x02b", b"\xff\xfea", b"name\n\x00"])
def test_what_is_no_text_is_told_apart(content: bytes) -> None:
    with pytest.raises(NoText):
        decoded(content)


def cut(text: str) -> list[tuple[int, tuple[str, ...] | str]]:
    return [(row.line, row.fault or row.cells) for row in rows_of(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_keep_the_number_of_their_line_whatever_ends_it(end: str) -> None:
    text = end.join(["name,amount", "", "Anna,1", ",,", " ", "Bob,2", ""])
    assert cut(text) == [(1, ("name", "amount")), (3, ("Anna", "1")), (6, ("Bob", "2"))]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_first_line_may_tell_the_mark_between_cells(mark: str) -> None:
    assert cut(f"sep={mark}\nname{mark}a;b") == [(2, tuple(f"name{mark}a;b".split(mark)))]
    assert cut(f"name{mark}amount\nAnna{mark}1") == [(1, ("name", "amount")), (2, ("Anna", "1"))]


def test_letters_that_only_look_like_line_ends_stay_in_their_cells() -> None:
    assert cut("name,note\nAnna,a\x0bb\x85c\u2028d") == [(1, ("name", "note")), (2, ("Anna", "a\x0bb\x85c\u2028d"))]


def test_a_quoted_cell_may_go_over_lines_and_the_next_row_keeps_its_number() -> None:
    text = 'name,note\nAnna,"one\n\ntwo, ""three"""\nBob,x'
    assert cut(text) == [(1, ("name", "note")), (2, ("Anna", 'one\n\ntwo, "three"')), (5, ("Bob", "x"))]


@pytest.mark.parametrize("line", ['Anna,"open', '"Anna" x,1', f'Anna,"{"x" * ROW_MAX}'])
def test_a_quotation_mark_that_is_not_closed_spoils_its_own_row_only(line: str) -> None:
    after = [f"Bob,{number}" for number in range(LINES_MAX + 5)]
    (_header, (number, fault), *rest) = cut("\n".join(["name,note", line, *after]))
    assert (number, fault in {"quote_open", "row_too_long"}) == (2, True)
    assert rest == [(3 + place, tuple(row.split(","))) for place, row in enumerate(after)]


def test_a_row_with_more_cells_than_the_header_is_faulty() -> None:
    assert fitted(["Bob", "12"], 3) == ["Bob", "12", ""]
    assert fitted(["Bob", "12", "", " "], 2) == ["Bob", "12"]
    for cells in (["Bob", "12", "50"], ["Bob", "12", "", "x"]):
        with pytest.raises(UnreadableRow, match="too_many_cells"):
            fitted(cells, 2)


def test_a_column_that_is_there_twice_is_refused_where_it_is_used() -> None:
    with pytest.raises(ColumnTwice) as twice:
        places_of(["Amount", "member", "amount"], {"amount": ("amount",)})
    assert twice.value.name == "Amount"
    assert places_of(["x", "x", "amount"], {"amount": ("amount",)}) == {"amount": 2}
    assert names_of(["a", "", "b", " ", ""]) == ["a", "", "b"]


@given(st.text(max_size=80))
def test_any_text_is_cut_into_rows_in_the_order_of_its_lines(text: str) -> None:
    lines = [row.line for row in rows_of(text)]
    assert lines == sorted(set(lines))


# -- workbooks


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_like_a_table_with_its_row_numbers() -> None:
    content = workbook(["name", "amount", "note"], [], ["Anna", 12.5, "a, b\nc"], ["Bob", 1000, None])
    assert cut(decoded(content)) == [
        (1, ("name", "amount", "note")),
        (3, ("Anna", "12.5", "a, b c")),
        (4, ("Bob", "1000")),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.125, "1.1250"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (-3, "-3"),
        (True, "TRUE"),
        ("1.000", "1.000"),
        (datetime(2025, 12, 31), "2025-12-31"),  # noqa: DTZ001 -- a sheet knows no zone
        (date(2025, 12, 31), "2025-12-31"),
    ],
)
def test_a_cell_is_read_as_somebody_would_have_typed_it(value: object, text: str) -> None:
    (row,) = rows_of(decoded(workbook(["x", value])))
    assert row.cells == ("x", text)


def test_the_first_sheet_that_is_not_hidden_is_read() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("people").append(["seen"])
    assert cut(decoded(saved(book))) == [(1, ("seen",))]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(change: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(["name"], ["Anna"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | change)


def test_a_workbook_that_unpacks_into_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED_MAX", 1 << 20)
    bomb = repacked({"xl/media/image1.png": b"\0" * (1 << 21)})
    assert len(bomb) < 20_000
    with pytest.raises(NoText, match="far too large"):
        decoded(bomb)


def test_a_sheet_with_rows_or_columns_without_end_is_refused() -> None:
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    far_down = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    far_right = b'<row r="1"><c r="ZZZ1"><v>1</v></c></row>'
    for cells in (far_down, far_right):
        with pytest.raises(NoText):
            decoded(repacked({"xl/worksheets/sheet1.xml": sheet % cells}))


@pytest.mark.parametrize(("rows", "is_read"), [(2, True), (3, False)])
def test_rows_whose_last_cell_is_far_to_the_right_are_looked_at_up_to_a_bound(
    monkeypatch: pytest.MonkeyPatch, rows: int, is_read: bool
) -> None:
    # Each costs as much as 16,384 cells, and nothing but its own few bytes to send: unbounded, 120 KB take an hour.
    monkeypatch.setattr(workbooks, "ROOM_MAX", 2 * 16_384)
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    far = repacked({"xl/worksheets/sheet1.xml": sheet % (b'<row><c r="XFD1"/></row>' * rows)})
    with nullcontext() if is_read else pytest.raises(NoText, match="far too large"):
        assert decoded(far) == ""


def test_entities_in_a_workbook_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    for part in (evil, evil.decode().encode("utf-16")):
        with pytest.raises(NoText, match="cannot be read"):
            decoded(repacked({"xl/sharedStrings.xml": part}))


@pytest.mark.parametrize(
    "content",
    [
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        packed({"xl/workbook.xml": b"<workbook"}),
        packed({f"{number}.xml": b"" for number in range(workbooks.PARTS_MAX + 1)} | {"xl/workbook.xml": b""}),
        workbook(["name"])[:400],
    ],
)
def test_other_archives_and_damaged_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(NoText):
        decoded(content)
