"""Facts: what happened, written in the transaction in which it happened and delivered after it.

Each reader takes a fact at least once: a crash between its work and the note of it delivers again,
so readers write idempotently. A reader that fails is tried again and does not stop the others.
A reader that can take many facts at once is handed what happened in a row, of one kind, in one transaction.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from pydantic import TypeAdapter

from worgl.core.bulk import JsonText, insert_rows
from worgl.core.databases import is_away
from worgl.core.errors import TooLarge
from worgl.core.ids import new_id, new_ids
from worgl.core.limits import FACT_BYTES_MAX, JOB_ATTEMPTS_MAX
from worgl.core.models import Delivery
from worgl.core.models import Fact as FactRow

log = logging.getLogger(__name__)

DELIVER_MAX = 20_000
"""Most facts one call delivers."""
DELIVER_S = 10.0
"""After this many seconds a call leaves the rest to the next one, so that jobs that are due need not wait longer."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """Base of every fact; a subclass is a frozen dataclass with a stable `topic` such as "payments.paid"."""

    topic: ClassVar[str] = ""


SomeFact = TypeVar("SomeFact", bound=Fact)
OfOne = Callable[[SomeFact, datetime], None]
OfMany = Callable[[Sequence[SomeFact], datetime], None]


@dataclass(frozen=True, slots=True)
class _Reader:
    kind: type[Fact]
    take: Callable[[Any, datetime], None]
    takes_many: bool


_readers: dict[str, dict[str, _Reader]] = {}


def reads(kind: type[SomeFact]) -> Callable[[OfOne[SomeFact]], OfOne[SomeFact]]:
    """Register a function `(fact, now)` as a reader of one kind of fact, named by where it is defined."""

    def register(reader: OfOne[SomeFact]) -> OfOne[SomeFact]:
        _register(kind, reader, takes_many=False)
        return reader

    return register


def reads_many(kind: type[SomeFact]) -> Callable[[OfMany[SomeFact]], OfMany[SomeFact]]:
    """Register a function `(facts, now)` as a reader of one kind of fact, for kinds of which many come at once.

    It takes all of them or, by what it raises, none: then it is handed each alone, so that one cannot hold up
    the others.
    """

    def register(reader: OfMany[SomeFact]) -> OfMany[SomeFact]:
        _register(kind, reader, takes_many=True)
        return reader

    return register


def _register(kind: type[Fact], reader: Callable[..., None], *, takes_many: bool) -> None:
    assert kind.topic
    name = f"{reader.__module__}.{reader.__qualname__}"
    _readers.setdefault(kind.topic, {})[name] = _Reader(kind, reader, takes_many)


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
    columns = ("id", "topic", "body", "at", "pending", "attempts", "error")
    pairs = zip(ids, facts, strict=True)
    rows = [(own, fact.topic, JsonText(_text(fact)), now, True, 0, "") for own, fact in pairs]
    insert_rows(FactRow, columns=columns, rows=rows)


def _text(fact: Fact) -> str:
    assert fact.topic
    text = _adapter(type(fact)).dump_json(fact)
    if len(text) > FACT_BYTES_MAX:
        raise TooLarge(asked=len(text), limit=FACT_BYTES_MAX)
    return text.decode()


def deliver(*, now: datetime, limit: int = DELIVER_MAX, within_s: float = DELIVER_S) -> int:
    """Deliver up to `limit` pending facts, oldest first, and return how many are now settled.

    Goes on in pages until each was tried once or `within_s` seconds are over; the rest is for the next call.
    """
    ends = time.monotonic() + within_s
    due = FactRow.objects.filter(pending=True, attempts__lt=JOB_ATTEMPTS_MAX).order_by("attempts", "id")
    asked = list(due.values_list("pk", flat=True)[:limit])
    settled = 0
    for start in range(0, len(asked), _AT_ONCE):
        settled += _deliver_page(asked[start : start + _AT_ONCE], now)
        if time.monotonic() >= ends:
            break
    return settled


def _deliver_page(asked: list[UUID], now: datetime) -> int:
    """Deliver some facts that are still pending and return how many are now settled.

    They are settled together at the end. After a crash before that they are offered again, and no reader that has
    taken one takes it twice.
    """
    # Another worker may have settled some since they were asked for.
    found = {row.pk: row for row in FactRow.objects.filter(pk__in=asked, pending=True)}
    taken: dict[UUID, set[str]] = {own: set() for own in found}
    for own, reader in Delivery.objects.filter(fact__in=found).values_list("fact_id", "reader"):
        taken[own].add(reader)
    failed: dict[UUID, str] = {}
    for topic, run in groupby((found[own] for own in asked if own in found), key=lambda row: row.topic):
        rows = list(run)
        for name in sorted(_readers.get(topic, {})):
            failed |= _hand_over([row for row in rows if name not in taken[row.pk]], name, now)
    for own, failure in failed.items():
        FactRow.objects.filter(pk=own).update(attempts=F("attempts") + 1, error=failure)
    settled = [own for own in found if own not in failed]
    FactRow.objects.filter(pk__in=settled).update(pending=False, error="")
    return len(settled)


def _hand_over(rows: Sequence[FactRow], name: str, now: datetime) -> dict[UUID, str]:
    """Hand a reader facts of one kind that he has not taken; return what went wrong, and with which."""
    reader = _readers[rows[0].topic][name] if rows else None
    if reader is None or (reader.takes_many and len(rows) > 1 and _hand_over_many(rows, name, reader, now)):
        return {}
    tried = {row.pk: _hand_over_one(row, name, reader, now) for row in rows}
    return {own: failure for own, failure in tried.items() if failure}


def _hand_over_many(rows: Sequence[FactRow], name: str, reader: _Reader, now: datetime) -> bool:
    """Hand over facts in one transaction; false when one of them failed, or was taken by another worker."""
    adapter = _adapter(reader.kind)
    try:
        with transaction.atomic():
            _take_all(rows, name, now)
            reader.take([adapter.validate_python(row.body) for row in rows], now)
    except _TakenElsewhere:
        return False
    except Exception as error:
        if is_away(error):
            raise
        log.warning("%d facts could not be taken in at once by %s; each is tried alone", len(rows), name, exc_info=True)
        return False
    return True


class _TakenElsewhere(Exception):
    """Another worker has taken some of these facts: each is looked at alone."""


def _take_all(rows: Sequence[FactRow], name: str, now: datetime) -> None:
    """Note facts as taken by a reader; what another worker is just taking is waited for, and raises _TakenElsewhere."""
    try:
        Delivery.objects.bulk_create([Delivery(fact=row, reader=name, at=now) for row in rows])
    except IntegrityError as error:
        raise _TakenElsewhere from error


def _hand_over_one(row: FactRow, name: str, reader: _Reader, now: datetime) -> str:
    try:
        with transaction.atomic():
            _delivery, fresh = Delivery.objects.get_or_create(fact=row, reader=name, defaults={"at": now})
            if fresh:
                fact = _adapter(reader.kind).validate_python(row.body)
                reader.take([fact] if reader.takes_many else fact, now)
    except Exception as error:
        if is_away(error):
            raise
        log.exception("fact %s could not be taken in by %s", row.pk, name)
        return f"{name}: {type(error).__name__}"[:500]
    return ""


def replay(kind: type[Fact], reader: str, *, since: datetime) -> int:
    """Offer a reader all facts of a kind since a moment once more; returns how many were marked for delivery."""
    assert reader in _readers.get(kind.topic, {}), "an unknown reader"
    rows = FactRow.objects.filter(topic=kind.topic, at__gte=since)
    with transaction.atomic():
        Delivery.objects.filter(fact__in=rows, reader=reader).delete()
        return rows.update(pending=True, attempts=0)


def waiting() -> tuple[int, int]:
    """Return how many facts wait for delivery and how many of those were given up on."""
    pending = FactRow.objects.filter(pending=True)
    return pending.count(), pending.filter(attempts__gte=JOB_ATTEMPTS_MAX).count()
