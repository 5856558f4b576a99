"""SQLite: copied by its online backup, put in place by one rename."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections

from worgl.cli.databases.files import keep_aside, rename_durably
from worgl.cli.errors import BackupRefused, TargetInUse


class SqliteKeeper:
    """Copies and replaces the one file of an SQLite database."""

    engine = "sqlite"
    part = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def target(self) -> str:
        """Return the file's path."""
        return str(self.path)

    def folder(self) -> Path:
        """Return the file's folder: only on its own disk can a copy be renamed into its place."""
        return self.path.parent

    def copy(self, to: Path) -> None:
        """Copy all pages in one go: in WAL mode that stops nobody, and others' writes do not get in."""
        opened = sqlite3.connect(_read_only(self.path), uri=True, timeout=20)
        with closing(opened) as source, closing(sqlite3.connect(to)) as copy:
            source.backup(copy, pages=-1)
            # The copy must be one file, complete without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        self.verify(to)

    def verify(self, copy: Path) -> None:
        """Let SQLite check the copy's structure."""
        try:
            with closing(sqlite3.connect(_read_only(copy), uri=True)) as opened:
                said = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
        if said != "ok":
            raise BackupRefused(file=copy.name, reason=said)

    def put_in_place(self, copy: Path) -> str | None:
        """Rename a copy over the database; the former file keeps a second name, so at no moment there is none."""
        connections.close_all()
        if not self.path.exists():
            rename_durably(copy, self.path)
            return None
        self._release()
        aside = keep_aside(self.path)
        for log in (self._beside("-wal"), self._beside("-shm")):
            # Left only by a damaged database; SQLite would play an old log into the new file.
            if log.exists():
                log.replace(aside.with_name(aside.name + log.name.removeprefix(self.path.name)))
        rename_durably(copy, self.path)
        return str(aside)

    def _release(self) -> None:
        """Fold the log into the file, which SQLite does only when nobody else has it open; else TargetInUse."""
        try:
            with closing(sqlite3.connect(self.path, timeout=1)) as opened:
                mode = opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise TargetInUse(target=self.target()) from error
        except sqlite3.DatabaseError:
            # Damaged: exactly what a restore is for.
            return
        if mode != "delete":
            raise TargetInUse(target=self.target())

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"
