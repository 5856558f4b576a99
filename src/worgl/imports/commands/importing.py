"""Importing transfers that happened elsewhere: a real history run through the books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction

from worgl.communities.queries import community as community_of
from worgl.communities.rules import CommunityId
from worgl.core.errors import Unavailable
from worgl.currency.queries import currency_of
from worgl.imports.commands import run as import_run
from worgl.imports.commands.accounts import ForeignAccounts
from worgl.imports.commands.again import proposed_issuers, try_again
from worgl.imports.commands.file import inspect
from worgl.imports.commands.header import layout_for, own_mark
from worgl.imports.commands.order import mark_of, order_of
from worgl.imports.commands.refused import kept_rows, write_list
from worgl.imports.commands.run import ImportReport, Progress
from worgl.imports.commands.whole import Import, Told
from worgl.imports.errors import ImportDiffers, ImportInterrupted, IssuersMissing, RowsRefused
from worgl.imports.rules.rows import RefusedLine, RowRules
from worgl.ledger import commands as ledger
from worgl.ledger import plane
from worgl.ledger.queries import refusals
from worgl.ledger.rules import BookId, Code, Outcome, micros

PROPOSED = 5
"""Most accounts that are proposed as issuers."""
REFUSALS_GATHERED = 10_000
"""An all-or-nothing import that has met this many refusals reads no further."""
Made = Callable[[], Import]
"""Makes an import ready, inside the caller's transaction: its issuers become accounts without floor."""


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """How a file of transfers is to be imported; see `import_transfers`."""

    path: Path
    refused_path: Path
    mapping: Mapping[str, str] | None = None
    issuers: Collection[str] = ()
    decimal_mark: str | None = None
    progress: Told = lambda _done, _total: None


def import_transfers(
    *,
    community: CommunityId,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    issuers: Collection[str] = (),
    decimal_mark: str | None = None,
    all_or_nothing: bool = False,
    refused_path: Path,
    progress: Told = lambda _done, _total: None,
    now: datetime,
) -> ImportReport:
    """Book the transfers of a CSV file, gzip or plain, in a community's currency, and account for every row.

    For operators: nobody's permission is asked. Unknown account ids become members with wallets; the
    `issuers` become accounts without floor, also those that an earlier try took for members: then the rows that
    were refused for want of them are tried again. `mapping` says which column of the file is our "date", "payer",
    "payee", "amount", "state" or "note". Rows are booked in the order of their dates. Amounts are rounded half to
    even; `decimal_mark` tells the mark before decimals, else the file's own rows do; a time without zone is the
    community's. Rows that cannot be booked are listed in `refused_path`. An import that was interrupted goes on
    where it stopped and books nothing twice; one that is done reports again. With `all_or_nothing` a refused row
    takes everything back (RowsRefused). Refuses ImportRefused of some kind before anything is booked, and
    ImportInterrupted when disk or database fail half-way.
    """
    wish = ImportTerms(path, refused_path, mapping, issuers, decimal_mark, progress)
    made = _maker(community, wish, now=now)
    return _book_all_or_nothing(made, issuers) if all_or_nothing else _book_in_steps(made, issuers)


def rehearse_transfers(*, community: CommunityId, wish: ImportTerms, now: datetime) -> ImportReport:
    """Do what `import_transfers` would do, report it, and take all of it back; the list of refused rows is written.

    Refuses as `import_transfers` does.
    """
    made = _maker(community, wish, now=now)
    with transaction.atomic():
        report = _book_for_show(made, wish.issuers)
        transaction.set_rollback(True)
    return report


def _maker(community: CommunityId, wish: ImportTerms, *, now: datetime) -> Made:
    """Read what the file is, in one pass, and return what makes its import ready."""
    facts, currency = inspect(wish.path), currency_of(community)
    layout = layout_for(facts, wish.mapping)
    rules = RowRules(
        layout=layout,
        exponent=currency.exponent,
        zone=ZoneInfo(community_of(community).zone),
        latest=micros(now),
        decimal_mark=wish.decimal_mark or own_mark(facts.header) or mark_of(facts, layout),
    )
    order = order_of(facts, rules)

    def made() -> Import:
        accounts = ForeignAccounts(community, issuers=wish.issuers, now=now)
        whole = Import(currency, facts, rules, order, accounts, wish.refused_path, wish.progress, now)
        _require_issuers(whole, wish.issuers)
        return whole

    return made


