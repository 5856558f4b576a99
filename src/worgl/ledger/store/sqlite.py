"""The ledger on SQLite: keys as 16 bytes in clustered tables, one writer, batches by executemany."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any
from uuid import UUID

from worgl.ledger.errors import BookUnknown
from worgl.ledger.rules.chain import NO_ID, Rows, link, row_bytes
from worgl.ledger.rules.columns import Columns
from worgl.ledger.rules.fold import Folded
from worgl.ledger.rules.values import (
    BUCKET_BITS,
    Account,
    AccountId,
    AccountSpec,
    BookId,
    Head,
    Recorded,
    Snapshot,
    Transfer,
    bucket_of,
)
from worgl.ledger.store.base import (
    ACCOUNT_COLUMNS,
    HEAD_COLUMNS,
    TRANSFER_COLUMNS,
    EntryColumns,
    Rest,
    Store,
    accounts_from,
    head_from,
    holds_in,
    is_plain,
    recorded,
    seen_before,
)

_INSERT_TRANSFER = "INSERT INTO ledger_transfer VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_INSERT_ENTRY = "INSERT INTO ledger_entry VALUES (?,?,?,?,?,?,?,?,?)"
_INSERT_COMMIT = "INSERT INTO ledger_commit VALUES (?,?,?,?,?,?)"
_MOVE = "UPDATE ledger_account SET posted = ?, seq = seq + 1, bucket = ? WHERE book = ? AND id = ?"
_UPDATE_BOOK = "UPDATE ledger_book SET last_seq = ?, last_commit = ?, last_at = ?, max_id = ?, head = ? WHERE book = ?"
_UPDATE_REFUSED = "UPDATE ledger_book SET refused = ?, refused_hash = ? WHERE book = ?"
CHUNK = 900
"""Values in one IN list: below the limit of the oldest SQLite still met."""


class SqliteStore(Store):
    """The statements on a `sqlite3` connection in autocommit mode, inside a BEGIN IMMEDIATE of the caller."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def read(self, book: BookId, columns: Columns) -> Snapshot:
        """Read what the fold needs; ids above the book's highest are new and not looked up."""
        head, accounts = self.lock(book, columns.accounts.tolist())
        if head is None:
            raise BookUnknown(book=book)
        pending = holds_in(columns.batch)
        seen = seen_before(columns, head)
        known = self.transfers_by_ids(book, {*seen, *pending}) if seen or pending else {}
        return Snapshot(
            head=head,
            accounts=accounts,
            existing={key: known[key] for key in seen if key in known},
            refused=self.outcomes(book, seen) if seen else {},
            holds={key: known[key] for key in pending if key in known},
            resolved=self.resolved(book, pending) if pending else set(),
        )

    def lock(self, book: BookId, numbers: Sequence[AccountId]) -> tuple[Head | None, dict[AccountId, Account]]:
        """Read the head and the accounts; BEGIN IMMEDIATE has already made this the only writer."""
        row = self.raw.execute(f"SELECT {HEAD_COLUMNS} FROM ledger_book WHERE book = ?", (book,)).fetchone()
        if row is None:
            return None, {}
        found: dict[AccountId, Account] = {}
        for chunk in _chunks(list(numbers)):
            listed = ",".join(map(str, chunk))
            sql = f"SELECT {ACCOUNT_COLUMNS} FROM ledger_account WHERE book = {book:d} AND id IN ({listed})"
            found.update(accounts_from(self.raw.execute(sql)))
        return head_from(row), found

    def write(self, book: BookId, *, rows: Rows, rest: Callable[[], Rest], folded: Folded, now: int) -> None:
        """Write a commit by `executemany`, one prepared statement a table."""
        entries, head = rest()
        if len(rows):
            self._write_transfers(book, rows)
            self._write_entries(book, entries)
            self._write_balances(book, entries, folded)
            first = head.last_seq - len(rows) + 1
            self.raw.execute(_INSERT_COMMIT, (book, head.last_commit, first, head.last_seq, now, head.hash))
        self.raw.executemany(
            "INSERT INTO ledger_resolution VALUES (?,?,?,?,?)",
            [(book, hold.bytes, kind.value, amount, own.bytes) for hold, kind, amount, own in folded.resolutions],
        )
        self.raw.executemany(
            "INSERT INTO ledger_outcome (book, id, code, number, hash) VALUES (?,?,?,?,?)",
            [
                (book, refused.bytes, code.value, *linked)
                for (refused, code), linked in zip(folded.refusals, folded.links, strict=True)
            ],
        )
        if folded.refusals:
            self.raw.execute(_UPDATE_REFUSED, (head.refused, head.refused_hash, book))
        self.raw.execute(
            _UPDATE_BOOK,
            (head.last_seq, head.last_commit, head.last_at, head.max_id, head.hash, book),
        )

    def _write_transfers(self, book: BookId, rows: Rows) -> None:
        plain = (rows[name].tolist() for name in ("id", "seq", "debit", "credit", "amount", "code", "kind"))
        absent_ids = (
            [value if value != NO_ID else None for value in rows[name].tolist()]
            if _any_id(rows, name)
            else repeat(None)
            for name in ("pending_id", "journal")
        )
        absent_times = ([value or None for value in rows[name].tolist()] for name in ("event_at", "expires_at"))
        self.raw.executemany(
            _INSERT_TRANSFER,
            zip(repeat(book), *plain, *absent_ids, rows["at"].tolist(), *absent_times, strict=False),
        )

    def _write_entries(self, book: BookId, entries: EntryColumns) -> None:
        columns = entries.arrays()
        self.raw.executemany(_INSERT_ENTRY, zip(repeat(book), *(column.tolist() for column in columns), strict=False))

    def _write_balances(self, book: BookId, entries: EntryColumns, folded: Folded) -> None:
        columns = (folded.posted, folded.held_out, folded.held_in, folded.seq, entries.ends)
        self.raw.executemany(
            "UPDATE ledger_account SET posted = ?, held_out = ?, held_in = ?, seq = ?, bucket = ? "
            "WHERE book = ? AND id = ?",
            zip(*(column.tolist() for column in columns), repeat(book), folded.account.tolist(), strict=False),
        )

    def post_one(self, book: BookId, item: Transfer, *, now: int) -> bool:
        """Book a plain transfer by point look-ups and single-row statements."""
        head, accounts = self.lock(book, (item.debit, item.credit))
        if head is None or not is_plain(item) or not self._fits(book, item, head, accounts):
            return False
        seq, at = head.last_seq + 1, max(now, head.last_at)
        own, bucket = item.id.bytes, bucket_of(seq, bits=head.bits)
        chained = link(head.hash, row_bytes(item, seq=seq, at=at))
        self.raw.execute(
            _INSERT_TRANSFER,
            (book, own, seq, item.debit, item.credit, item.amount, item.code, 0, None, None, at, item.event_at, None),
        )
        for number, delta in ((item.debit, -item.amount), (item.credit, item.amount)):
            row = accounts[number]
            values = (book, bucket, row.bucket, number, row.seq + 1, own, delta, row.posted + delta, at)
            self.raw.execute(_INSERT_ENTRY, values)
            self.raw.execute(_MOVE, (row.posted + delta, bucket, book, number))
        self.raw.execute(_INSERT_COMMIT, (book, head.last_commit + 1, seq, seq, now, chained))
        self.raw.execute(_UPDATE_BOOK, (seq, head.last_commit + 1, at, max(head.max_id, own), chained, book))
        return True

    def _fits(self, book: BookId, item: Transfer, head: Head, accounts: dict[AccountId, Account]) -> bool:
        debit, credit = accounts.get(item.debit), accounts.get(item.credit)
        if debit is None or credit is None or debit.flags or credit.flags or debit.unit != credit.unit:
            return False
        if debit.available < item.amount or credit.posted + credit.held_in + item.amount > credit.ceiling:
            return False
        is_new = item.id.bytes > head.max_id
        return is_new or not (self.transfers_by_ids(book, [item.id]) or self.outcomes(book, [item.id]))

    def open_book(self) -> BookId:
        """Insert a book."""
        number = self.raw.execute("INSERT INTO ledger_book (bits) VALUES (?)", (BUCKET_BITS,)).lastrowid
        assert number is not None
        self.raw.execute("INSERT INTO ledger_layout VALUES (?,1,?)", (number, BUCKET_BITS))
        return BookId(number)

    def open_accounts(self, book: BookId, specs: Sequence[AccountSpec]) -> list[AccountId]:
        """Insert accounts numbered on from the book's last."""
        head, _none = self.lock(book, ())
        if head is None:
            raise BookUnknown(book=book)
        numbers = [AccountId(head.last_account + 1 + index) for index in range(len(specs))]
        self.raw.executemany(
            "INSERT INTO ledger_account (book, id, unit, kind, floor, ceiling) VALUES (?,?,?,?,?,?)",
            [
                (book, number, spec.unit, spec.kind, spec.floor, spec.ceiling)
                for number, spec in zip(numbers, specs, strict=True)
            ],
        )
        self.raw.execute("UPDATE ledger_book SET last_account = last_account + ? WHERE book = ?", (len(specs), book))
        return numbers

    def change_account(self, book: BookId, number: AccountId, *, floor: int, ceiling: int, flags: int) -> None:
        """Update an account's limits and flags."""
        self.raw.execute(
            "UPDATE ledger_account SET floor = ?, ceiling = ?, flags = ? WHERE book = ? AND id = ?",
            (floor, ceiling, flags, book, number),
        )

    def transfers_by_ids(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, Recorded]:
        """Read transfers by key."""
        found = (recorded(row) for row in self._by_keys(f"{TRANSFER_COLUMNS} FROM ledger_transfer", "id", book, ids))
        return {row.id: row for row in found}

    def outcomes(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Read refusals by key."""
        return {
            UUID(bytes=row[0]): str(row[1]) for row in self._by_keys("id, code FROM ledger_outcome", "id", book, ids)
        }

    def resolved(self, book: BookId, ids: Iterable[UUID]) -> set[UUID]:
        """Read resolutions by key."""
        found = self._by_keys("pending_id FROM ledger_resolution", "pending_id", book, ids)
        return {UUID(bytes=row[0]) for row in found}

    def _by_keys(self, what: str, key: str, book: BookId, ids: Iterable[UUID]) -> Iterator[tuple[bytes, object]]:
        for chunk in _chunks([value.bytes for value in ids]):
            marks = ",".join("?" * len(chunk))
            yield from self.raw.execute(f"SELECT {what} WHERE book = ? AND {key} IN ({marks})", (book, *chunk))

    def select(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a SELECT; UUID values are written as their bytes."""
        return self.raw.execute(sql, _plain(values)).fetchall()

    def stream(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a SELECT row by row."""
        return self.raw.execute(sql, _plain(values))


def _any_id(rows: Rows, name: str) -> bool:
    return any(rows[name].tobytes())


def _plain(values: Sequence[object]) -> list[object]:
    return [value.bytes if isinstance(value, UUID) else value for value in values]


def _chunks(values: Sequence[object]) -> Iterator[Sequence[object]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
