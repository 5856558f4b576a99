"""Work of the shell: packing everything about a person, deleting what was packed, auditing the books."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation

from worgl.core import parcels
from worgl.core.jobs import LONG, JobRun, job, planned_every
from worgl.identity.rules import PersonId
from worgl.ledger import queries as ledger
from worgl.payments.queries import faults_of, towns_by_book
from worgl.web.parcels import JOB, fill_parcel

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
    for place, book in enumerate(books, start=1):
        if book <= after:
            continue
        faults = [finding.sentence for finding in faults_of(book, towns.get(book))]
        shown = [*found.get("faults", []), *faults][:FAULTS_SHOWN]
        found = {"after": book, "count": found.get("count", 0) + len(faults), "faults": shown}
        run.checkpoint(stage="auditing", cursor=found, done=place, total=len(books))


@planned_every(timedelta(minutes=10))
def forget_parcels(now: datetime) -> None:
    """Delete parcels whose days are over."""
    if parcels.has_expired(now=now):
        parcels.forget_expired(now=now)
