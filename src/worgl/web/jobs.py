"""Work of the shell: packing everything about a person, deleting what was packed, auditing the books."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from worgl.core import personal_exports
from worgl.core.checks import Fault
from worgl.core.works import LONG, JobRun, job, planned_every
from worgl.identity.rules import PersonId
from worgl.ledger import queries as ledger
from worgl.payments.queries import faults_of, faults_of_node, towns_by_book
from worgl.web.personal_exports import JOB, fill_parcel

CHECK = "web.check"
FAULTS_SHOWN = 50


@job(JOB, lane=LONG)
def pack_parcel(run: JobRun) -> None:
    """Pack a person's parcel in the language it was asked for in; started twice it is packed anew."""

    def told(done: int, total: int) -> None:
        run.checkpoint(stage="packing", done=done, total=total)

    with translation.override(run.args.get("language") or settings.LANGUAGE_CODE):
        fill_parcel(UUID(run.args["parcel"]), PersonId(UUID(run.args["person"])), now=run.now, told=told)


@job(CHECK, lane=LONG)
def check_books(run: JobRun) -> None:
    """Check as `worgl check` does, book by book; started again it goes on behind the last whole book."""
    found, after = dict(run.cursor), int(run.cursor.get("after", 0))
    towns = towns_by_book()
    books = sorted({*towns, *ledger.books()})
    if not found:
        found = _with([], faults_of_node(), after=0)
        run.checkpoint(stage="auditing", cursor=found, done=0, total=len(books))
    for place, book in enumerate(books, start=1):
        if book <= after:
            continue
        found = _with(found["faults"], faults_of(book, towns.get(book)), after=book, before=found["count"])
        run.checkpoint(stage="auditing", cursor=found, done=place, total=len(books))


def _with(shown: list[str], faults: Iterable[Fault], *, after: int, before: int = 0) -> dict[str, Any]:
    """Return what was found up to a book, with the sentences of the first FAULTS_SHOWN."""
    fresh = [fault.sentence for fault in faults]
    return {"after": after, "count": before + len(fresh), "faults": [*shown, *fresh][:FAULTS_SHOWN]}


@planned_every(timedelta(minutes=10))
def forget_parcels(now: datetime) -> None:
    """Delete parcels whose days are over."""
    if personal_exports.has_expired(now=now):
        personal_exports.forget_expired(now=now)


JOBS = (
    pack_parcel,
    check_books,
    forget_parcels,
)
