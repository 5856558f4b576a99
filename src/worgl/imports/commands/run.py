"""How far an import is: begun once per file, checkpointed after each batch, taken up again where it stopped."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from worgl.communities.rules import CommunityId
from worgl.core import outbox
from worgl.core.ids import new_id
from worgl.core.limits import FILE_NAME_MAX
from worgl.core.sealing import seal
from worgl.imports.commands.file import FileFacts
from worgl.imports.commands.order import Order
from worgl.imports.errors import ImportDiffers, ImportOvertaken
from worgl.imports.facts import TransfersImported
from worgl.imports.models import ImportedNote, ImportRun, RefusedRow
from worgl.imports.rules.rows import Layout, RefusedLine, RowRules
from worgl.imports.seals import IMPORT, NOTE, REFUSED


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. Rows count from the file's first, over all attempts; `rows` is accepted + refused."""

    run: UUID
    file: str
    encoding: str
    rows: int
    accepted: int
    refused: int
    rounded: int
    reasons: Mapping[str, int]
    """How many rows were refused for each code."""
    accounts: int
    """How many accounts of this community came from imports."""
    accounts_opened: int
    """How many of them this attempt opened."""
    resumed_after: int
    """The line after which this attempt went on; 1, the header, for a fresh import."""
    was_done: bool
    """The file was imported before; this attempt booked nothing."""
    issuers_unseen: tuple[str, ...]
    """Issuers that were named but appear nowhere in imported files: perhaps mistyped."""
    refused_file: str | None
    """Where the refused rows are listed; None when there are none."""
    order: str
    """How the dates of the file ran; it was booked by date, the oldest first."""
    below_zero: tuple[str, ...]
    """Accounts that lacked money for refused rows, those that lacked most first: perhaps they are issuers."""
    mended: int
    """How many rows this attempt booked that an earlier one had refused for want of an issuer."""
    places: int
    """For how many members the community has places now."""


@dataclass(slots=True)
class Tally:
    """What one batch, or one whole attempt, has come to."""

    rows: int = 0
    accepted: int = 0
    rounded: int = 0
    refused: list[RefusedLine] = field(default_factory=list)
    notes: list[tuple[UUID, str]] = field(default_factory=list)


@dataclass(slots=True)
class Progress:
    """A run as this process knows it."""

    id: UUID
    community: CommunityId
    line: int
    is_done: bool


@transaction.atomic
def begin(
    *,
    community: CommunityId,
    facts: FileFacts,
    rules: RowRules,
    order: Order,
    issuers: Iterable[str],
    now: datetime,
) -> Progress:
    """Find the run of this file in this community, or make it; refuses ImportDiffers for other columns."""
    settings = _settings_digest(rules, order)
    row, fresh = ImportRun.objects.get_or_create(
        community=community,
        digest=facts.digest,
        defaults={
            "id": new_id(),
            "settings_digest": settings,
            "file_name": facts.path.name[:FILE_NAME_MAX],
            "line": facts.header_line,
            "started_at": now,
        },
    )
    if fresh:
        seal(IMPORT, [row])
    if bytes(row.settings_digest) not in {settings, _old_digest(rules.layout, issuers)}:
        raise ImportDiffers(file=facts.path.name)
    return Progress(row.pk, community, row.line, row.state == ImportRun.State.DONE)


def _settings_digest(rules: RowRules, order: Order) -> bytes:
    layout = rules.layout
    columns = [layout.date, layout.payer, layout.payee, layout.amount]
    more = [] if order is Order.OLDEST_FIRST and rules.decimal_mark != "," else [order.value, rules.decimal_mark]
    return hashlib.sha256(json.dumps([columns, *more]).encode()).digest()


def _old_digest(layout: Layout, issuers: Iterable[str]) -> bytes:
    """Return what imports were told apart by when their issuers could not change."""
    columns = [layout.date, layout.payer, layout.payee, layout.amount]
    return hashlib.sha256(json.dumps([columns, sorted(issuers)]).encode()).digest()


def keep_notes(community: CommunityId, notes: Iterable[tuple[UUID, str]]) -> None:
    """Keep what was said of transfers where they come from; once is enough."""
    read = {own: ImportedNote(transfer=own, community=community, note=note) for own, note in notes}
    known = ImportedNote.objects.in_bulk(list(read))
    fresh = [row for own, row in read.items() if own not in known]
    seal(NOTE, ImportedNote.objects.bulk_create(fresh, batch_size=1_000))


@transaction.atomic
def checkpoint(progress: Progress, tally: Tally, *, file: str, line: int) -> None:
    """Note that everything up to `line` is booked or listed as refused.

    Refuses ImportOvertaken when another process has moved the same run on meanwhile.
    """
    moved = ImportRun.objects.filter(pk=progress.id, line=progress.line, state=ImportRun.State.RUNNING).update(
        line=line,
        rows=F("rows") + tally.rows,
        accepted=F("accepted") + tally.accepted,
        refused=F("refused") + len(tally.refused),
        rounded=F("rounded") + tally.rounded,
    )
    if not moved:
        raise ImportOvertaken(file=file)
    refused = RefusedRow.objects.bulk_create(
        (
            RefusedRow(community=progress.community, run_id=progress.id, line=each.line, code=each.code, text=each.text)
            for each in tally.refused
        ),
        batch_size=1_000,
    )
    seal(REFUSED, refused)
    seal(IMPORT, ImportRun.objects.filter(pk=progress.id))
    keep_notes(progress.community, tally.notes)
    progress.line = line


@transaction.atomic
def finish(progress: Progress, *, now: datetime) -> None:
    """Note that the file is read to its end, and write the fact; a second time changes nothing."""
    finished = ImportRun.objects.filter(pk=progress.id, state=ImportRun.State.RUNNING).update(
        state=ImportRun.State.DONE, finished_at=now
    )
    if finished:
        row = ImportRun.objects.get(pk=progress.id)
        seal(IMPORT, [row])
        fact = TransfersImported(row.pk, CommunityId(row.community), row.accepted, row.refused)
        outbox.record(fact, now=now)


def lock(progress: Progress) -> None:
    """Make other processes with the same file wait until the caller's transaction ends."""
    ImportRun.objects.filter(pk=progress.id).update(line=F("line"))


def counts(run: UUID) -> tuple[ImportRun, Counter[str]]:
    """Return a run's row and how many rows it refused for each code."""
    by_code = RefusedRow.objects.filter(run_id=run).values_list("code").annotate(rows=Count("id"))
    return ImportRun.objects.get(pk=run), Counter(dict(by_code))
