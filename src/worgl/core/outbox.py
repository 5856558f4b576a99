"""Facts: what happened, written in the transaction in which it happened and delivered after it.

Each reader takes a fact at least once: a crash between its work and the note of it delivers again,
so readers write idempotently. A reader that fails is tried again and does not stop the others.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import transaction
from pydantic import TypeAdapter

from worgl.core.bulk import JsonText, insert_rows
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
Reader = Callable[[Any, datetime], None]
_readers: dict[str, dict[str, tuple[type[Fact], Reader]]] = {}


def reads(
    kind: type[SomeFact],
) -> Callable[[Callable[[SomeFact, datetime], None]], Callable[[SomeFact, datetime], None]]:
    """Register a function `(fact, now)` as a reader of one kind of fact, named by where it is defined."""

    def register(reader: Callable[[SomeFact, datetime], None]) -> Callable[[SomeFact, datetime], None]:
        assert kind.topic
        _readers.setdefault(kind.topic, {})[f"{reader.__module__}.{reader.__qualname__}"] = (kind, reader)
        return reader

    return register


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
    settled = [own for own in asked if own in found and _deliver_one(found[own], taken[own], now)]
    FactRow.objects.filter(pk__in=settled).update(pending=False, error="")
    return len(settled)


def _deliver_one(row: FactRow, taken: set[str], now: datetime) -> bool:
    """Hand a fact to the readers that have not taken it, and tell whether all have; the failure is noted at once."""
    failure = ""
    for name in sorted(_readers.get(row.topic, {}).keys() - taken):
        failure = _hand_over(row, name, now) or failure
    if failure:
        FactRow.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, error=failure)
    return not failure


def _hand_over(row: FactRow, name: str, now: datetime) -> str:
    kind, reader = _readers[row.topic][name]
    try:
        with transaction.atomic():
            _delivery, fresh = Delivery.objects.get_or_create(fact=row, reader=name, defaults={"at": now})
            if fresh:
                reader(_adapter(kind).validate_python(row.body), now)
    except Exception as error:
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
