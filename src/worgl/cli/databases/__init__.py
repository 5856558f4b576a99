"""Whole databases: copied while in use, put in place so that a kill at any moment leaves the old one or the new one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db import connection, connections


class Keeper(Protocol):
    """What backup and restore need of a kind of database."""

    engine: str
    """Name in the manifest of a backup: a backup goes back only into the same kind."""
    part: str
    """Name of the copy inside the backup."""

    def target(self) -> str:
        """Say which database this is, without its password."""

    def folder(self) -> Path:
        """Return where a copy can be unpacked to be put in place from."""

    def copy(self, to: Path) -> None:
        """Write one consistent copy while others read and write."""

    def verify(self, copy: Path) -> None:
        """Refuse BackupRefused for a copy that cannot be opened."""

    def put_in_place(self, copy: Path) -> str | None:
        """Make a copy the database; returns where the former one was kept, None when there was nothing."""


def keeper() -> Keeper:
    """Return the keeper of Django's default database."""
    if connection.vendor == "sqlite":
        from worgl.cli.databases.sqlite import SqliteKeeper

        return SqliteKeeper(Path(str(connection.settings_dict["NAME"])))
    from worgl.cli.databases.postgres import PostgresKeeper

    return PostgresKeeper()


def is_empty() -> bool:
    """Tell whether the database holds no tables, or no community; a damaged one counts as full."""
    from django.db import DatabaseError

    from worgl.communities.queries import all_communities

    try:
        return not connection.introspection.table_names() or not all_communities(limit=1)
    except DatabaseError:
        return False
    finally:
        connections.close_all()
