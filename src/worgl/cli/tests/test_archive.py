"""Backup files: what is changed, cut off or foreign is refused; what is put in place is whole."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from worgl.cli import archive
from worgl.cli.archive import Manifest
from worgl.cli.databases.files import passing_folder
from worgl.cli.databases.sqlite import SqliteKeeper
from worgl.cli.errors import BackupRefused, TargetInUse

CONTENT = bytes(range(256)) * 4_000


def _manifest(folder: Path) -> Manifest:
    (folder / "database.sqlite3").write_bytes(CONTENT)
    parts = (archive.part_of("database.sqlite3", folder / "database.sqlite3"),)
    return Manifest(archive.FORMAT, "0.1.0", "sqlite", "2026-06-10T12:00:00+00:00", ("core.0001",), parts)


def _packed(folder: Path) -> Path:
    file = folder / "backup.tar.gz"
    archive.pack(file, _manifest(folder), {"database.sqlite3": folder / "database.sqlite3"})
    return file


def test_what_was_packed_comes_out_again(tmp_path: Path) -> None:
    file = _packed(tmp_path)
    into = tmp_path / "into"
    into.mkdir()
    manifest = archive.unpack(file, into)
    assert manifest == _manifest(tmp_path)
    assert (into / "database.sqlite3").read_bytes() == CONTENT
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _lose_the_last_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _lose_the_end(file: Path) -> None:
    """Take away what no part stands in: the end of the tar and the sum of the whole."""
    file.write_bytes(file.read_bytes()[:-40])


def _flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def _be_text(file: Path) -> None:
    file.write_text("no backup")


def _be_empty(file: Path) -> None:
    file.write_bytes(b"")


def _rebuild(file: Path, manifest: Manifest, members: dict[str, bytes]) -> None:
    with tarfile.open(file, "w:gz") as tar:
        for name, content in {archive.MANIFEST: json.dumps(asdict(manifest)).encode(), **members}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def _change_a_part(file: Path) -> None:
    _rebuild(file, _manifest(file.parent), {"database.sqlite3": CONTENT[:-1] + b"!"})


def _leave_a_part_out(file: Path) -> None:
    _rebuild(file, _manifest(file.parent), {})


def _add_a_part(file: Path) -> None:
    _rebuild(file, _manifest(file.parent), {"database.sqlite3": CONTENT, "more": b"x"})


def _leave_the_folder(file: Path) -> None:
    whole = _manifest(file.parent)
    outside = replace(whole, parts=(replace(whole.parts[0], name="../outside"),))
    _rebuild(file, outside, {"../outside": CONTENT})


def _be_of_the_future(file: Path) -> None:
    _rebuild(file, replace(_manifest(file.parent), format="worgl backup 9"), {"database.sqlite3": CONTENT})


DAMAGES = [
    _cut_off,
    _lose_the_last_byte,
    _lose_the_end,
    _flip_a_byte,
    _be_text,
    _be_empty,
    _change_a_part,
    _leave_a_part_out,
    _add_a_part,
    _leave_the_folder,
    _be_of_the_future,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    file = _packed(tmp_path)
    damage(file)
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(BackupRefused) as refused:
        archive.unpack(file, into)
    assert "backup.tar.gz" in str(refused.value)
    assert not (tmp_path / "outside").exists()


def _database(path: Path, value: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("CREATE TABLE t (v TEXT)")
        opened.execute("INSERT INTO t VALUES (?)", (value,))
    return path


def _value(path: Path) -> str:
    with closing(sqlite3.connect(path)) as opened:
        return str(opened.execute("SELECT v FROM t").fetchone()[0])


def test_a_database_is_copied_while_somebody_writes(tmp_path: Path) -> None:
    path = _database(tmp_path / "live", "committed")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE t SET v = 'not yet'")
        SqliteKeeper(path).copy(tmp_path / "copy")
        writer.execute("COMMIT")
    assert _value(tmp_path / "copy") == "committed"
    assert not (tmp_path / "copy-wal").exists()


def test_the_former_database_is_kept_aside(tmp_path: Path) -> None:
    path, new = _database(tmp_path / "live", "old"), tmp_path / "new"
    SqliteKeeper(_database(tmp_path / "source", "new")).copy(new)
    aside = SqliteKeeper(path).put_in_place(new)
    assert aside is not None
    assert (_value(path), _value(Path(aside))) == ("new", "old")


def test_a_database_in_use_is_not_replaced(tmp_path: Path) -> None:
    path, new = _database(tmp_path / "live", "old"), tmp_path / "new"
    SqliteKeeper(_database(tmp_path / "source", "new")).copy(new)
    with closing(sqlite3.connect(path)) as user:
        user.execute("SELECT v FROM t").fetchone()
        with pytest.raises(TargetInUse):
            SqliteKeeper(path).put_in_place(new)
    assert _value(path) == "old"


def test_a_damaged_database_gives_way_and_its_log_does_not_get_into_the_new_one(tmp_path: Path) -> None:
    path, new = tmp_path / "live", tmp_path / "new"
    path.write_bytes(b"scrambled" * 1_000)
    (tmp_path / "live-wal").write_bytes(b"log")
    SqliteKeeper(_database(tmp_path / "source", "new")).copy(new)
    SqliteKeeper(path).put_in_place(new)
    assert not (tmp_path / "live-wal").exists()
    assert _value(path) == "new"
    assert (tmp_path / "live.before-restore-1").read_bytes() == b"scrambled" * 1_000


def test_a_scrambled_copy_is_refused_before_anything_is_moved(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(b"scrambled" * 1_000)
    with pytest.raises(BackupRefused):
        SqliteKeeper(tmp_path / "live").verify(copy)


def test_a_folder_for_a_moment_takes_away_what_a_kill_left_and_leaves_who_lives_alone(tmp_path: Path) -> None:
    left, other = tmp_path / ".backup-left", tmp_path / ".drill-left"
    for each in (left, other):
        each.mkdir()
        (each / "database.sqlite3").write_text("everything")
    with passing_folder(".backup-", beside=tmp_path) as first, passing_folder(".backup-", beside=tmp_path) as second:
        assert first != second
        assert first.stat().st_mode & 0o077 == 0
        assert set(tmp_path.iterdir()) == {first, second, other}
    assert set(tmp_path.iterdir()) == {other}
