"""Facts that a reader could not take: kept for it, offered again for days, then waiting for a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from worgl.core.limits import JOB_ATTEMPTS_MAX, PAGE_MAX
from worgl.core.models import Delivery, Fact, Undelivered
from worgl.core.retrying import wait_after

NO_READER = "no such reader in this version"
NOT_TRIED = "not tried: its reader failed too often in a row"
ERROR_MAX = 500
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Failure:
    """A fact that a reader did not take; one that was not even `tried` is never given up for that."""

    fact: UUID
    reader: str
    error: str
    tried: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """What one reader has missed: how much, of it given up on, since when, when it is tried next, and an error."""

    reader: str
    count: int
    given_up: int
    since: datetime
    next_at: datetime | None
    error: str


def keep(failures: Collection[Failure], *, now: datetime) -> None:
    """Keep what failed at the first offer, in the caller's transaction."""
    rows = [
        Undelivered(
            fact_id=one.fact,
            reader=one.reader,
            attempts=1,
            since=now,
            due_at=now + wait_after(1),
            error=one.error[:ERROR_MAX],
        )
        for one in failures
    ]
    Undelivered.objects.bulk_create(rows, ignore_conflicts=True)


def due(*, now: datetime, limit: int) -> Sequence[Undelivered]:
    """Return what is to be offered again, by reader and in the order it happened."""
    rows = Undelivered.objects.filter(due_at__lte=now).select_related("fact").order_by("due_at", "id")[:limit]
    return sorted(rows, key=lambda row: (row.reader, row.fact_id))


def settle(offered: Sequence[Undelivered], failures: Collection[Failure], *, now: datetime) -> None:
    """Note how an offer went: what was taken is forgotten, what failed is due later, after enough tries by a person."""
    failed = {one.fact: one for one in failures}
    with transaction.atomic():
        for row in offered:
            if row.fact_id in failed:
                _note(row, failed[row.fact_id], now=now)
        again = [row for row in offered if row.fact_id in failed]
        Undelivered.objects.bulk_update(again, ["attempts", "due_at", "error"])
        taken = [row for row in offered if row.fact_id not in failed]
        Undelivered.objects.filter(pk__in=[row.pk for row in taken]).delete()
        # A reader that takes again is offered at once what was kept back only because it took nothing.
        well = {row.reader for row in taken} - {one.reader for one in failures if not one.tried}
        Undelivered.objects.filter(reader__in=well, error=NOT_TRIED).update(due_at=now)


def _note(row: Undelivered, failure: Failure, *, now: datetime) -> None:
    most = JOB_ATTEMPTS_MAX if failure.tried else JOB_ATTEMPTS_MAX - 1
    row.attempts = min(row.attempts + 1, most)
    row.due_at = None if row.attempts >= JOB_ATTEMPTS_MAX else now + wait_after(row.attempts)
    row.error = failure.error[:ERROR_MAX]


def offer_past(topic: str, reader: str, *, since: datetime, now: datetime) -> int:
    """Let a reader be offered all facts of a topic since a moment, taken ones as well; return how many."""
    count = 0
    last: UUID | None = None
    while page := _page_of_past(topic, since=since, after=last):
        with transaction.atomic():
            Delivery.objects.filter(fact__in=page, reader=reader).delete()
            Undelivered.objects.filter(fact__in=page, reader=reader).delete()
            Undelivered.objects.bulk_create(
                Undelivered(fact_id=own, reader=reader, since=now, due_at=now) for own in page
            )
        count, last = count + len(page), page[-1]
    return count


def _page_of_past(topic: str, *, since: datetime, after: UUID | None) -> list[UUID]:
    # Those still pending are on their way to every reader anyhow.
    rows = Fact.objects.filter(topic=topic, at__gte=since, pending=False)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id").values_list("pk", flat=True)[:AT_ONCE])


def offer_again(*, reader: str = "", now: datetime) -> int:
    """Let what one reader (or all) missed be offered at once, what was given up on as well; return how much."""
    return _of(reader).update(due_at=now, attempts=0)


def forget(*, reader: str) -> int:
    """Let a reader miss for good what it has missed; return how much that was. For readers that are no more."""
    return Undelivered.objects.filter(reader=reader).delete()[0]


def missed() -> Sequence[Missed]:
    """Return what readers have missed, who has missed the longest first; for operators."""
    is_given_up = Q(due_at__isnull=True)
    rows = Undelivered.objects.values("reader").annotate(
        number=Count("pk"),
        given_up=Count("pk", filter=is_given_up),
        first=Min("since"),
        next_at=Min("due_at"),
        said=Max("error", filter=~Q(error=NOT_TRIED)),
    )
    return [
        Missed(row["reader"], row["number"], row["given_up"], row["first"], row["next_at"], row["said"] or "")
        for row in rows.order_by("first", "reader")[:PAGE_MAX]
    ]


def count() -> tuple[int, int]:
    """Return how many facts were missed, and how many of those were given up on."""
    found = Undelivered.objects.aggregate(all=Count("pk"), given_up=Count("pk", filter=Q(due_at__isnull=True)))
    return found["all"], found["given_up"]


def _of(reader: str) -> QuerySet[Undelivered]:
    rows = Undelivered.objects.all()
    return rows.filter(reader=reader) if reader else rows
