"""The data plane: group commit and batches, outside any request's transaction, on connections of its own.

Whoever finds no commit of his book running becomes its leader: he takes all that waits (up to
BATCH_MAX), commits it at once, wakes the others with their outcomes, and hands the lead on. No timer:
one client waits for one commit, many clients form batches by themselves. Several processes may lead
commits of the same book; the book's lock keeps them in turn.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

import psycopg
from django.db import connection

from worgl.core.databases import WAITED, is_away
from worgl.core.errors import TooLarge, Unavailable
from worgl.core.limits import BATCH_MAX
from worgl.ledger.rules import BookId, Code, Outcome, Transfer, micros
from worgl.ledger.store.base import is_plain
from worgl.ledger.store.postgres import PostgresStore
from worgl.ledger.store.sqlite import SqliteStore

Answer = TypeVar("Answer")

SPARE_CONNECTIONS = 8
CACHE_KIB = 32 * 1024
"""Page cache of the data plane on SQLite: room for the newest bucket of entries and the accounts."""
APPLICATION = "worgl-ledger"
"""How the data plane's connections name themselves to PostgreSQL."""


def submit(book: BookId, transfer: Transfer, *, now: datetime) -> Outcome:
    """Book one transfer durably and return its outcome; waits for the commit it rides on."""
    return _plane().submit(book, (transfer,), now=micros(now))[0]


def submit_journal(book: BookId, transfers: Sequence[Transfer], *, now: datetime) -> tuple[Outcome, ...]:
    """Book the transfers of one journal durably, all or none; each names the same `journal`."""
    assert len({item.journal for item in transfers}) == 1
    return _plane().submit(book, transfers, now=micros(now))


def submit_batch(
    book: BookId, transfers: Sequence[Transfer], *, now: datetime, imported: bool = False
) -> tuple[Outcome, ...]:
    """Book many transfers durably, in commits of up to BATCH_MAX, and return every outcome in order.

    A journal is never cut. With `imported`, transfers are dated by their `event_at` (see `post_imported`).
    """
    outcomes: list[Outcome] = []
    for part in _parts(transfers):
        if imported:
            outcomes.extend(_plane().commit(book, part, now=micros(now), imported=True))
        else:
            outcomes.extend(_plane().submit(book, part, now=micros(now)))
    return tuple(outcomes)


def close() -> None:
    """Close this process's connections of the data plane; the next use opens new ones."""
    global _current  # noqa: PLW0603 -- one data plane per process
    with _making:
        if _current is not None:
            _current.close()
        _current = None


def _parts(transfers: Sequence[Transfer]) -> Iterator[Sequence[Transfer]]:
    """Cut a batch into commits without cutting a journal; refuses TooLarge for a journal above BATCH_MAX."""
    start = 0
    while start < len(transfers):
        end = min(start + BATCH_MAX, len(transfers))
        if end < len(transfers):
            while (
                end > start
                and transfers[end].journal is not None
                and transfers[end].journal == transfers[end - 1].journal
            ):
                end -= 1
        if end == start:
            raise TooLarge(asked="a journal of more transfers", limit=BATCH_MAX)
        yield transfers[start:end]
        start = end


class _Waiting:
    """Transfers of one caller on their way into a commit."""

    __slots__ = ("error", "gate", "next", "now", "outcomes", "transfers")

    def __init__(self, transfers: Sequence[Transfer], now: int) -> None:
        self.transfers = transfers
        self.now = now
        self.outcomes: Sequence[Outcome] | None = None
        self.error: BaseException | None = None
        self.next: _Waiting | None = None
        self.gate = threading.Lock()
        self.gate.acquire()

    @property
    def is_answered(self) -> bool:
        """Tell whether the commit these transfers rode on is over."""
        return self.outcomes is not None or self.error is not None


class _Queue:
    """What waits for the next commit of one book.

    Those whom a commit answered are woken one after another; the next commit starts once all are awake, so
    that it takes in what they ask for next. A lone caller waits for nobody.
    """

    __slots__ = ("has_leader", "lock", "waiting", "waking")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: deque[_Waiting] = deque()
        self.has_leader = False
        self.waking = False

    def enter(self, own: _Waiting) -> bool:
        """Join those who wait; true for who leads at once. A leader who must wait stands first and is called."""
        with self.lock:
            self.waiting.append(own)
            leads = not self.has_leader and not self.waking
            self.has_leader = True
            return leads

    def take(self) -> list[_Waiting]:
        """Take what fits one commit; the caller leads and stands first."""
        with self.lock:
            taken: list[_Waiting] = []
            size = 0
            while self.waiting and (not taken or size + len(self.waiting[0].transfers) <= BATCH_MAX):
                size += len(self.waiting[0].transfers)
                taken.append(self.waiting.popleft())
            return taken

    def hand_on(self, *, waking: bool) -> None:
        """Give the lead to who has waited longest, at once or when those answered are awake; or leave no leader."""
        with self.lock:
            self.waking = waking
            self.has_leader = bool(self.waiting)
            if self.has_leader and not waking:
                self.waiting[0].gate.release()

    def all_awake(self) -> None:
        """Call the leader who stands ready, if there is one."""
        with self.lock:
            self.waking = False
            if self.has_leader:
                self.waiting[0].gate.release()


