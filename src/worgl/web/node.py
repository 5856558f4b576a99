"""What an operator wants to know of the node itself: room on the disk, versions, backups, letters."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from smtplib import SMTPException
from sqlite3 import sqlite_version

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection
from django.utils.translation import gettext as _

BACKUPS = "backups"
BACKUPS_SHOWN = 20
SUFFIXES = (".tar.gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Storage:
    """Bytes the database takes, and bytes free where the data folder is."""

    database: int
    free: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A file in the folder of backups."""

    name: str
    size: int
    made_at: datetime


def storage() -> Storage:
    """Return how much room is taken and left."""
    return Storage(_database_bytes(), shutil.disk_usage(settings.HOME).free)


def _database_bytes() -> int:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files = [Path(name), Path(f"{name}-wal")]
        return sum(file.stat().st_size for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        found = cursor.fetchone()
    assert found is not None
    return int(found[0])


def versions() -> list[tuple[str, str]]:
    """Return the names and versions of what runs here."""
    return [
        ("worgl", metadata.version("worgl")),
        ("Django", metadata.version("django")),
        ("Python", platform.python_version()),
        _database_version(),
    ]


def _database_version() -> tuple[str, str]:
    """Return name and version of the database, which its connection knows without a statement."""
    if connection.vendor == "sqlite":
        return "SQLite", sqlite_version
    number: int = connection.pg_version  # type: ignore[attr-defined]  # only this database's wrapper tells it
    return "PostgreSQL", f"{number // 10_000}.{number % 10_000}"


def backup_folder() -> Path:
    """Return where backups are looked for."""
    return Path(settings.HOME) / BACKUPS


def backups() -> list[Backup]:
    """Return the newest files in the folder of backups, newest first; none when there is no such folder."""
    folder = backup_folder()
    files = [path for path in folder.iterdir() if path.name.endswith(SUFFIXES)] if folder.is_dir() else []
    found = [_backup(path) for path in files]
    return sorted(found, key=lambda one: one.made_at, reverse=True)[:BACKUPS_SHOWN]


def _backup(path: Path) -> Backup:
    told = path.stat()
    return Backup(path.name, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC))


def try_letter(email: str) -> str:
    """Send a letter to an operator; returns "" when the mail server took it, else what it said."""
    try:
        send_mail(
            _("Test e-mail"),
            _("This e-mail was sent from the operator's page of {site}. It arrived, so e-mails work.").format(
                site=settings.SITE_URL
            ),
            None,
            [email],
        )
    except (OSError, SMTPException) as error:
        return str(error) or type(error).__name__
    return ""
