"""A seeded simulator: clients retry through crashes, lost answers and a jumping clock; the books follow the model."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction

from worgl.ledger import commands, queries
from worgl.ledger.audit import audit
from worgl.ledger.rules import NO_CEILING, NO_FLOOR, Code, Outcome, Transfer, micros
from worgl.ledger.tests.builders import NOW, Books, fresh_book
from worgl.ledger.tests.model import Model
from worgl.ledger.tests.test_model import Life

STEPS = int(os.environ.get("WORGL_SIMULATOR_STEPS", "120"))


class Crash(Exception):
    """The process dies here."""


class Simulator:
    """Time, faults and retries, all drawn from one seed."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books = books
        self.random = random.Random(seed)
        self.now = NOW
        self.latest = NOW
        self.counts: Counter[str] = Counter()

    def submit(self, batch: list[Transfer]) -> tuple[Outcome, ...]:
        """Send a batch as a client does: until there is an answer."""
        while True:
            fault = self.random.choice(["none", "none", "before", "inside", "after"])
            self.tick()
            try:
                with transaction.atomic():
                    self.crash_if(fault == "before")
                    outcomes = commands.post_many(book=self.books.book, transfers=batch, now=self.now)
                    self.crash_if(fault == "inside")
                self.crash_if(fault == "after")
            except Crash:
                self.counts[fault] += 1
                continue
            return outcomes

    def crash_if(self, truth: bool) -> None:
        if truth:
            raise Crash

    def tick(self) -> None:
        """Let the clock run, stand, or jump back; the books' own time never falls."""
        self.now += timedelta(seconds=self.random.choice([0, 1, 5, 60, -30, -3_600]))
        self.latest = max(self.latest, self.now)


@pytest.mark.django_db
def test_retries_through_crashes_end_where_the_model_ends() -> None:
    seed = int(os.environ.get("WORGL_SEED", "0")) or random.SystemRandom().randrange(1, 2**31)
    print(f"seed {seed}: repeat with WORGL_SEED={seed}")  # noqa: T201 -- pytest shows it with a failure
    books = fresh_book(members=4, floor=-30, ceiling=300)
    everyone = [books.issuer, *books.members]
    model = Model(
        {number: NO_FLOOR if number == books.issuer else -30 for number in everyone},
        {number: NO_CEILING if number == books.issuer else 300 for number in everyone},
    )
    life, simulator = Life(books, seed), Simulator(books, seed + 1)
    operations = 0
    for _step in range(STEPS):
        batch = [item for item in life.batch(micros(simulator.latest)) if item.expires_at is None]
        if not batch:
            continue
        operations += len(batch)
        found = simulator.submit(batch)
        for item, outcome in zip(batch, found, strict=True):
            expected = model.apply(item, micros(simulator.latest))
            assert settled(outcome.code) == settled(expected)
    assert set(simulator.counts) == {"before", "inside", "after"}
    for number in everyone:
        row = queries.account(books.book, number)
        assert (row.posted, row.held_out, row.held_in) == (model.balance(number), model.out(number), model.into(number))
    assert list(audit(books.book)) == []
    print(f"{operations:,} operations, crashes {dict(simulator.counts)}")  # noqa: T201 -- the figure of the proof


def settled(code: Code) -> str:
    """Return what a client may rely on: after a lost answer it is told "done before" for "done", and so on."""
    if code in {Code.OK, Code.ALREADY_DONE}:
        return "booked"
    return "id_reused" if code is Code.ID_REUSED else "refused"
