"""Nothing of a community is forgotten by its export, and what cannot be read back names its place."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from worgl.cli.errors import ExportRefused
from worgl.cli.portable.directory import Reader, Writer
from worgl.core.domains import tables
from worgl.core.portability import RowRefused, read_back


def test_every_table_has_a_file_of_its_own() -> None:
    names = [table.name for table in tables()]
    assert len(set(names)) == len(names)


def test_every_column_is_written_or_given_anew() -> None:
    for table in tables():
        names = {one.name for one in table.fields()} | table.left_out | {"id", table.community.removesuffix("_id")}
        missing = {one.name.removesuffix("_id") for one in table.model._meta.concrete_fields} - {
            name.removesuffix("_id") for name in names
        }
        assert not missing, table.name


@pytest.mark.parametrize(
    ("column", "text"), [("kind", "x"), ("amount_minor", "1.5"), ("at", "2026-01-01T00:00:00"), ("payer", "me")]
)
@pytest.mark.django_db
def test_a_cell_that_cannot_be_read_is_named_by_table_and_line(column: str, text: str) -> None:
    table = next(table for table in tables() if table.name == "payments")
    sound = {
        "id": str(uuid4()), "kind": "payment", "payer": str(uuid4()), "payee": str(uuid4()), "amount_minor": "1",
        "refunded_minor": "0", "refund_of": "", "note": "", "by": "", "at": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    header = table.header()
    assert set(header) == set(sound)
    good = [sound[name] for name in header]
    bad = [(sound | {column: text})[name] for name in header]
    if column == "kind":
        bad = bad[:-1]
    with pytest.raises(RowRefused) as refused:
        read_back(table, [good, bad], community=uuid4())
    assert str(refused.value).startswith("payments, line 3: ")


def test_a_directory_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "town")
    writer.add("a", ("x",), [("1",), ('two "lines"\nhere',)])
    assert not (tmp_path / "town").exists()
    writer.finish(community=str(uuid4()), slug="t", name="T")
    reader = Reader(tmp_path / "town")
    assert list(reader.rows("a", ("x",))) == [["1"], ['two "lines"\nhere']]
    with pytest.raises(ExportRefused):
        list(reader.rows("a", ("y",)))
    with pytest.raises(ExportRefused):
        list(reader.rows("b", ("x",)))
    assert [path.name for path in tmp_path.iterdir()] == ["town"]
