"""The audit finds a planted fault of each kind and names where it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from worgl.core.ids import new_id
from worgl.ledger import commands
from worgl.ledger.audit import audit
from worgl.ledger.errors import BookUnknown
from worgl.ledger.rules import BookId, Kind, Transfer
from worgl.ledger.tests.builders import NOW, Books, fresh_book, fund, move

pytestmark = pytest.mark.django_db

FOREIGN = """
INSERT INTO ledger_entry (book, bucket, prev_bucket, account, seq, transfer, delta, balance_after, at)
SELECT book, bucket, prev_bucket, 99, 1, transfer, delta, balance_after, at FROM ledger_entry
WHERE book = {b} AND account = {a} AND seq = 1
"""
FORGED = """
INSERT INTO ledger_outcome (book, id, code) SELECT book, id, 'below_floor' FROM ledger_transfer
WHERE book = {b} AND seq = 1
"""
# Kind of fault, the SQL that plants it ({b} the book, {a} Alice's account), and where it must be found.
FAULTS = {
    "balance_differs": ("UPDATE ledger_account SET posted = posted + 1 WHERE book = {b} AND id = {a}", "account {a}"),
    "count_differs": ("UPDATE ledger_account SET seq = seq + 1 WHERE book = {b} AND id = {a}", "account {a}"),
    "held_differs": ("UPDATE ledger_account SET held_out = 1 WHERE book = {b} AND id = {a}", "account {a}"),
    "sum_not_zero": ("UPDATE ledger_account SET posted = posted + 1 WHERE book = {b} AND id = {a}", "unit ALD"),
    "chain_broken": ("UPDATE ledger_transfer SET code = 9 WHERE book = {b} AND seq = 2", "commit 1"),
    "entry_differs": ("UPDATE ledger_transfer SET amount = 41 WHERE book = {b} AND seq = 2", "entry"),
    "entry_balance": (
        "UPDATE ledger_entry SET balance_after = 1 WHERE book = {b} AND account = {a} AND seq = 1", "entry {a}/1"
    ),
    "entry_gap": ("DELETE FROM ledger_entry WHERE book = {b} AND account = {a} AND seq = 1", "entry {a}/2"),
    "entries_differ": ("DELETE FROM ledger_entry WHERE book = {b} AND account = {a} AND seq = 2", "account {a}"),
    "entry_foreign": (FOREIGN, "account 99"),
    "entry_misplaced": (
        "UPDATE ledger_entry SET prev_bucket = 7 WHERE book = {b} AND account = {a} AND seq = 2", "entry {a}/2"
    ),
    "transfer_missing": ("DELETE FROM ledger_transfer WHERE book = {b} AND seq = 3", "commit 1"),
    "transfer_foreign": ("DELETE FROM ledger_commit WHERE book = {b} AND number = 4", "transfer"),
    "commit_gap": ("DELETE FROM ledger_commit WHERE book = {b} AND number = 2", "commit 3"),
    "head_differs": ("UPDATE ledger_book SET last_seq = last_seq + 1 WHERE book = {b}", "book"),
    "time_falls": ("UPDATE ledger_transfer SET at = 1 WHERE book = {b} AND seq = 4", "transfer"),
    "account_missing": ("DELETE FROM ledger_account WHERE book = {b} AND id = {a}", "transfer"),
    "units_differ": ("UPDATE ledger_account SET unit = 'EUR' WHERE book = {b} AND id = {a}", "transfer"),
    "resolution_differs": ("UPDATE ledger_resolution SET amount = 1 WHERE book = {b}", "hold"),
    "resolution_missing": ("DELETE FROM ledger_resolution WHERE book = {b}", "hold"),
    "hold_ended_wrongly": (
        "UPDATE ledger_transfer SET kind = 0 WHERE book = {b} AND kind = 1 AND amount = 5", "transfer"
    ),
    "refused_but_booked": (
        FORGED,
        "transfer",
    ),
}  # fmt: skip


def a_busy_book() -> Books:
    books = fresh_book()
    fund(books, 100)
    alice, bob, carol = books.members
    hold = Transfer(new_id(), alice, bob, 5, kind=Kind.HOLD)
    commands.post(book=books.book, transfers=[hold, move(alice, carol, 20)], now=NOW)
    post = Transfer(new_id(), alice, bob, 4, kind=Kind.POST, pending_id=hold.id)
    commands.post_many(book=books.book, transfers=[post, move(alice, bob, 1_000)], now=NOW)
    commands.post(book=books.book, transfers=[replace(move(bob, carol, 3), kind=Kind.HOLD)], now=NOW)
    return books


@contextmanager
def behind_the_doors() -> Iterator[None]:
    """Take the triggers away, as someone with the database's password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")


@pytest.mark.parametrize("kind", FAULTS)
def test_a_planted_fault_is_found_and_named(kind: str) -> None:
    sound, books = a_busy_book(), a_busy_book()
    sql, where = FAULTS[kind]
    names = {"b": books.book, "a": books.members[0]}
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute(sql.format(**names))
        assert cursor.rowcount == 1
    found = [finding for finding in audit(books.book) if finding.kind == kind]
    assert [finding for finding in found if where.format(**names) in finding.where]
    assert {finding.book for finding in found} == {books.book}
    assert list(audit(sound.book)) == []


def test_a_limit_broken_behind_the_database_is_found() -> None:
    books = a_busy_book()
    alice = books.members[0]
    change = f"UPDATE ledger_account SET floor = 99 WHERE book = {books.book} AND id = {alice}"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    with without_checks() as cursor:
        cursor.execute(change)
        found = [finding for finding in audit(books.book) if finding.kind == "limit_broken"]
    assert [finding.where for finding in found] == [f"account {alice}"]


@contextmanager
def without_checks() -> Iterator[CursorWrapper]:
    """Take the limits' constraints away for the block; what it wrote goes with its end."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield cursor
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = 'ledger_account'::regclass AND contype = 'c'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE ledger_account DROP CONSTRAINT "{name}"')
            # The test's own transaction is rolled back, and the constraints are there again.
            yield cursor


def test_a_book_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BookUnknown):
        list(audit(BookId(10**9)))


def test_without_a_book_all_books_are_audited() -> None:
    books = [a_busy_book(), a_busy_book()]
    with behind_the_doors(), connection.cursor() as cursor:
        for each in books:
            cursor.execute(f"UPDATE ledger_account SET seq = 77 WHERE book = {each.book} AND id = {each.issuer}")
    assert {finding.book for finding in audit()} >= {each.book for each in books}
