"""The queue for the next commit of a book, and its leader."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from worgl.core.limits import BATCH_MAX
from worgl.ledger.rules import Outcome, Transfer


class Waiting:
    """Transfers of one caller on their way into a commit."""

    __slots__ = ("error", "gate", "next", "now", "outcomes", "transfers")

    def __init__(self, transfers: Sequence[Transfer], now: int) -> None:
        self.transfers = transfers
        self.now = now
        self.outcomes: Sequence[Outcome] | None = None
        self.error: BaseException | None = None
        self.next: Waiting | None = None
        self.gate = threading.Lock()
        self.gate.acquire()

    @property
    def is_answered(self) -> bool:
        """Tell whether the commit these transfers rode on is over."""
        return self.outcomes is not None or self.error is not None


class Queue:
    """What waits for the next commit of one book.

    Those whom a commit answered are woken one after another; the next commit starts once all are awake, so
    that it takes in what they ask for next. A lone caller waits for nobody.
    """

    __slots__ = ("has_leader", "lock", "waiting", "waking")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: deque[Waiting] = deque()
        self.has_leader = False
        self.waking = False

    def enter(self, own: Waiting) -> bool:
        """Join those who wait; true for who leads at once. A leader who must wait stands first and is called."""
        with self.lock:
            self.waiting.append(own)
            leads = not self.has_leader and not self.waking
            self.has_leader = True
            return leads

    def take(self) -> list[Waiting]:
        """Take what fits one commit; the caller leads and stands first."""
        with self.lock:
            taken: list[Waiting] = []
            size = 0
            while self.waiting and (not taken or size + len(self.waiting[0].transfers) <= BATCH_MAX):
                size += len(self.waiting[0].transfers)
                taken.append(self.waiting.popleft())
            return taken

    def hand_on(self, *, waking: bool) -> None:
        """Give the lead to the longest waiting, at once or when those answered are awake; or leave no leader."""
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
