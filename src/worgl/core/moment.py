"""Reading everything as of one moment, as what proves the books must, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction


@contextmanager
def one_view() -> Iterator[None]:
    """Read everything as of one moment while others go on writing; inside a transaction, as it stands there."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with nullcontext() if connection.connection.in_transaction else _as_of_one_moment():
            yield
    elif connection.in_atomic_block:
        with _joined_in_order():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with _joined_in_order():
                yield


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _joined_in_order() -> Iterator[None]:
    """Join whole tables in order: never by one look-up a row, whatever the statistics say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_nestloop'), current_setting('cursor_tuple_fraction')")
        before = cursor.fetchone()
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL cursor_tuple_fraction = 1")
        yield
        # What comes after in the caller's transaction is planned as before; one that failed is over anyhow.
        cursor.execute(
            "SELECT set_config('enable_nestloop', %s, true), set_config('cursor_tuple_fraction', %s, true)", before
        )
