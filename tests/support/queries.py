"""Counting what is asked of the database, at the driver: Django's statements and the ledger's own alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

_OF_TRANSACTIONS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather the statements sent in the block; those that only open or close a transaction are left out."""
    sent: list[str] = []

    def note(sql: str) -> None:
        if not sql.lstrip().upper().startswith(_OF_TRANSACTIONS):
            sent.append(sql)

    connection.ensure_connection()
    with _on_sqlite(note) if connection.vendor == "sqlite" else _on_postgres(note):
        yield sent


_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "CREATE", "DROP", "ALTER", "COPY", "TRUNCATE")


def writes(sent: list[str]) -> list[str]:
    """Return those of the statements that write."""
    return [sql for sql in sent if sql.lstrip("( \n").upper().startswith(_WRITES)]


@contextmanager
def _on_sqlite(note: Any) -> Iterator[None]:  # noqa: ANN401 -- sqlite3's own callback
    raw = connection.connection
    raw.set_trace_callback(note)
    try:
        yield
    finally:
        raw.set_trace_callback(None)


@contextmanager
def _on_postgres(note: Any) -> Iterator[None]:  # noqa: ANN401 -- as above
    # Django's cursors and the ledger's are both psycopg's: what they have in common is this method.
    execute = psycopg.Cursor.execute

    def noted(self: psycopg.Cursor[Any], query: Any, *args: Any, **kwargs: Any) -> psycopg.Cursor[Any]:  # noqa: ANN401 -- as above
        note(query.decode() if isinstance(query, bytes) else str(query))
        return execute(self, query, *args, **kwargs)

    psycopg.Cursor.execute = noted  # type: ignore[method-assign,assignment]  # put back below
    try:
        yield
    finally:
        psycopg.Cursor.execute = execute  # type: ignore[method-assign]  # put back
