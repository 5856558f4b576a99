"""Importing transfers that happened elsewhere: a real history run through the books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction

from worgl.communities.queries import community as community_of
from worgl.communities.rules import CommunityId
from worgl.core.errors import Unavailable
from worgl.core.limits import BATCH_MAX
from worgl.core.sheets import UnreadableRow
from worgl.currency.queries import CurrencyView, currency_of
from worgl.currency.rules import TransferCode
from worgl.ledger import commands as ledger
from worgl.ledger import plane
from worgl.ledger.queries import refusals
from worgl.ledger.rules import BookId, Code, Outcome, Transfer, micros
from worgl.payments.commands import import_run
from worgl.payments.commands.import_accounts import ForeignAccounts
from worgl.payments.commands.import_file import FileFacts, Line, inspect, read_lines
from worgl.payments.commands.import_header import layout_for
from worgl.payments.commands.import_refused import kept_rows, write_list
from worgl.payments.commands.import_run import ImportReport, Progress, Tally
from worgl.payments.errors import ImportDiffers, ImportInterrupted, RowsRefused
from worgl.payments.rules.imports import ParsedRow, RefusedLine, RowRules, parse_row, seed_of, transfer_id

Told = Callable[[int, int], None]
"""Called after each batch with how many of how many lines of the file are done."""

REFUSALS_GATHERED = 10_000
"""An all-or-nothing import that has met this many refusals reads no further."""


@dataclass(frozen=True, slots=True)
class _Batch:
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
        )


@dataclass(frozen=True, slots=True)
class _Import:
    """What stays the same during one import."""

    currency: CurrencyView
    facts: FileFacts
    rules: RowRules
    accounts: ForeignAccounts
    refused_path: Path
    told: Told
    now: datetime

    @property
    def community(self) -> CommunityId:
        """Return whose books these are."""
        return self.currency.community

    def batches(self, *, after: int) -> Iterator[_Batch]:
        """Yield the rows behind a line, BATCH_MAX at a time, and tell how far each brought the import."""
        lines = (line for line in read_lines(self.facts) if line.number > after)
        while batch := list(islice(lines, BATCH_MAX)):
            yield self._parsed(batch)
            self.told(batch[-1].number, self.facts.lines)

    def _parsed(self, batch: Sequence[Line]) -> _Batch:
        rows: list[ParsedRow] = []
        unreadable: list[RefusedLine] = []
        for line in batch:
            try:
                rows.append(parse_row(line.number, line.text, self.rules))
            except UnreadableRow as refusal:
                unreadable.append(RefusedLine(line.number, refusal.code, line.text))
        return _Batch(batch[-1].number, rows, unreadable)

    def transfers(self, batch: _Batch) -> list[Transfer]:
        """Return the transfers of a batch's rows; the same row always has the same id."""
        seed = seed_of(community=self.community, digest=self.facts.digest)
        return [
            Transfer(
                transfer_id(seed=seed, line=row.line, at=row.at),
                self.accounts[row.payer],
                self.accounts[row.payee],
                row.amount_minor,
                code=TransferCode.IMPORTED,
                event_at=row.at,
            )
            for row in batch.rows
        ]

    def open_accounts(self, batch: _Batch, progress: Progress) -> int:
        """Open what the batch's rows need, and return how many accounts that were."""
        return self.accounts.open_missing(batch.rows, lock=lambda: import_run.lock(progress), now=self.now)


def import_transfers(
    *,
    community: CommunityId,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    issuers: Collection[str] = (),
    all_or_nothing: bool = False,
    refused_path: Path,
    progress: Told = lambda _done, _total: None,
    now: datetime,
) -> ImportReport:
    """Book the transfers of a CSV file, gzip or plain, in a community's currency, and account for every row.

    For operators: nobody's permission is asked. Unknown account ids become members with wallets; the
    `issuers` become accounts without floor. `mapping` says which column of the file is our "date",
    "payer", "payee" or "amount". Amounts are rounded half to even; a time without zone is the community's.
    Rows that cannot be booked are listed in `refused_path`. An import that was interrupted goes on where
    it stopped and books nothing twice; one that is done reports again. With `all_or_nothing` a refused
    row takes everything back (RowsRefused). Refuses ImportRefused of some kind before anything is booked,
    and ImportInterrupted when disk or database fail half-way.
    """
    facts = inspect(path)
    currency = currency_of(community)
    rules = RowRules(
        layout=layout_for(facts, mapping),
        exponent=currency.exponent,
        zone=ZoneInfo(community_of(community).zone),
        latest=micros(now),
    )
    accounts = ForeignAccounts(community, issuers=issuers)
    whole = _Import(currency, facts, rules, accounts, refused_path, progress, now)
    if all_or_nothing:
        return _book_all_or_nothing(whole, issuers)
    return _book_in_steps(whole, issuers)


