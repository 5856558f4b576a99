"""A writer that pays until it is killed, and notes every answer it got.

`python -m tests.proofs.writer BOOK SEED FILE`: draws payments, holds and their ends, repeats some, and
writes one line `id code` to FILE for each answer. What stands in FILE was acknowledged: it must never be lost.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

from worgl.core.errors import Unavailable  # noqa: E402 -- Django must be set up first
from worgl.core.ids import new_id  # noqa: E402 -- see above
from worgl.ledger import plane  # noqa: E402 -- see above
from worgl.ledger.rules import AccountId, BookId, Code, Kind, Outcome, Transfer  # noqa: E402 -- see above

MEMBERS = 20


class Writer:
    """One process's life: it remembers its holds, and repeats what got no answer."""

    def __init__(self, book: BookId, seed: int, notes: Path) -> None:
        self.book = book
        self.random = random.Random(seed)
        self.notes = notes.open("a", encoding="ascii", buffering=1)
        self.parent = os.getppid()
        self.holds: list[Transfer] = []
        self.past: list[Transfer] = []

    def run(self) -> None:
        """Submit until killed, or until the proof itself is gone; now alone, now as a batch."""
        while os.getppid() == self.parent:
            items = [self.draw() for _ in range(self.random.choice([1, 1, 1, 4, 40]))]
            self.note(items, self.submitted(items))

    def submitted(self, items: list[Transfer]) -> tuple[Outcome, ...]:
        """Submit until there is an answer: ids make a repeat harmless."""
        while True:
            try:
                now = datetime.now(UTC)
                if len(items) == 1:
                    return (plane.submit(self.book, items[0], now=now),)
                return plane.submit_batch(self.book, items, now=now)
            except Unavailable:
                time.sleep(0.05)
                if os.getppid() != self.parent:
                    sys.exit("the proof is over")

    def note(self, items: list[Transfer], outcomes: tuple[Outcome, ...]) -> None:
        """Write the answers down; what was booked may be repeated and held money be settled later."""
        self.notes.write("".join(f"{outcome.id} {outcome.code}\n" for outcome in outcomes))
        for item, outcome in zip(items, outcomes, strict=True):
            if outcome.code is Code.OK and item.kind is Kind.HOLD:
                self.holds.append(item)
        self.past = [*self.past[-200:], *items]

    def draw(self) -> Transfer:
        """Draw something to ask for."""
        chance = self.random.random()
        if chance < 0.1 and self.past:
            return self.random.choice(self.past)
        if chance < 0.2 and self.holds:
            hold = self.holds.pop()
            kind = self.random.choice([Kind.POST, Kind.VOID])
            return Transfer(new_id(), hold.debit, hold.credit, hold.amount, kind=kind, pending_id=hold.id)
        debit, credit = self.random.sample(range(1, MEMBERS + 2), 2)
        kind = Kind.HOLD if chance < 0.35 else Kind.TRANSFER
        return Transfer(new_id(), AccountId(debit), AccountId(credit), self.random.randint(1, 400), kind=kind)


if __name__ == "__main__":
    Writer(BookId(int(sys.argv[1])), int(sys.argv[2]), Path(sys.argv[3])).run()