def _require_issuers(whole: Import, issuers: Collection[str]) -> None:
    """Refuse IssuersMissing where no money can come from anywhere: nothing would be booked, and dates would be lost."""
    if issuers or len(whole.accounts):
        return
    named = whole.below_zero()
    if named:
        example = " ".join(f"--issuer {name}" for name in named[:PROPOSED])
        raise IssuersMissing(file=whole.facts.path.name, accounts=", ".join(named[:PROPOSED]), example=example)


def _begin(whole: Import, issuers: Collection[str]) -> Progress:
    return import_run.begin(
        community=whole.community,
        facts=whole.facts,
        rules=whole.rules,
        order=whole.order,
        issuers=issuers,
        now=whole.now,
    )


def _book_in_steps(made: Made, issuers: Collection[str]) -> ImportReport:
    """Book batch by batch; after each it is noted how far the import is, so that it can go on from there."""
    with transaction.atomic():
        whole = made()
        progress = _begin(whole, issuers)
    resumed_after, was_done = progress.line, progress.is_done
    opened = mended = 0
    try:
        for batch in () if was_done else whole.batches(after=resumed_after):
            opened += whole.open_accounts(batch, progress)
            outcomes = plane.submit_batch(
                whole.currency.book, whole.transfers(batch.rows), now=whole.now, imported=True
            )
            outcomes = _with_first_reasons(whole.currency.book, outcomes)
            import_run.checkpoint(progress, batch.tally(outcomes), file=whole.facts.path.name, line=batch.line)
        import_run.finish(progress, now=whole.now)
        mended = try_again(whole, progress, issuers=issuers)
    except (DatabaseError, OSError, Unavailable) as error:
        raise ImportInterrupted(line=progress.line, reason=_reason(error)) from error
    return _report(whole, progress, opened=opened, resumed_after=resumed_after, was_done=was_done, mended=mended)


def _book_for_show(made: Made, issuers: Collection[str]) -> ImportReport:
    """Book everything in the caller's transaction, whatever is refused, and report it."""
    whole = made()
    progress = _begin(whole, issuers)
    resumed_after, was_done, opened = progress.line, progress.is_done, 0
    for batch in () if was_done else whole.batches(after=resumed_after):
        opened += whole.open_accounts(batch, progress)
        outcomes = ledger.post_imported(book=whole.currency.book, transfers=whole.transfers(batch.rows), now=whole.now)
        import_run.checkpoint(progress, batch.tally(outcomes), file=whole.facts.path.name, line=batch.line)
    import_run.finish(progress, now=whole.now)
    mended = try_again(whole, progress, issuers=issuers)
    return _report(whole, progress, opened=opened, resumed_after=resumed_after, was_done=was_done, mended=mended)


def _with_first_reasons(book: BookId, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Return the outcomes with the first reason of rows an interrupted attempt already had refused."""
    again = [each.id for each in outcomes if each.code is Code.ALREADY_REFUSED]
    if not again:
        return outcomes
    first = refusals(book, again)
    return tuple(Outcome(each.id, first.get(each.id, each.code)) for each in outcomes)


def _book_all_or_nothing(made: Made, issuers: Collection[str]) -> ImportReport:
    """Book everything in one transaction, or nothing when a row is refused."""
    refused: list[RefusedLine] = []
    try:
        with transaction.atomic():
            whole = made()
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


def _book_together(whole: Import, progress: Progress, refused: list[RefusedLine]) -> int:
    """Book the batches in the caller's transaction, gather what is refused, and return how many accounts it opened."""
    opened = 0
    for batch in whole.batches(after=progress.line):
        opened += whole.open_accounts(batch, progress)
        transfers = whole.transfers(batch.rows)
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


def _report(
    whole: Import, progress: Progress, *, opened: int, resumed_after: int, was_done: bool, mended: int = 0
) -> ImportReport:
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
        order=whole.order.value,
        below_zero=proposed_issuers(whole, progress)[:PROPOSED] if row.refused else (),
        mended=mended,
        places=community_of(whole.community).cap,
    )
