"""A book is read and written by the layout that is recorded of it, whatever the code would choose today."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from worgl.core.ids import new_id
from worgl.ledger import commands, queries
from worgl.ledger.audit import audit
from worgl.ledger.rules import Transfer
from worgl.ledger.rules.values import BUCKET_BITS
from worgl.ledger.tests.builders import NOW, Books, fresh_book, fund
from worgl.ledger.tests.test_audit import behind_the_doors

pytestmark = pytest.mark.django_db
step = import_module("worgl.ledger.migrations.0002_layout_and_refusals")
SMALL = 3
"""Buckets of eight transfers, so that a few fill several."""


def moves(books: Books, count: int) -> None:
    """Book single transfers, and the rest as one batch."""
    alice, bob, _carol = books.members
    items = [Transfer(new_id(), alice, bob, 1) for _each in range(count)]
    for item in items[:5]:
        commands.post(book=books.book, transfers=[item], now=NOW)
    commands.post_many(book=books.book, transfers=items[5:], now=NOW)


def laid_out(books: Books, bits: int) -> None:
    """Make a book one that was opened by a version that laid entries out in another way."""
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_book SET bits = %s WHERE book = %s", [bits, books.book])
        cursor.execute("UPDATE ledger_layout SET bits = %s WHERE book = %s", [bits, books.book])


def buckets(books: Books) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT bucket FROM ledger_entry WHERE book = %s ORDER BY bucket", [books.book])
        return [row[0] for row in cursor.fetchall()]


def small_book() -> Books:
    books = fresh_book()
    laid_out(books, SMALL)
    fund(books, 100)
    for _each in range(4):
        moves(books, 7)
    return books


def test_entries_of_a_book_go_where_its_own_layout_says_and_are_found_there() -> None:
    books = small_book()
    assert len(buckets(books)) > 1
    assert not list(audit(books.book))
    found = queries.entries(books.book, books.members[0], limit=50)
    assert [entry.seq for entry in found] == list(range(29, 0, -1))


def test_an_upgrade_finds_out_how_a_book_was_laid_out_and_goes_on_as_today(monkeypatch: pytest.MonkeyPatch) -> None:
    books = small_book()
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_layout")
        cursor.execute("UPDATE ledger_book SET bits = %s", [BUCKET_BITS])
    monkeypatch.setattr(step, "_KNOWN_BITS", (BUCKET_BITS, SMALL))
    step.write_layouts()
    with connection.cursor() as cursor:
        cursor.execute("SELECT first_seq, bits FROM ledger_layout WHERE book = %s ORDER BY first_seq", [books.book])
        assert cursor.fetchall() == [(1, SMALL), (queries.last_seq(books.book) + 1, BUCKET_BITS)]
    assert not list(audit(books.book))


@pytest.mark.parametrize(
    ("found", "layouts"),
    [
        ([], []),
        ([(0, 1, 8_192), (1, 8_193, 9_000)], [(1, 13)]),
        ([(0, 1, 65_536), (1, 65_537, 70_000)], [(1, 16)]),
        ([(0, 1, 65_536), (1, 65_537, 70_000), (8, 70_001, 73_000)], [(1, 16), (70_001, 13)]),
        # A commit lies where its first transfer does, and reaches into the next bucket.
        ([(0, 1, 8_300), (1, 8_301, 16_000)], [(1, 13)]),
    ],
)
def test_layouts_are_told_from_where_entries_lie(
    found: list[tuple[int, int, int]], layouts: list[tuple[int, int]]
) -> None:
    assert step.layouts_of([step.Filled(*one) for one in found]) == layouts
