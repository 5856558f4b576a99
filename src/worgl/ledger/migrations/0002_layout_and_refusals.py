"""A book's layout stands in the book, refusals are chained, and accounts are sealed; what is there is taken along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.core.sealing import chain_name, seal_cells
from worgl.ledger.store.base import as_uuid
from worgl.ledger.store.opening import over_django

_BITS = 13
_KNOWN_BITS = (13, 16)
"""Layouts that were ever written, today's first."""
_START = bytes(32)
_PAGE = 5_000


class Filled(NamedTuple):
    """A bucket, and the first and the last transfer whose entries lie in it."""

    bucket: int
    first: int
    last: int


def layouts_of(buckets: Sequence[Filled]) -> list[tuple[int, int]]:
    """Return from which transfer on entries were laid out by how many bits; buckets come in order of their first.

    The longest run that one layout explains is taken each time, of equals today's.

    >>> layouts_of([Filled(0, 1, 8_192), Filled(1, 8_193, 9_000)])
    [(1, 13)]
    >>> layouts_of([Filled(0, 1, 65_536), Filled(1, 65_537, 70_000), Filled(8, 70_001, 73_000)])
    [(1, 16), (70001, 13)]
    """
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(buckets):
        bits = max(_KNOWN_BITS, key=lambda own: _explained(buckets[place:], own))
        if not found or found[-1][1] != bits:
            found.append((buckets[place].first if found else 1, bits))
        place += max(1, _explained(buckets[place:], bits))
    return found


def _explained(buckets: Sequence[Filled], bits: int) -> int:
    """Return how many of the buckets, from the first on, lie where a layout puts them."""
    for count, one in enumerate(buckets):
        # A commit lies where its first transfer does and may reach into what would be the next bucket.
        reached = (one.last - 1) >> bits
        if one.bucket != (one.first - 1) >> bits or one.bucket not in {reached, reached - 1}:
            return count
    return len(buckets)


def _link(before: bytes, number: int, own: bytes, code: str) -> bytes:
    return hashlib.sha256(before + number.to_bytes(8) + own + code.encode()).digest()


def change_tables(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the SQL file of this database."""
    vendor = editor.connection.vendor
    sql = files("worgl.ledger").joinpath("store", "sql", f"{vendor}_layout.sql").read_text(encoding="utf-8")
    statements = [each for each in sql.split(";\n") if each.strip()] if vendor == "sqlite" else [sql]
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def note_layouts(_apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write down how each book is laid out."""
    write_layouts()


def write_layouts() -> None:
    """Find out how each book's entries were laid out, write it down, and let new ones be laid out as of today."""
    store = over_django()
    for book, last_seq in store.select("SELECT book, last_seq FROM ledger_book ORDER BY book", ()):
        found = layouts_of([Filled(*row) for row in store.select(_FILLED, (book,))])
        if not found:
            found = [(1, _BITS)]
        elif found[-1][1] != _BITS:
            found.append((last_seq + 1, _BITS))
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO ledger_layout (book, first_seq, bits) VALUES (%s, %s, %s)",
                [(book, first, bits) for first, bits in found],
            )


_FILLED = """
SELECT e.bucket, min(t.seq), max(t.seq) FROM ledger_entry e JOIN ledger_transfer t ON t.book = e.book AND t.id = e.transfer
WHERE e.book = ? GROUP BY e.bucket ORDER BY 2
"""


def chain_refusals(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the refusals of each book a number and a hash, in the order of their ids."""
    vendor = editor.connection.vendor
    rows = over_django().select("SELECT book, id, code FROM ledger_outcome ORDER BY book, id", ())
    if not rows:
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(_OPEN[vendor])
        for book, of_book in groupby(rows, key=itemgetter(0)):
            number, before = 0, _START
            for number, (_book, own, code) in enumerate(of_book, start=1):
                before = _link(before, number, as_uuid(own).bytes, code)
                cursor.execute(
                    "UPDATE ledger_outcome SET number = %s, hash = %s WHERE book = %s AND id = %s",
                    [number, before, book, own],
                )
            cursor.execute(
                "UPDATE ledger_book SET refused = %s, refused_hash = %s WHERE book = %s", [number, before, book]
            )
        cursor.execute(_SHUT[vendor])


_OPEN = {
    "sqlite": "DROP TRIGGER ledger_outcome_no_update",
    "postgresql": "ALTER TABLE ledger_outcome DISABLE TRIGGER append_only",
}
_SHUT = {
    "sqlite": (
        "CREATE TRIGGER ledger_outcome_no_update BEFORE UPDATE ON ledger_outcome "
        "BEGIN SELECT RAISE(ABORT, 'ledger_outcome is append-only'); END"
    ),
    "postgresql": "ALTER TABLE ledger_outcome ENABLE TRIGGER append_only",
}


def seal_accounts(_apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the accounts as they stand."""
    store = over_django()
    for (book,) in store.select("SELECT book FROM ledger_book ORDER BY book", ()):
        for page in _pages(book):
            seal_cells(chain_name("account", book), page)


def _pages(book: int) -> Iterator[Sequence[Sequence[Any]]]:
    after = 0
    sql = (
        "SELECT id, unit, kind, floor, ceiling, flags FROM ledger_account WHERE book = ? AND id > ? ORDER BY id LIMIT ?"
    )
    while page := over_django().select(sql, (book, after, _PAGE)):
        yield page
        after = page[-1][0]


BIG = models.BigIntegerField
STATE = [
    migrations.AddField("Book", "bits", models.SmallIntegerField(default=0), preserve_default=False),
    migrations.AddField("Book", "refused", BIG(default=0), preserve_default=False),
    migrations.AddField("Book", "refused_hash", models.BinaryField(default=b""), preserve_default=False),
    migrations.AddField("Outcome", "number", BIG(default=0), preserve_default=False),
    migrations.AddField("Outcome", "hash", models.BinaryField(default=b""), preserve_default=False),
    migrations.CreateModel(
        name="Layout",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "book", "first_seq", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("book", BIG()),
            ("first_seq", BIG()),
            ("bits", models.SmallIntegerField()),
        ],
        options={"db_table": "ledger_layout"},
    ),
]


class Migration(migrations.Migration):
    """Layout, refusals, seals."""

    dependencies = (("ledger", "0001_initial"), ("core", "0004_seals"))
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(change_tables, migrations.RunPython.noop),
                migrations.RunPython(note_layouts, migrations.RunPython.noop),
                migrations.RunPython(chain_refusals, migrations.RunPython.noop),
                migrations.RunPython(seal_accounts, migrations.RunPython.noop),
            ],
            state_operations=STATE,
        )
    ]
