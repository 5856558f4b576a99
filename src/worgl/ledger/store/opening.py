"""The store of the database in use."""

from __future__ import annotations

from django.db import connection

from worgl.ledger.store.base import Store


def over_django() -> Store:
    """Return the store on Django's own connection, for the transaction that is open there."""
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "sqlite":
        from worgl.ledger.store.sqlite import SqliteStore  # noqa: PLC0415 -- only the driver in use is loaded

        return SqliteStore(raw)
    from worgl.ledger.store.postgres import PostgresStore  # noqa: PLC0415 -- only the driver in use is loaded

    return PostgresStore(raw)
