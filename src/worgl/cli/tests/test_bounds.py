"""Bounds of the command line, and what it refuses when the machine is not as it needs it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from worgl.cli import archive, processes
from worgl.cli.archive import Manifest
from worgl.cli.databases import postgres
from worgl.cli.errors import (
    BackupRefused,
    ExportRefused,
    NoImporter,
    PortTaken,
    ServerSilent,
    ServerStopped,
    ToolFailed,
    ToolMissing,
)
from worgl.cli.portable import directory
from worgl.cli.tests.conftest import Worgl
from worgl.communities.commands import revoke_role
from worgl.communities.queries import community as community_of
from worgl.communities.rules import Role
from worgl.payments.tests.builders import NOW, fresh_key, new_town

Patch = pytest.MonkeyPatch
LOCAL = "127.0.0.1"


@contextmanager
def taken_port() -> Iterator[int]:
    """Listen on a port while the block runs."""
    with socket.socket() as held:
        held.bind((LOCAL, 0))
        held.listen()
        yield int(held.getsockname()[1])


def test_a_port_that_is_in_use_is_refused_when_no_other_may_be_tried(monkeypatch: Patch) -> None:
    monkeypatch.setattr(processes, "PORTS_TRIED", 1)
    with taken_port() as port:
        with pytest.raises(PortTaken) as no:
            processes.free_port(LOCAL, port)
        assert no.value.fields["port"] == port
    assert processes.free_port(LOCAL, port) == port


@pytest.mark.django_db
def test_serving_on_a_port_that_is_in_use_is_refused(worgl: Worgl) -> None:
    with taken_port() as port:
        result = worgl("serve", "--port", port)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"worgl: {PortTaken.code}: Port {port} ")


def test_a_child_that_ends_by_itself_is_told_with_its_exit_code() -> None:
    commands = {"server": [sys.executable, "-c", "raise SystemExit(3)"]}
    with processes.children(commands, environment={}) as started, pytest.raises(ServerStopped) as no:
        processes.watch(started)
    assert (no.value.fields["name"], no.value.fields["exit"]) == ("server", 3)


def test_a_server_that_lives_but_does_not_answer_is_not_told_to_have_stopped(monkeypatch: Patch) -> None:
    monkeypatch.setattr(processes, "START_S", 0)
    commands = {"server": [sys.executable, "-c", "input()"]}
    with taken_port() as port, processes.children(commands, environment={}) as started:
        with pytest.raises(ServerSilent):
            processes.await_answer(f"http://{LOCAL}:{port}/", started)
        assert started[0].process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_asks_to_stop_is_heard_and_breaks_into_no_line(number: signal.Signals) -> None:
    """An exception raised between any two lines could leave a lock closed, and the children would live for ever."""
    before = signal.getsignal(number)
    commands = {"server": [sys.executable, "-c", "input()"]}
    with processes.asked_to_stop() as stop, processes.children(commands, environment={}) as started:
        assert not stop()
        os.kill(os.getpid(), number)
        assert stop()
        processes.watch(started, stop=stop)
        assert started[0].process.poll() is None
    assert started[0].process.returncode == -signal.SIGTERM
    assert signal.getsignal(number) is before


@pytest.mark.django_db
def test_members_are_brought_in_only_where_somebody_could_have_done_it(worgl: Worgl, tmp_path: Path) -> None:
    town, file = new_town(), tmp_path / "members.csv"
    file.write_text("name,balance\nAda,1\n", encoding="utf-8")
    revoke_role(actor=town.alice, member=town.alice, role=Role.TREASURER, key=fresh_key(), now=NOW)
    result = worgl("import", "members", file, "--community", community_of(town.community).slug)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"worgl: {NoImporter.code}: ")


def _backup(folder: Path) -> Path:
    part = folder / "database.sqlite3"
    part.write_bytes(b"content")
    file = folder / "backup.tar.gz"
    parts = (archive.part_of(part.name, part),)
    manifest = Manifest(archive.FORMAT, "0.1.0", "sqlite", "2026-06-10T12:00:00+00:00", (), parts)
    archive.pack(file, manifest, {part.name: part})
    return file


def test_of_the_manifest_of_a_backup_only_so_much_is_read(tmp_path: Path, monkeypatch: Patch) -> None:
    file, into = _backup(tmp_path), tmp_path / "into"
    into.mkdir()
    with tarfile.open(file, "r:gz") as tar:
        size = tar.getmember(archive.MANIFEST).size
    monkeypatch.setattr(archive, "MANIFEST_MAX", size)
    assert archive.unpack(file, into).parts[0].name == "database.sqlite3"
    monkeypatch.setattr(archive, "MANIFEST_MAX", size - 1)
    with pytest.raises(BackupRefused, match="manifest cannot be read"):
        archive.unpack(file, into)


def _exported(folder: Path, cell: str) -> Path:
    writer = directory.Writer(folder)
    writer.add("a", ("x",), [(cell,)])
    writer.finish(community=str(uuid4()), slug="t", name="T")
    return folder


def test_of_the_manifest_of_an_export_only_so_much_is_read(tmp_path: Path, monkeypatch: Patch) -> None:
    folder = _exported(tmp_path / "town", "1")
    size = (folder / directory.MANIFEST).stat().st_size
    monkeypatch.setattr(directory, "MANIFEST_MAX", size)
    directory.Reader(folder)
    monkeypatch.setattr(directory, "MANIFEST_MAX", size - 2)
    with pytest.raises(ExportRefused, match="cannot be read"):
        directory.Reader(folder)


def test_a_cell_of_an_export_has_so_many_characters(tmp_path: Path) -> None:
    whole = directory.Reader(_exported(tmp_path / "whole", "x" * directory.CELL_MAX))
    assert [len(cell) for (cell,) in whole.rows("a", ("x",))] == [directory.CELL_MAX]
    larger = directory.Reader(_exported(tmp_path / "larger", "x" * (directory.CELL_MAX + 1)))
    with pytest.raises(ExportRefused, match=r"a\.csv"):
        list(larger.rows("a", ("x",)))


@pytest.mark.django_db
def test_a_program_of_postgres_that_is_missing_or_fails_is_named(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL is kept by programs of its own")
    with pytest.raises(ToolMissing) as missing:
        postgres._run("pg_nothing")
    assert missing.value.fields["tool"] == "pg_nothing"
    with pytest.raises(ToolFailed) as failed:
        postgres.PostgresKeeper().copy(tmp_path / "nowhere" / "copy")
    assert failed.value.fields["tool"] == "pg_dump"
