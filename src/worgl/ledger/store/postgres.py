"""The ledger on PostgreSQL: two round trips a commit, arrays and COPY in binary, look-ups that never scan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from uuid import UUID

import psycopg

from worgl.ledger.errors import BookUnknown
from worgl.ledger.rules.chain import Rows
from worgl.ledger.rules.columns import Columns
from worgl.ledger.rules.fold import Folded
from worgl.ledger.rules.values import (
    BUCKET_BITS,
    Account,
    AccountId,
    AccountSpec,
    BookId,
    Head,
    Held,
    Recorded,
    Snapshot,
    Transfer,
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
from worgl.ledger.store.binary import (
    COPY_END,
    COPY_ENTRIES,
    COPY_HEADER,
    COPY_TRANSFERS,
    Int8s,
    copy_body,
    entry_body,
    entry_columns,
    prepare,
    resolution_columns,
    row_columns,
    uuids,
)

COPY_FROM = 1_000
"""Rows from which binary COPY beats INSERT from arrays."""


class PostgresStore(Store):
    """The statements on a psycopg connection, inside the caller's transaction."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw
        prepare(raw)

    def _cursor(self) -> psycopg.Cursor[tuple[Any, ...]]:
        return psycopg.Cursor(self.raw)

    def _run(self, sql: str, values: Sequence[object] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        return self._cursor().execute(sql.encode(), values, binary=True)

    def _pipeline(self) -> AbstractContextManager[object]:
        """Gather statements into one round trip, unless a pipeline is already open."""
        return nullcontext() if self.raw.info.pipeline_status else self.raw.pipeline()

    def read(self, book: BookId, columns: Columns) -> Snapshot:
        """Lock the book and read its accounts and holds in one round trip; a second one only for ids it may know."""
        pending = holds_in(columns.batch)
        with self._pipeline():
            head_row = self._run(_LOCK, (book,))
            accounts = self._run(_ACCOUNTS, (book, Int8s(columns.accounts)))
            held = self._run(_HOLDS, (book, uuids(pending))) if pending else ()
            self.raw.pgconn.flush()
            # What does not need the answer is laid out while the server reads.
            columns.lay_out()
            row = head_row.fetchone()
            if row is None:
                raise BookUnknown(book=book)
            snapshot = Snapshot(head_from(row), accounts_from(accounts.fetchall()), {}, {}, {}, set())
            for own, *columns_of_hold, has_ended in held:
                snapshot.holds[own] = Held(own, *columns_of_hold)
                if has_ended:
                    snapshot.resolved.add(own)
            seen = seen_before(columns, snapshot.head)
            if seen:
                self._read_known(book, snapshot, seen)
            return snapshot

    def _read_known(self, book: BookId, snapshot: Snapshot, seen: Sequence[UUID]) -> None:
        """Add to the snapshot what became of ids that may be known."""
        asked = uuids(seen)
        known = self._run(_KNOWN, (book, asked))
        refused = self._run(_REFUSED, (book, asked))
        snapshot.existing = {row[0]: recorded(row) for row in known}
        snapshot.refused = dict(refused.fetchall())

    def lock(self, book: BookId, numbers: Sequence[AccountId]) -> tuple[Head | None, dict[AccountId, Account]]:
        """Lock the book's row, then read its accounts."""
        row = self._run(_LOCK, (book,)).fetchone()
        if row is None:
            return None, {}
        found = self._run(_ACCOUNTS, (book, Int8s(numbers))).fetchall() if numbers else []
        return head_from(row), accounts_from(found)

    def write(self, book: BookId, *, rows: Rows, rest: Callable[[], Rest], folded: Folded, now: int) -> None:
        """Write a commit: large ones by COPY, small ones in one round trip."""
        if len(rows) >= COPY_FROM:
            with _meanwhile(lambda: self._copy(COPY_TRANSFERS, copy_body(book, rows))):
                entries, head = rest()
                body = entry_body(book, entries)
            self._copy(COPY_ENTRIES, body)
            self._close(book, len(rows), entries, head, folded, now)
            return
        entries, head = rest()
        with self._pipeline():
            if len(rows):
                self._run(_WRITE_ROWS, (book, *row_columns(rows), *entry_columns(entries)))
            self._close(book, len(rows), entries, head, folded, now)

    def _close(self, book: BookId, size: int, entries: EntryColumns, head: Head, folded: Folded, now: int) -> None:
        """Write all of a commit but its transfers and entries."""
        if folded.refusals:
            self._write_outcomes(book, folded, head)
        self._run(
            _CLOSE_COMMIT,
            (
                book,
                Int8s(folded.account),
                Int8s(folded.posted),
                Int8s(folded.held_out),
                Int8s(folded.held_in),
                Int8s(folded.seq),
                Int8s(entries.ends),
                head.last_seq - size + 1 if size else 0,
                head.last_seq,
                head.last_commit,
                head.last_at,
                UUID(bytes=head.max_id),
                head.hash,
                now,
                *resolution_columns(folded),
            ),
        )

    def _write_outcomes(self, book: BookId, folded: Folded, head: Head) -> None:
        ids, codes = zip(*folded.refusals, strict=True)
        numbers, hashes = zip(*folded.links, strict=True)
        self._run(
            "INSERT INTO ledger_outcome (book, id, code, number, hash) "
            "SELECT %s, * FROM unnest(%s, %s::text[], %s, %s::bytea[])",
            (book, uuids(ids), [code.value for code in codes], Int8s(numbers), list(hashes)),
        )
        self._run(_UPDATE_REFUSED, (head.refused, head.refused_hash, book))

    def _copy(self, sql: bytes, body: bytes) -> None:
        with self._cursor().copy(sql) as copy:
            copy.write(COPY_HEADER + body + COPY_END)

    def post_one(self, book: BookId, item: Transfer, *, now: int) -> bool:
        """Book a plain transfer by one function call, one round trip."""
        if not is_plain(item):
            return False
        values = (book, item.id, item.debit, item.credit, item.amount, item.code, item.event_at, now)
        row = self._run(_POST_ONE, values).fetchone()
        return bool(row and row[0])

    def open_book(self) -> BookId:
        """Insert a book."""
        row = self._run("INSERT INTO ledger_book (bits) VALUES (%s) RETURNING book", (BUCKET_BITS,)).fetchone()
        assert row is not None
        self._run("INSERT INTO ledger_layout (book, first_seq, bits) VALUES (%s, 1, %s)", (row[0], BUCKET_BITS))
        return BookId(row[0])

    def open_accounts(self, book: BookId, specs: Sequence[AccountSpec]) -> list[AccountId]:
        """Insert accounts numbered on from the book's last."""
        head, _none = self.lock(book, ())
        if head is None:
            raise BookUnknown(book=book)
        numbers = [AccountId(head.last_account + 1 + index) for index in range(len(specs))]
        self._run(
            "INSERT INTO ledger_account (book, id, unit, kind, floor, ceiling) "
            "SELECT %s, * FROM unnest(%s, %s::text[], %s, %s, %s)",
            (
                book,
                Int8s(numbers),
                [spec.unit for spec in specs],
                Int8s([spec.kind for spec in specs]),
                Int8s([spec.floor for spec in specs]),
                Int8s([spec.ceiling for spec in specs]),
            ),
        )
        self._run("UPDATE ledger_book SET last_account = last_account + %s WHERE book = %s", (len(specs), book))
        return numbers

    def change_account(self, book: BookId, number: AccountId, *, floor: int, ceiling: int, flags: int) -> None:
        """Update an account's limits and flags."""
        self._run(
            "UPDATE ledger_account SET floor = %s, ceiling = %s, flags = %s WHERE book = %s AND id = %s",
            (floor, ceiling, flags, book, number),
        )

    def transfers_by_ids(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, Recorded]:
        """Read transfers by key."""
        return {row[0]: recorded(row) for row in self._run(_KNOWN, (book, uuids(ids)))}

    def outcomes(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Read refusals by key."""
        return dict(self._run(_REFUSED, (book, uuids(ids))).fetchall())

    def resolved(self, book: BookId, ids: Iterable[UUID]) -> set[UUID]:
        """Read resolutions by key."""
        sql = "SELECT pending_id FROM ledger_resolution WHERE book = %s AND pending_id = ANY (%s)"
        return {row[0] for row in self._run(sql, (book, uuids(ids)))}

    def select(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a SELECT."""
        return self._run(sql.replace("?", "%s"), values).fetchall()

    def stream(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a SELECT through a server-side cursor, 10,000 rows a fetch; needs an open transaction."""
        with psycopg.ServerCursor(self.raw, "ledger_stream") as cursor:
            cursor.itersize = 10_000
            yield from cursor.execute(sql.replace("?", "%s").encode(), values, binary=True)


_UPDATE_REFUSED = "UPDATE ledger_book SET refused = %s, refused_hash = %s WHERE book = %s"
_LOCK = f"SELECT {HEAD_COLUMNS} FROM ledger_book WHERE book = %s FOR UPDATE"
_ACCOUNTS = f"SELECT {ACCOUNT_COLUMNS} FROM ledger_accounts_of(%s, %s)"
_KNOWN = f"SELECT {TRANSFER_COLUMNS} FROM ledger_known(%s, %s)"
_REFUSED = "SELECT id, code FROM ledger_refused(%s, %s)"
_HOLDS = "SELECT * FROM ledger_holds(%s, %s)"
_WRITE_ROWS = f"SELECT ledger_write_rows({', '.join(['%s'] * 21)})"
_CLOSE_COMMIT = f"SELECT ledger_close_commit({', '.join(['%s'] * 18)})"
_POST_ONE = "SELECT ledger_post_one(%s, %s, %s, %s, %s, %s::smallint, %s::bigint, %s)"


@contextmanager
def _meanwhile(send: Callable[[], None]) -> Iterator[None]:
    """Run `send` beside the body, which must leave the connection alone; a failure of either is raised."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-copy") as beside:
        sending = beside.submit(send)
        yield
        sending.result()