def _begin(whole: _Import, issuers: Collection[str]) -> Progress:
    return import_run.begin(
        community=whole.community, facts=whole.facts, layout=whole.rules.layout, issuers=issuers, now=whole.now
    )


def _book_in_steps(whole: _Import, issuers: Collection[str]) -> ImportReport:
    """Book batch by batch; after each it is noted how far the import is, so that it can go on from there."""
    progress = _begin(whole, issuers)
    resumed_after, was_done = progress.line, progress.is_done
    opened = 0
    try:
        for batch in () if was_done else whole.batches(after=resumed_after):
            opened += whole.open_accounts(batch, progress)
            outcomes = plane.submit_batch(whole.currency.book, whole.transfers(batch), now=whole.now, imported=True)
            outcomes = _with_first_reasons(whole.currency.book, outcomes)
            import_run.checkpoint(progress, batch.tally(outcomes), file=whole.facts.path.name, line=batch.line)
        import_run.finish(progress, now=whole.now)
    except (DatabaseError, OSError, Unavailable) as error:
        raise ImportInterrupted(line=progress.line, reason=_reason(error)) from error
    return _report(whole, progress, opened=opened, resumed_after=resumed_after, was_done=was_done)


def _with_first_reasons(book: BookId, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Return the outcomes with the first reason of rows an interrupted attempt already had refused."""
    again = [each.id for each in outcomes if each.code is Code.ALREADY_REFUSED]
    if not again:
        return outcomes
    first = refusals(book, again)
    return tuple(Outcome(each.id, first.get(each.id, each.code)) for each in outcomes)


def _book_all_or_nothing(whole: _Import, issuers: Collection[str]) -> ImportReport:
    """Book everything in one transaction, or nothing when a row is refused."""
    refused: list[RefusedLine] = []
    try:
        with transaction.atomic():
            progress = _begin(whole, issuers)
            if progress.line > 1 and not progress.is_done:
                raise ImportDiffers(file=whole.facts.path.name)
            was_done = progress.is_done
            opened = 0 if was_done else _book_together(whole, progress, refused)
            if refused:
                transaction.set_rollback(True)
    except (DatabaseError, OSError, Unavailable) as error:
        raise ImportInterrupted(line=1, reason=_reason(error)) from error
    if refused:
        write_list(whole.refused_path, whole.facts, refused)
        raise RowsRefused(refused=len(refused), listed=str(whole.refused_path))
    return _report(whole, progress, opened=opened, resumed_after=1, was_done=was_done)


def _book_together(whole: _Import, progress: Progress, refused: list[RefusedLine]) -> int:
    """Book the batches in the caller's transaction, gather what is refused, and return how many accounts it opened."""
    opened = 0
    for batch in whole.batches(after=progress.line):
        opened += whole.open_accounts(batch, progress)
        transfers = whole.transfers(batch)
        tally = batch.tally(ledger.post_imported(book=whole.currency.book, transfers=transfers, now=whole.now))
        refused.extend(tally.refused)
        if len(refused) >= REFUSALS_GATHERED:
            return opened
        import_run.checkpoint(progress, tally, file=whole.facts.path.name, line=batch.line)
    import_run.finish(progress, now=whole.now)
    return opened


def _reason(error: Exception) -> str:
    """Return what stopped an import, in the words of the system that stopped it."""
    cause = error.__cause__ if isinstance(error, Unavailable) and error.__cause__ else error
    return (getattr(cause, "strerror", "") or str(cause)).strip()


def _report(whole: _Import, progress: Progress, *, opened: int, resumed_after: int, was_done: bool) -> ImportReport:
    row, reasons = import_run.counts(progress.id)
    if row.refused:
        write_list(whole.refused_path, whole.facts, kept_rows(progress.id))
    return ImportReport(
        run=progress.id,
        file=whole.facts.path.name,
        encoding=whole.facts.encoding,
        rows=row.rows,
        accepted=row.accepted,
        refused=row.refused,
        rounded=row.rounded,
        reasons=reasons,
        accounts=len(whole.accounts),
        accounts_opened=opened,
        resumed_after=resumed_after,
        was_done=was_done,
        issuers_unseen=whole.accounts.unseen_issuers(),
        refused_file=str(whole.refused_path) if row.refused else None,
    )
