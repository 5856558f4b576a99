"""Trying refused rows again, once the issuers are named that an earlier try had taken for members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import F

from worgl.core.limits import BATCH_MAX
from worgl.core.sealing import seal, waive
from worgl.core.sheets import UnreadableRow
from worgl.imports.commands.order import Order
from worgl.imports.commands.run import Progress, keep_notes
from worgl.imports.commands.whole import Import
from worgl.imports.models import ImportRun, RefusedRow
from worgl.imports.rules.rows import ParsedRow, parse_row
from worgl.imports.seals import IMPORT, REFUSED
from worgl.ledger import commands as ledger
from worgl.ledger.rules import Code

_AGAIN = (Code.BELOW_FLOOR.value, Code.ABOVE_CEILING.value)
"""Reasons that go away when money comes from where it came."""


def proposed_issuers(whole: Import, progress: Progress) -> tuple[str, ...]:
    """Return the payers of rows that were refused for want of money, those that lacked most first."""
    lacked: Counter[str] = Counter()
    for row in _refused(whole, progress, codes=(Code.BELOW_FLOOR.value,)):
        lacked[row.payer] += row.amount_minor
    return tuple(sorted(lacked, key=lambda own: (-lacked[own], own)))


def _refused(whole: Import, progress: Progress, *, codes: Collection[str]) -> Iterator[ParsedRow]:
    rows = RefusedRow.objects.filter(run_id=progress.id, code__in=codes).order_by("line").values_list("line", "text")
    for line, text in rows.iterator(chunk_size=2_000):
        try:
            yield parse_row(line, text, whole.rules)
        except UnreadableRow:
            continue


@transaction.atomic
def try_again(whole: Import, progress: Progress, *, issuers: Collection[str]) -> int:
    """Book the rows of a finished import that were refused for want of money, and return how many that were.

    Only where a payer among them is an issuer now. A row keeps its date as far as the book's time does not go back.
    """
    named = set(issuers)
    if not named or not any(row.payer in named for row in _refused(whole, progress, codes=_AGAIN)):
        return 0
    run = ImportRun.objects.select_for_update().get(pk=progress.id)
    backwards = whole.order is Order.NEWEST_FIRST
    rows = sorted(
        _refused(whole, progress, codes=_AGAIN), key=lambda row: (row.at, -row.line if backwards else row.line)
    )
    # Fewer are left after each try, so that every try of a row has an id of its own.
    attempt = run.refused
    return sum(
        _book(whole, progress, rows[start : start + BATCH_MAX], attempt=attempt)
        for start in range(0, len(rows), BATCH_MAX)
    )


def _book(whole: Import, progress: Progress, rows: list[ParsedRow], *, attempt: int) -> int:
    transfers = whole.transfers(rows, attempt=attempt)
    outcomes = ledger.post_imported(book=whole.currency.book, transfers=transfers, now=whole.now)
    done = [(row, answer.id) for row, answer in zip(rows, outcomes, strict=True) if answer.is_booked]
    lines = [row.line for row, _own in done]
    for start in range(0, len(lines), 500):
        booked = RefusedRow.objects.filter(run_id=progress.id, line__in=lines[start : start + 500])
        waive(REFUSED, booked)
        booked.delete()
    keep_notes(whole.community, [(own, row.note) for row, own in done if row.note])
    ImportRun.objects.filter(pk=progress.id).update(
        accepted=F("accepted") + len(done),
        refused=F("refused") - len(done),
        rounded=F("rounded") + sum(row.rounded for row, _own in done),
    )
    seal(IMPORT, ImportRun.objects.filter(pk=progress.id))
    return len(done)