class _Plane(ABC):
    """One process's way into the books of one database."""

    def __init__(self) -> None:
        self._queues: dict[BookId, _Queue] = {}
        self._queues_lock = threading.Lock()

    def submit(self, book: BookId, transfers: Sequence[Transfer], *, now: int) -> tuple[Outcome, ...]:
        """Wait for, or lead, the commit that takes these transfers in."""
        queue = self._queue(book)
        own = _Waiting(transfers, now)
        if queue.enter(own):
            self._lead(book, queue, own)
        else:
            self._await(book, queue, own)
        if own.error is not None:
            raise own.error
        assert own.outcomes is not None
        return tuple(own.outcomes)

    def _queue(self, book: BookId) -> _Queue:
        queue = self._queues.get(book)
        if queue is None:
            with self._queues_lock:
                queue = self._queues.setdefault(book, _Queue())
        return queue

    def _await(self, book: BookId, queue: _Queue, own: _Waiting) -> None:
        """Wait for the answer, or for the lead, and do what falls to who is woken."""
        try:
            own.gate.acquire()
        except BaseException:
            # Interrupted by a signal: what others wait for from this caller is done by a stand-in.
            threading.Thread(target=self._await, args=(book, queue, own), name="ledger-stand-in").start()
            raise
        if own.is_answered and own.next is not None:
            own.next.gate.release()
        elif own.is_answered:
            queue.all_awake()
        else:
            self._lead(book, queue, own)

    def _lead(self, book: BookId, queue: _Queue, own: _Waiting) -> None:
        """Commit once what waits, the leader's own transfers among it, and hand the lead on."""
        taken = queue.take()
        try:
            self._answer(book, taken)
        except BaseException as error:  # noqa: BLE001 -- whatever stopped the commit is everyone's answer
            for each in taken:
                each.error = error
        finally:
            for each, after in pairwise(taken):
                each.next = after
            queue.hand_on(waking=own.next is not None)
            if own.next is not None:
                own.next.gate.release()

    def _answer(self, book: BookId, taken: list[_Waiting]) -> None:
        now = max(each.now for each in taken)
        if len(taken) == 1 and len(taken[0].transfers) == 1:
            taken[0].outcomes = (self.commit_one(book, taken[0].transfers[0], now=now),)
            return
        batch = [item for each in taken for item in each.transfers]
        outcomes = self.commit(book, batch, now=now)
        start = 0
        for each in taken:
            each.outcomes = outcomes[start : start + len(each.transfers)]
            start += len(each.transfers)

    def commit_one(self, book: BookId, transfer: Transfer, *, now: int) -> Outcome:
        """Commit a lone transfer."""
        return self.commit(book, (transfer,), now=now)[0]

    @abstractmethod
    def commit(
        self, book: BookId, transfers: Sequence[Transfer], *, now: int, imported: bool = False
    ) -> tuple[Outcome, ...]:
        """Commit a batch in a transaction of its own; refuses Unavailable when the database is out of reach."""

    @abstractmethod
    def close(self) -> None:
        """Close the connections."""


class _PostgresPlane(_Plane):
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


class _SqlitePlane(_Plane):
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


_PIPELINE_BELOW = 1_000
_making = threading.Lock()
_current: _Plane | None = None


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def _plane() -> _Plane:
    """Return this process's data plane for Django's default database."""
    global _current  # noqa: PLW0603 -- one data plane per process
    if _current is None:
        with _making:
            if _current is None:
                _current = _make()
    return _current


def _make() -> _Plane:
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        return _SqlitePlane(str(connection.settings_dict["NAME"]), float(options.get("timeout", 20)))
    settings = connection.get_connection_params()
    for name in ("cursor_factory", "context", "pool"):
        settings.pop(name, None)
    return _PostgresPlane({**settings, "autocommit": True, "prepare_threshold": 2, "application_name": APPLICATION})


def _forget() -> None:
    """Forget the parent's connections in a forked child, without closing what the parent still uses."""
    global _current, _making  # noqa: PLW0603 -- a fork copies both
    _current = None
    _making = threading.Lock()


os.register_at_fork(after_in_child=_forget)
