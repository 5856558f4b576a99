"""Group commit: whoever finds no commit of a book running leads the next one for all who wait."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import pairwise

from worgl.ledger.plane.queue import Queue, Waiting
from worgl.ledger.rules import BookId, Outcome, Transfer


class Plane(ABC):
    """One process's way into the books of one database."""

    def __init__(self) -> None:
        self._queues: dict[BookId, Queue] = {}
        self._queues_lock = threading.Lock()

    def submit(self, book: BookId, transfers: Sequence[Transfer], *, now: int) -> tuple[Outcome, ...]:
        """Wait for, or lead, the commit that takes these transfers in."""
        queue = self._queue(book)
        own = Waiting(transfers, now)
        if queue.enter(own):
            self._lead(book, queue, own)
        else:
            self._await(book, queue, own)
        if own.error is not None:
            raise own.error
        assert own.outcomes is not None
        return tuple(own.outcomes)

    def _queue(self, book: BookId) -> Queue:
        queue = self._queues.get(book)
        if queue is None:
            with self._queues_lock:
                queue = self._queues.setdefault(book, Queue())
        return queue

    def _await(self, book: BookId, queue: Queue, own: Waiting) -> None:
        """Wait for the answer, or for the lead, and do what falls to the one that is woken."""
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

    def _lead(self, book: BookId, queue: Queue, own: Waiting) -> None:
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

    def _answer(self, book: BookId, taken: list[Waiting]) -> None:
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
