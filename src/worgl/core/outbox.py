"""Facts: what happened, written in the transaction in which it happened and delivered after it.

Each reader takes a fact at least once: a crash between its work and the note of it delivers again,
so readers write idempotently. A reader that can take many facts at once is handed what happened in a row, of one
kind, in one transaction. What a reader fails to take is kept for it (`core.undelivered`), and stops nobody else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Min
from pydantic import TypeAdapter

from worgl.core import undelivered
from worgl.core.bulk import JsonText, insert_rows
from worgl.core.databases import is_away
from worgl.core.domains import by_name, derived, domains, webhook_events
from worgl.core.errors import ReaderUnknown, TooLarge
from worgl.core.facts import Fact
from worgl.core.ids import new_id, new_ids
from worgl.core.limits import FACT_BYTES_MAX
from worgl.core.models import Delivery, Undelivered
from worgl.core.models import Fact as FactRow
from worgl.core.readers import Reader
from worgl.core.undelivered import Failure

log = logging.getLogger(__name__)

DELIVER_MAX = 20_000
"""Most facts one call delivers."""
DELIVER_S = 10.0
"""After this many seconds a call leaves the rest to the next one, so that jobs that are due need not wait longer."""
_AT_ONCE = 200
FAILURES_MAX = 20
"""A reader that fails so often in a row is offered nothing more in this call: then it is the reader that is broken."""


@derived
def _readers() -> Mapping[str, Mapping[str, Reader]]:
    """Return the readers of each topic by their names."""
    declared = [one for domain in domains().values() for one in (*domain.tellers, *domain.readers)]
    declared += [
        domain.reader_of_event(event)
        for domain in domains().values()
        if domain.reader_of_event
        for event in webhook_events().values()
    ]
    assert all(one.kind.topic for one in declared)
    topics = dict.fromkeys(one.kind.topic for one in declared)
    return {
        topic: by_name((one for one in declared if one.kind.topic == topic), lambda one: one.name) for topic in topics
    }


_adapters: dict[type[Fact], TypeAdapter[Any]] = {}


def _adapter(kind: type[Fact]) -> TypeAdapter[Any]:
    """Return what reads and writes a kind of fact; kept, because building it costs more than using it."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def record(fact: Fact, *, now: datetime) -> UUID:
    """Write a fact in the caller's transaction; refuses TooLarge above FACT_BYTES_MAX."""
    own = new_id()
    _write([own], [fact], now=now)
    return own


def record_many(facts: Iterable[Fact], *, now: datetime) -> None:
    """Write facts in the order given, each as `record` does."""
    written = list(facts)
    _write(new_ids(len(written)), written, now=now)


def _write(ids: Sequence[UUID], facts: Sequence[Fact], *, now: datetime) -> None:
    assert transaction.get_connection().in_atomic_block, "a fact belongs to the transaction of what happened"
    columns = ("id", "topic", "body", "at", "pending")
    rows = [(own, fact.topic, JsonText(_text(fact)), now, True) for own, fact in zip(ids, facts, strict=True)]
    insert_rows(FactRow, columns=columns, rows=rows)


def as_json(fact: Fact) -> dict[str, Any]:
    """Return what a fact says, as JSON's types."""
    told: dict[str, Any] = _adapter(type(fact)).dump_python(fact, mode="json")
    return told


def _text(fact: Fact) -> str:
    assert fact.topic
    text = _adapter(type(fact)).dump_json(fact)
    if len(text) > FACT_BYTES_MAX:
        raise TooLarge(asked=len(text), limit=FACT_BYTES_MAX)
    return text.decode()


def deliver(*, now: datetime, within_s: float = DELIVER_S) -> int:
    """Deliver up to DELIVER_MAX pending facts, oldest first, and offer again what is due; return how many are settled.

    Goes on in pages until each was tried once or `within_s` seconds are over; the rest is for the next call.
    """
    ends = time.monotonic() + within_s
    offering = Offering(now)
    asked = list(FactRow.objects.filter(pending=True).order_by("id").values_list("pk", flat=True)[:DELIVER_MAX])
    settled = 0
    for start in range(0, len(asked), _AT_ONCE):
        settled += _deliver_page(asked[start : start + _AT_ONCE], offering)
        if time.monotonic() >= ends:
            break
    return settled + _offer_again(offering, ends=ends)


def _deliver_page(asked: list[UUID], offering: Offering) -> int:
    """Deliver some facts that are still pending and return how many every reader has taken.

    They are settled together at the end. After a crash before that they are offered again, and no reader that has
    taken one takes it twice.
    """
    # Another worker may have settled some since they were asked for.
    found = {row.pk: row for row in FactRow.objects.filter(pk__in=asked, pending=True)}
    taken: dict[UUID, set[str]] = {own: set() for own in found}
    for own, reader in Delivery.objects.filter(fact__in=found).values_list("fact_id", "reader"):
        taken[own].add(reader)
    failures: list[Failure] = []
    for topic, run in groupby((found[own] for own in asked if own in found), key=lambda row: row.topic):
        rows = list(run)
        for name in sorted(_readers().get(topic, {})):
            failures += offering.hand_over([row for row in rows if name not in taken[row.pk]], name)
    with transaction.atomic():
        undelivered.keep(failures, now=offering.now)
        FactRow.objects.filter(pk__in=found).update(pending=False)
    return len(found) - len({failure.fact for failure in failures})


