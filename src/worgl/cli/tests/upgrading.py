"""Makes a database as an earlier version left it: its tables by that version's steps, and rows that it wrote.

`before_seals.json` holds what the last version before there were seals wrote of the community of `lived_in`, and
which steps its database had. Run in a place of its own.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

FILE = "before_seals.json"
Cell: TypeAlias = "str | int | dict[str, str] | None"


def make() -> None:
    """Make the tables of that version and fill them."""
    kept = json.loads(files("worgl.cli.tests").joinpath(FILE).read_text(encoding="utf-8"))
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations.keys()
    executor.migrate([(app, name) for app, name in kept["migrations"] if (app, name) in known])
    with transaction.atomic(), connection.cursor() as cursor, connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica; SET TIME ZONE 'UTC'")
        for table, content in kept["tables"].items():
            _fill(cursor, table, content["columns"], content["rows"])


def _fill(cursor: CursorWrapper, table: str, columns: list[str], rows: list[list[Cell]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    names = ", ".join(map(connection.ops.quote_name, columns))
    kinds = _kinds(cursor, table)
    cursor.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 -- names are of our own file
        [[_value(cell, kinds.get(column, "")) for column, cell in zip(columns, row, strict=True)] for row in rows],
    )
    number = {"ledger_book": "book"}.get(table, "id")
    if kinds.get(number) in {"bigint", "integer"} and table != "ledger_account":
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{number}'), (SELECT max({number}) FROM {table}))"  # noqa: S608 -- as above
        )


def _kinds(cursor: CursorWrapper, table: str) -> dict[str, str]:
    """Return what PostgreSQL calls the types of a table's columns; nothing on SQLite, whose rows they are."""
    if connection.vendor != "postgresql":
        return {}
    cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table])
    return dict(cursor.fetchall())


def _value(cell: Cell, kind: str) -> str | int | bytes | UUID | None:
    if isinstance(cell, dict):
        content = bytes.fromhex(cell["hex"])
        return UUID(bytes=content) if kind == "uuid" else content
    return bool(cell) if kind == "boolean" and cell is not None else cell
