"""The data plane on SQLite: one connection, one writer at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from worgl.core.databases import is_away
from worgl.core.errors import Unavailable
from worgl.ledger.plane.base import Plane
from worgl.ledger.rules import BookId, Code, Outcome, Transfer
from worgl.ledger.store.base import is_plain
from worgl.ledger.store.sqlite import SqliteStore

Answer = TypeVar("Answer")

CACHE_KIB = 32 * 1024
"""Page cache of the data plane on SQLite: room for the newest bucket of entries and the accounts."""


class SqlitePlane(Plane):
    """The data plane on SQLite: one connection, one writer at a time."""

    def __init__(self, path: str, timeout_s: float) -> None:
        super().__init__()
        self._path = path
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._raw: sqlite3.Connection | None = None

    def _opened(self) -> sqlite3.Connection:
        if self._raw is None:
            self._raw = sqlite3.connect(
                self._path, timeout=self._timeout_s, isolation_level=None, check_same_thread=False
            )
            self._raw.execute("PRAGMA journal_mode=WAL")
            self._raw.execute("PRAGMA synchronous=FULL")
            self._raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        return self._raw

    def commit_one(self, book: BookId, transfer: Transfer, *, now: int) -> Outcome:
        """Book a plain lone transfer by single-row statements; anything else goes the general way."""
        if is_plain(transfer) and self._try(lambda store: store.post_one(book, transfer, now=now)):
            return Outcome(transfer.id, Code.OK)
        return self.commit(book, (transfer,), now=now)[0]

    def commit(
        self, book: BookId, transfers: Sequence[Transfer], *, now: int, imported: bool = False
    ) -> tuple[Outcome, ...]:
        """Commit a batch under BEGIN IMMEDIATE."""
        return self._try(lambda store: store.apply(book, transfers, now=now, imported=imported))

    def _try(self, attempt: Callable[[SqliteStore], Answer]) -> Answer:
        with self._lock:
            try:
                raw = self._opened()
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.DatabaseError as error:
                raise Unavailable from error
            try:
                answer = attempt(SqliteStore(raw))
                raw.execute("COMMIT")
            except BaseException as error:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                if is_away(error):
                    raise Unavailable from error
                raise
        return answer

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._raw is not None:
                self._raw.close()
            self._raw = None