def _offer_again(offering: Offering, *, ends: float) -> int:
    """Offer readers what they could not take before and is due; return how many they have taken now."""
    settled = 0
    for _page in range(0, DELIVER_MAX, _AT_ONCE):
        due = undelivered.due(now=offering.now, limit=_AT_ONCE)
        for name, group in groupby(due, key=lambda one: one.reader):
            ones = list(group)
            settled += _offer_one_reader_again(offering, name, ones)
        if len(due) < _AT_ONCE or time.monotonic() >= ends:
            break
    return settled


def _offer_one_reader_again(offering: Offering, name: str, ones: Sequence[Undelivered]) -> int:
    failures: list[Failure] = []
    for topic, run in groupby(ones, key=lambda one: one.fact.topic):
        rows = [one.fact for one in run]
        if name in _readers().get(topic, {}):
            failures += offering.hand_over(rows, name)
        else:
            failures += [Failure(row.pk, name, undelivered.NO_READER, tried=True) for row in rows]
    undelivered.settle(ones, failures, now=offering.now)
    return len(ones) - len(failures)


class _TakenElsewhere(Exception):
    """Another worker has taken some of these facts: each is looked at alone."""


def _take_all(rows: Sequence[FactRow], name: str, now: datetime) -> None:
    """Note facts as taken by a reader; what another worker is just taking is waited for, and raises _TakenElsewhere."""
    try:
        Delivery.objects.bulk_create([Delivery(fact=row, reader=name, at=now) for row in rows])
    except IntegrityError as error:
        raise _TakenElsewhere from error


class Offering:
    """One call of `deliver`: what it has found out about readers that fail."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._in_a_row: dict[str, int] = {}

    def hand_over(self, rows: Sequence[FactRow], name: str) -> list[Failure]:
        """Hand a reader facts of one kind that it has not taken; return what went wrong, and with which."""
        reader = _readers()[rows[0].topic][name] if rows else None
        if reader is None or (reader.takes_many and len(rows) > 1 and self._hand_over_many(rows, name, reader)):
            return []
        return [failure for row in rows if (failure := self._hand_over_one(row, name, reader)) is not None]

    def _hand_over_many(self, rows: Sequence[FactRow], name: str, reader: Reader) -> bool:
        """Hand over facts in one transaction; false when one of them failed, or was taken by another worker."""
        if self._in_a_row.get(name, 0) >= FAILURES_MAX:
            return False
        adapter = _adapter(reader.kind)
        try:
            with transaction.atomic():
                _take_all(rows, name, self.now)
                reader.take([adapter.validate_python(row.body) for row in rows], self.now)
        except _TakenElsewhere:
            return False
        except Exception as error:
            if is_away(error):
                raise
            log.warning(
                "%d facts could not be taken at once by %s; each is tried alone", len(rows), name, exc_info=True
            )
            return False
        self._in_a_row[name] = 0
        return True

    def _hand_over_one(self, row: FactRow, name: str, reader: Reader) -> Failure | None:
        if self._in_a_row.get(name, 0) >= FAILURES_MAX:
            return Failure(row.pk, name, undelivered.NOT_TRIED, tried=False)
        try:
            with transaction.atomic():
                _delivery, fresh = Delivery.objects.get_or_create(fact=row, reader=name, defaults={"at": self.now})
                if fresh:
                    fact = _adapter(reader.kind).validate_python(row.body)
                    reader.take([fact] if reader.takes_many else fact, self.now)
        except Exception as error:
            if is_away(error):
                raise
            log.exception("fact %s could not be taken in by %s", row.pk, name)
            self._in_a_row[name] = self._in_a_row.get(name, 0) + 1
            return Failure(row.pk, name, type(error).__name__, tried=True)
        self._in_a_row[name] = 0
        return None


def readers() -> Mapping[str, tuple[str, ...]]:
    """Return which readers there are, by the topic they read."""
    return {topic: tuple(sorted(named)) for topic, named in sorted(_readers().items())}


def replay(topic: str, reader: str, *, since: datetime, now: datetime) -> int:
    """Offer a reader all facts of a topic since a moment once more; returns how many. Refuses ReaderUnknown."""
    if reader not in _readers().get(topic, {}):
        raise ReaderUnknown(reader=reader, topic=topic)
    return undelivered.offer_past(topic, reader, since=since, now=now)


def waiting() -> tuple[int, int]:
    """Return how many facts wait for delivery, and how many of those were given up on."""
    missed, given_up = undelivered.count()
    return FactRow.objects.filter(pending=True).count() + missed, given_up


def pending() -> tuple[int, datetime | None]:
    """Return how many facts were not offered to anybody yet, and since when the oldest of them waits."""
    found = FactRow.objects.filter(pending=True).aggregate(count=Count("pk"), oldest=Min("at"))
    return found["count"], found["oldest"]
