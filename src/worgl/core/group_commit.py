"""Group commit: requests of several callers share one transaction, and wait for the disk once.

The caller that finds nobody writing in its queue leads: it takes all requests that wait, writes what can be written in
bulk by one call, runs each other write in a savepoint of its own, commits, and hands the lead on. No timer: a lone
caller's write is a transaction like any other, and while one commit is on its way the next requests gather.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db import connection, transaction
from django.utils import translation

from worgl.core.commands import in_turn
from worgl.core.databases import WAITED
from worgl.core.errors import Refusal, Unavailable
from worgl.core.request_cache import clear

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Request = TypeVar("Request")

GROUP_MAX = 64
"""Most writes in one transaction; they hold what they lock until its end."""
QUEUES_MAX = 1_000
"""Most queues kept: their names come with requests, and there may be no end of them."""


@dataclass(frozen=True, slots=True)
class InBulk(Generic[Request, Answer]):
    """A write that one call makes for many: `for_all` answers each of the requests it is given, in order.

    It answers None for a request that it leaves alone, of which it has then written nothing; it refuses none.
    """

    request: Request
    for_all: Callable[[Sequence[Request]], Sequence[Answer | None]]


def group_commit(queue: str, write: Callable[[], Answer], in_bulk: InBulk[Any, Answer] | None = None) -> Answer:
    """Return what `write()` returns, or raise what it refuses; it may share its transaction with others of the queue.

    The write must be atomic and idempotent, as a command with its key is: when something breaks a shared
    transaction, nothing of it remains and each write runs again alone. Inside a transaction it just runs.
    With `in_bulk` that is done in the shared transaction, and `write()` runs alone for what is left by it.
    """
    if transaction.get_connection().in_atomic_block:
        return write()
    own = _Waiting(write, in_bulk)
    waiting = _queue(queue)
    if not waiting.enter(own):
        own.gate.acquire()
    if own.leads:
        _lead(waiting, own)
    clear()
    if own.is_alone:
        return write()
    if own.refusal is not None:
        raise own.refusal
    return cast("Answer", own.answer)


class _Waiting:
    """A caller's write on its way into a transaction; `is_alone` until the transaction is through."""

    __slots__ = ("answer", "gate", "in_bulk", "is_alone", "language", "leads", "refusal", "write")

    def __init__(self, write: Callable[[], object], in_bulk: InBulk[Any, Any] | None) -> None:
        self.write = write
        self.in_bulk = in_bulk
        self.language = translation.get_language()
        self.answer: Any = None
        self.refusal: Refusal | None = None
        self.is_alone = True
        self.leads = False
        self.gate = threading.Lock()
        self.gate.acquire()

    def run(self) -> None:
        """Run the write, which makes a savepoint of its own, as its caller's thread would."""
        try:
            # What a refusal says is in the language of the one who reads it.
            with translation.override(self.language):
                self.answer = self.write()
        except Refusal as refusal:
            self.refusal = refusal


class _Queue:
    """The requests that wait for one leader at a time."""

    __slots__ = ("expected", "has_leader", "lock", "name", "waiting")

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.waiting: deque[_Waiting] = deque()
        self.has_leader = False
        self.expected = 1

    def enter(self, own: _Waiting) -> bool:
        """Join the queue; true for the caller that is to lead."""
        with self.lock:
            self.waiting.append(own)
            own.leads = not self.has_leader
            self.has_leader = True
            return own.leads

    def gather(self) -> None:
        """Let the callers of the last transaction come back before the next one starts, without waiting for a time.

        A leader that has just been answered would else write alone, while those answered with it are still on
        their way. A lone caller never gives way.
        """
        for _turn in range(2 * (self.expected - 1)):
            if len(self.waiting) >= self.expected:
                break
            time.sleep(0)

    def take(self) -> list[_Waiting]:
        """Take what goes into one transaction."""
        with self.lock:
            taken = [self.waiting.popleft() for _place in range(min(len(self.waiting), GROUP_MAX))]
            self.expected = max(1, len(taken))
            return taken

    def hand_on(self) -> None:
        """Give the lead to the caller that has waited longest, or leave the queue without leader."""
        with self.lock:
            self.has_leader = bool(self.waiting)
            if self.waiting:
                self.waiting[0].leads = True
                self.waiting[0].gate.release()


def _lead(queue: _Queue, own: _Waiting) -> None:
    taken: list[_Waiting] = []
    try:
        queue.gather()
        with in_turn():
            _write_all(queue, taken)
    finally:
        if not taken:
            taken = queue.take()
        queue.hand_on()
        for each in taken:
            if each is not own:
                each.gate.release()


def _write_all(queue: _Queue, taken: list[_Waiting]) -> None:
    try:
        with transaction.atomic():
            _lock(queue.name)
            # Only now, so that whoever came while another process, or another queue, wrote is among them.
            taken += queue.take()
            _write_in_bulk(taken)
            for each in taken:
                if each.in_bulk is None:
                    each.run()
    except Exception as error:
        if _has_waited(error):
            # It would wait as long for each of them.
            for each in taken:
                each.is_alone, each.refusal = False, Unavailable()
            return
        log.warning("a transaction shared by %d writes broke; each runs alone", len(taken), exc_info=True)
        return
    for each in taken:
        each.is_alone = each.in_bulk is not None and each.answer is None


def _has_waited(error: Exception) -> bool:
    return getattr(error.__cause__ or error, "sqlstate", None) in WAITED


def _write_in_bulk(taken: list[_Waiting]) -> None:
    kinds: dict[Callable[..., Sequence[object]], list[_Waiting]] = {}
    for each in taken:
        if each.in_bulk is not None:
            kinds.setdefault(each.in_bulk.for_all, []).append(each)
    for for_all, waiting in kinds.items():
        answers = for_all([each.in_bulk.request for each in waiting if each.in_bulk is not None])
        for each, answer in zip(waiting, answers, strict=True):
            each.answer = answer


def _lock(queue: str) -> None:
    """Keep the shared transactions of all processes in turn on PostgreSQL.

    Each gathers locks in the order of its writes: two at once would wait for each other.
    """
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(queue.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


_queues: dict[str, _Queue] = {}
_queues_lock = threading.Lock()


def _queue(name: str) -> _Queue:
    found = _queues.get(name)
    if found is None:
        with _queues_lock:
            if len(_queues) >= QUEUES_MAX:
                # A caller still in one of them is not alone there; the next to come just meet elsewhere.
                _queues.clear()
            found = _queues.setdefault(name, _Queue(name))
    return found


def _forget() -> None:
    """Begin anew in a forked child, whose parent's threads do not exist."""
    global _queues, _queues_lock
    _queues, _queues_lock = {}, threading.Lock()


os.register_at_fork(after_in_child=_forget)
