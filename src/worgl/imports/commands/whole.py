"""One import of history while it runs: its rows in order, cut into batches, as transfers of the community's book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from worgl.communities.rules import CommunityId
from worgl.core.limits import BATCH_MAX
from worgl.core.sheets import UnreadableRow
from worgl.currency.queries import CurrencyView
from worgl.imports.commands import run as import_run
from worgl.imports.commands.accounts import ForeignAccounts
from worgl.imports.commands.file import FileFacts, Line
from worgl.imports.commands.order import Order, rows_in_order
from worgl.imports.commands.run import Progress, Tally
from worgl.imports.rules.rows import IMPORTED, ParsedRow, RefusedLine, RowRules, parse_row, seed_of, transfer_id
from worgl.ledger.rules import Outcome, Transfer

Told = Callable[[int, int], None]
"""Called after each batch with how many of how many lines of the file are done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The next rows of the file, up to and including `line`."""

    line: int
    rows: Sequence[ParsedRow]
    unreadable: Sequence[RefusedLine]

    def tally(self, outcomes: Sequence[Outcome]) -> Tally:
        """Count what became of the rows and gather the refused ones in the order of the file."""
        answered = list(zip(self.rows, outcomes, strict=True))
        accepted = [row for row, outcome in answered if outcome.is_booked]
        refused = [RefusedLine(row.line, answer.code, row.text) for row, answer in answered if not answer.is_booked]
        return Tally(
            rows=len(self.rows) + len(self.unreadable),
            accepted=len(accepted),
            rounded=sum(row.rounded for row in accepted),
            refused=sorted([*refused, *self.unreadable], key=lambda each: each.line),
            notes=[(answer.id, row.note) for row, answer in answered if row.note and answer.is_booked],
        )


@dataclass(frozen=True, slots=True)
class Import:
    """What stays the same during one import."""

    currency: CurrencyView
    facts: FileFacts
    rules: RowRules
    order: Order
    accounts: ForeignAccounts
    refused_path: Path
    told: Told
    now: datetime

    @property
    def community(self) -> CommunityId:
        """Return whose books these are."""
        return self.currency.community

    def batches(self, *, after: int) -> Iterator[Batch]:
        """Yield the rows behind a line, BATCH_MAX at a time, and tell how far each brought the import."""
        lines = (line for line in rows_in_order(self.facts, self.rules, self.order) if line.place > after)
        while batch := list(islice(lines, BATCH_MAX)):
            yield self._parsed(batch)
            self.told(batch[-1].place, self.facts.lines)

    def _parsed(self, batch: Sequence[Line]) -> Batch:
        rows: list[ParsedRow] = []
        unreadable: list[RefusedLine] = []
        for line in batch:
            try:
                rows.append(parse_row(line.number, line.text, self.rules))
            except UnreadableRow as refusal:
                unreadable.append(RefusedLine(line.number, refusal.code, line.text))
        return Batch(batch[-1].place, rows, unreadable)

    def transfers(self, rows: Sequence[ParsedRow], *, attempt: int = 0) -> list[Transfer]:
        """Return the transfers of rows; the same row always has the same id in one attempt."""
        seed = seed_of(community=self.community, digest=self.facts.digest, attempt=attempt)
        return [
            Transfer(
                transfer_id(seed=seed, line=row.line, at=row.at),
                self.accounts[row.payer],
                self.accounts[row.payee],
                row.amount_minor,
                code=IMPORTED,
                event_at=row.at,
            )
            for row in rows
        ]

    def open_accounts(self, batch: Batch, progress: Progress) -> int:
        """Open what the batch's rows need, and return how many accounts that were."""
        return self.accounts.open_missing(batch.rows, lock=lambda: import_run.lock(progress), now=self.now)

    def below_zero(self) -> tuple[str, ...]:
        """Return the accounts that would go below zero if nothing were refused, the deepest first."""
        stands: Counter[str] = Counter()
        lowest: dict[str, int] = {}
        for batch in self.batches(after=self.facts.header_line):
            for row in batch.rows:
                stands[row.payer] -= row.amount_minor
                stands[row.payee] += row.amount_minor
                if stands[row.payer] < lowest.get(row.payer, 0):
                    lowest[row.payer] = stands[row.payer]
        return tuple(sorted(lowest, key=lambda own: (lowest[own], own)))
