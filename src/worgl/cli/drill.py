"""The restore drill: a backup is worth what its restore proves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from worgl.cli import django_side
from worgl.cli.databases.files import passing_folder
from worgl.cli.errors import BackupRefused

DRILL_DATABASE = "worgl_drill"


def rehearse(file: Path) -> None:
    """Restore a backup beside the living database and check its books; refuses BackupRefused with what went wrong."""
    with passing_folder(".drill-", beside=settings.HOME) as home, _database() as url:
        environment = {**os.environ, "WORGL_HOME": str(home), "DATABASE_URL": url}
        for name in ("DATABASE_URL_FILE", "WORGL_HOME_FILE"):
            environment.pop(name, None)
        # Also on a machine where the folder was made by somebody else, for everybody to read.
        home.chmod(0o755)
        for arguments in (("restore", str(file.resolve())), ("check",)):
            _worgl(arguments, environment, file)
        _prove_keys(home, file)


def _prove_keys(home: Path, file: Path) -> None:
    """See that every key of this node came back as it is, and that nobody else reads it there."""
    for key in django_side.keys_in(settings.HOME):
        came = home / key.name
        if not came.exists() or came.read_bytes() != key.read_bytes():
            raise BackupRefused(file=file.name, reason=f"“{key.name}” did not come back as it is")
    open_to_others = [path.name for path in (home, *django_side.private_files(home)) if path.stat().st_mode & 0o077]
    if open_to_others:
        raise BackupRefused(file=file.name, reason=f"others can read what was restored: {', '.join(open_to_others)}")


def _worgl(arguments: tuple[str, ...], env: dict[str, str], file: Path) -> None:
    command = [sys.executable, "-m", "worgl.cli", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 -- our own
    if done.returncode:
        said = (done.stderr + done.stdout).strip()
        raise BackupRefused(file=file.name, reason=f"“worgl {arguments[0]}” in the drill said: {said[-2_000:]}")


@contextmanager
def _database() -> Iterator[str]:
    """Lend an empty database: a new one on the same server; on SQLite the temporary data folder is enough."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"{DRILL_DATABASE}_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield _url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _url(name: str) -> str:
    """Return the address of another database of the same server, reached in the same way."""
    one = connection.settings_dict
    user, password = (quote(str(one[key]), safe="") for key in ("USER", "PASSWORD"))
    port = f":{one['PORT']}" if one["PORT"] else ""
    options = {key: value for key, value in one["OPTIONS"].items() if isinstance(value, str | int)}
    return f"postgresql://{user}:{password}@{port}/{name}?{urlencode({'host': one['HOST'], **options})}"
