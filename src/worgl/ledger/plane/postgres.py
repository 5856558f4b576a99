"""The data plane on PostgreSQL: spare connections, short batches in one pipeline."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg

from worgl.core.databases import WAITED, is_away
from worgl.core.errors import Unavailable
from worgl.ledger.plane.base import Plane
from worgl.ledger.rules import BookId, Code, Outcome, Transfer
from worgl.ledger.store.base import is_plain
from worgl.ledger.store.postgres import PostgresStore

Answer = TypeVar("Answer")

SPARE_CONNECTIONS = 8
_PIPELINE_BELOW = 1_000


class PostgresPlane(Plane):
    """The data plane on PostgreSQL."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()
        self._settings = settings
        self._spare: deque[psycopg.Connection[Any]] = deque()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        """Lend a connection; one that broke, or is left inside a transaction, is thrown away."""
        try:
            raw = self._spare.pop() if self._spare else psycopg.connect(**self._settings)
        except psycopg.Error as error:
            raise Unavailable from error
        try:
            yield raw
        except BaseException:
            raw.close()
            raise
        if len(self._spare) < SPARE_CONNECTIONS:
            self._spare.append(raw)
        else:
            raw.close()

    def commit_one(self, book: BookId, transfer: Transfer, *, now: int) -> Outcome:
        """Book a plain lone transfer in one round trip; anything else goes the general way."""
        if is_plain(transfer) and self._try(lambda raw: PostgresStore(raw).post_one(book, transfer, now=now)):
            return Outcome(transfer.id, Code.OK)
        return self.commit(book, (transfer,), now=now)[0]

    def commit(
        self, book: BookId, transfers: Sequence[Transfer], *, now: int, imported: bool = False
    ) -> tuple[Outcome, ...]:
        """Commit a batch; two round trips when it is small."""

        def attempt(raw: psycopg.Connection[Any]) -> tuple[Outcome, ...]:
            with raw.pipeline() if len(transfers) < _PIPELINE_BELOW else _nothing():
                raw.execute(b"BEGIN")
                outcomes = PostgresStore(raw).apply(book, transfers, now=now, imported=imported)
                raw.execute(b"COMMIT")
            return outcomes

        return self._try(attempt)

    def _try(self, attempt: Callable[[psycopg.Connection[Any]], Answer]) -> Answer:
        """Run on a connection, and once more on a fresh one when it was found broken: ids make a repeat harmless."""
        try:
            with self._connection() as raw:
                return attempt(raw)
        except psycopg.Error as error:
            if not is_away(error):
                raise
            if error.sqlstate in WAITED:
                # It has waited as long as it may; a second time would hold up those behind it.
                raise Unavailable from error
            self._spare.clear()
        try:
            with self._connection() as raw:
                return attempt(raw)
        except psycopg.Error as error:
            if not is_away(error):
                raise
            raise Unavailable from error

    def close(self) -> None:
        """Close the spare connections."""
        while self._spare:
            self._spare.pop().close()


@contextmanager
def _nothing() -> Iterator[None]:
    yield
