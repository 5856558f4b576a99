"""Files that are imported: what can be read, and what is refused before a row of it is used."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from worgl.core.errors import Refusal
from worgl.core.sheets import ROW_MAX, UnreadableRow
from worgl.imports.commands import file as import_file
from worgl.imports.commands.file import inspect, read_lines
from worgl.imports.commands.header import layout_for
from worgl.imports.errors import (
    FileBroken,
    FileEmpty,
    FileUnreadable,
    HeaderUnknown,
    MappingUnknown,
    NotCsv,
    WrongEncoding,
)
from worgl.imports.rules.rows import RowCode, parse_row
from worgl.imports.tests.test_rules import rules_for

HEADER = "date,from,to,amount\n"
ROWS = "2020-01-01,a,b,1.00\n2020-01-02,b,Jürg,2.50\n"


def written(folder: Path, content: bytes, name: str = "history.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("packed", [False, True])
def test_text_is_read_whatever_mark_line_end_or_compression_it_has(
    tmp_path: Path, encoding: str, end: str, packed: bool
) -> None:
    content = (HEADER + ROWS).replace("\n", end).encode(encoding)
    facts = inspect(written(tmp_path, gzip.compress(content) if packed else content))
    assert facts.header == HEADER.strip()
    assert facts.lines == 3
    assert [(line.number, line.text) for line in read_lines(facts)][1:] == [
        (2, "2020-01-01,a,b,1.00"),
        (3, "2020-01-02,b,Jürg,2.50"),
    ]


def test_compression_is_found_by_content_not_by_name(tmp_path: Path) -> None:
    assert inspect(written(tmp_path, gzip.compress((HEADER + ROWS).encode()), "history.csv")).content.is_gzip
    assert not inspect(written(tmp_path, (HEADER + ROWS).encode(), "history.csv.gz")).content.is_gzip


def test_a_file_is_the_same_file_compressed_or_not(tmp_path: Path) -> None:
    content = (HEADER + ROWS).encode()
    plain = inspect(written(tmp_path, content, "a.csv"))
    packed = inspect(written(tmp_path, gzip.compress(content), "b.csv.gz"))
    assert plain.digest == packed.digest


def test_blank_lines_are_passed_over_but_counted(tmp_path: Path) -> None:
    facts = inspect(written(tmp_path, b"\n" + HEADER.encode() + b"\n  \n2020-01-01,a,b,1\n\n"))
    assert facts.header == HEADER.strip()
    assert [line.number for line in read_lines(facts)] == [2, 5]


def test_a_last_line_without_end_is_a_line(tmp_path: Path) -> None:
    assert inspect(written(tmp_path, b"date,from,to,amount\n2020-01-01,a,b,1")).lines == 2


def test_a_line_without_end_in_sight_is_one_refused_row_and_not_the_memory_of_the_machine(tmp_path: Path) -> None:
    content = HEADER.encode() + b"x" * (ROW_MAX * 5) + b"\n2020-01-01,a,b,1\n"
    lines = list(read_lines(inspect(written(tmp_path, content))))
    assert [line.number for line in lines] == [1, 2, 3]
    assert len(lines[1].text) <= ROW_MAX + 2
    with pytest.raises(UnreadableRow) as refused:
        parse_row(2, lines[1].text, rules_for(HEADER.strip()))
    assert refused.value.code is RowCode.ROW_TOO_LONG


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileEmpty, match="history"):
        inspect(written(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"BZh91AY", "bzip2"),
        (b"SQLite format 3\0", "database"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(0x80, 0x89)) + b"\0", "no text"),
        (b"date,from\n" + b"\0" * 40, "no text"),
        (gzip.compress(b"\x7fELF\x02\x01\x01\0\0\0\0", mtime=0), "no text"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_what_it_is(tmp_path: Path, content: bytes, found: str) -> None:
    with pytest.raises(NotCsv) as refused:
        inspect(written(tmp_path, content))
    assert found in str(refused.value)


@pytest.mark.parametrize(
    ("content", "found", "line"),
    [
        ((HEADER + ROWS).encode("iso-8859-1"), "ISO-8859-1", 3),
        ((HEADER + "2020-01-01,a,“b”,1\n").encode("windows-1252"), "WINDOWS-1252", 2),
        ((HEADER + ROWS + "2020-01-03,a,b,1 €\n").encode("windows-1252"), "WINDOWS-1252", 3),
        ((HEADER + ROWS + "2020-01-03,a,b,1\n" * 99_999 + "“").encode("windows-1252"), "WINDOWS-1252", 3),
        ((HEADER + ROWS).encode("utf-16-le"), "UTF-16LE", 1),
        ((HEADER + ROWS).encode("utf-16-be"), "UTF-16BE", 1),
    ],
)
def test_another_encoding_is_named_with_its_line_and_the_way_out(
    tmp_path: Path, content: bytes, found: str, line: int
) -> None:
    with pytest.raises(WrongEncoding) as refused:
        inspect(written(tmp_path, content))
    assert re.search(rf"line {line} looks like {found}", str(refused.value))
    assert f"iconv -f {found}" in str(refused.value)


def test_a_wrong_letter_deep_in_a_large_file_is_found_at_its_line(tmp_path: Path) -> None:
    many = HEADER + "2020-01-01,a,b,1.00\n" * 120_000
    with pytest.raises(WrongEncoding) as refused:
        inspect(written(tmp_path, many.encode() + "2020-01-01,a,é,1.00\n".encode("iso-8859-1")))
    assert refused.value.fields["line"] == 120_002


@pytest.mark.parametrize("cut", [3, 12, 400])
def test_a_truncated_gzip_is_refused_as_damaged(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress((HEADER + ROWS * 500).encode(), compresslevel=1)
    with pytest.raises(FileBroken, match="damaged"):
        inspect(written(tmp_path, packed[: min(cut, len(packed) - 10)]))


def test_a_gzip_with_a_flipped_bit_is_refused_as_damaged(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress((HEADER + ROWS * 500).encode()))
    packed[-6] ^= 1
    with pytest.raises(FileBroken):
        inspect(written(tmp_path, bytes(packed)))


def test_what_is_no_readable_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="no such file"):
        inspect(tmp_path / "absent.csv")
    with pytest.raises(FileUnreadable, match="folder"):
        inspect(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable, match="not a file"):
        inspect(tmp_path / "pipe")


def test_a_file_larger_than_the_limit_is_refused_before_it_fills_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "CONTENT_MAX", 1_000)
    with pytest.raises(Refusal) as refused:
        inspect(written(tmp_path, gzip.compress(b"x\n" * 1_000_000)))
    assert refused.value.code == "too_large"


def test_a_wrong_header_is_refused_with_what_was_found_and_what_is_needed(tmp_path: Path) -> None:
    facts = inspect(written(tmp_path, b"when;who;whom;how much\n1;2;3;4\n"))
    with pytest.raises(HeaderUnknown) as refused:
        layout_for(facts, None)
    sentence = str(refused.value)
    assert "date, payer, payee, amount" in sentence
    assert "when, who, whom, how much" in sentence
    assert "--map" in sentence


def test_a_mapping_helps_a_header_that_is_not_known(tmp_path: Path) -> None:
    facts = inspect(written(tmp_path, b"when;who;whom;how much\n1;2;3;4\n"))
    layout = layout_for(facts, {"date": "when", "payer": "Who", "payee": "whom", "amount": "how much"})
    assert (layout.delimiter, layout.date, layout.payer, layout.payee, layout.amount) == (";", 0, 1, 2, 3)


@pytest.mark.parametrize("mapping", [{"giver": "from"}, {"payer": "giver"}])
def test_a_mapping_that_fits_nothing_is_refused(tmp_path: Path, mapping: dict[str, str]) -> None:
    with pytest.raises(MappingUnknown):
        layout_for(inspect(written(tmp_path, (HEADER + ROWS).encode())), mapping)
