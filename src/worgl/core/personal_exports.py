"""Parcels: files made for one person by a job, fetched by them alone, and deleted when their days are over.

They lie in the database, so that whichever process made one, every other can hand it over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.db.models.functions import Length

from worgl.core.errors import NotFound, TooLarge
from worgl.core.limits import PARCEL_MAX
from worgl.core.models import Parcel

Row = TypeVar("Row", bound=Model)

KEPT = timedelta(days=7)
"""How long a parcel can be fetched."""
TOLD_AT_ONCE = 2_000
"""Rows of one table that are read together; a parcel holds all there are."""
PACKED_WITHIN = timedelta(days=1)
"""After this time a parcel that is not ready is given up."""


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel as its owner sees it; `job` packs it, `size` is in bytes."""

    id: UUID
    job: UUID
    name: str
    size: int
    ordered_at: datetime
    ready_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """A parcel opened by its owner."""

    name: str
    content: bytes


def order(*, owner: UUID, kind: str, job: UUID, parcel: UUID, name: str, now: datetime) -> None:
    """Note that a parcel is being packed by a job."""
    expires_at = now + PACKED_WITHIN
    Parcel.objects.create(id=parcel, owner=owner, kind=kind, job=job, name=name, ordered_at=now, expires_at=expires_at)


def fill(parcel: UUID, content: bytes, *, now: datetime) -> None:
    """Put the content into a parcel; the owner's older ones of its kind go. Refuses NotFound, TooLarge."""
    if len(content) > PARCEL_MAX:
        raise TooLarge(asked=len(content), limit=PARCEL_MAX)
    row = Parcel.objects.defer("content").filter(pk=parcel).first()
    if row is None:
        raise NotFound
    Parcel.objects.filter(pk=parcel).update(content=content, ready_at=now, expires_at=now + KEPT)
    Parcel.objects.filter(owner=row.owner, kind=row.kind).exclude(pk=parcel).delete()


def newest(*, owner: UUID, kind: str, now: datetime) -> ParcelView | None:
    """Return a person's latest parcel of a kind, ready or being packed; one whose days are over is nothing."""
    mine = Parcel.objects.filter(owner=owner, kind=kind, expires_at__gt=now).order_by("-pk")
    row = mine.annotate(size=Length("content")).defer("content").first()
    if row is None:
        return None
    return ParcelView(row.pk, row.job, row.name, row.size, row.ordered_at, row.ready_at, row.expires_at)


def opened(parcel: UUID, *, owner: UUID, now: datetime) -> Contents:
    """Return a parcel's content to its owner; refuses NotFound to everybody else, and when its days are over."""
    row = Parcel.objects.filter(pk=parcel, owner=owner, expires_at__gt=now).exclude(ready_at=None).first()
    if row is None:
        raise NotFound
    return Contents(row.name, bytes(row.content))


def told_rows(rows: QuerySet[Any], *, without: frozenset[str] = frozenset()) -> Iterator[dict[str, object]]:
    """Yield all rows as they stand in their table, without the columns that say nothing to people."""
    for row in all_rows(rows):
        told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001 -- Django's own word for it
        yield {name: value for name, value in told.items() if name not in without}


def all_rows(rows: QuerySet[Row]) -> Iterator[Row]:
    """Yield all rows in the order of their keys, TOLD_AT_ONCE read together, so that none is held for long."""
    page = list(rows.order_by("pk")[:TOLD_AT_ONCE])
    while page:
        yield from page
        page = list(rows.filter(pk__gt=page[-1].pk).order_by("pk")[:TOLD_AT_ONCE]) if len(page) == TOLD_AT_ONCE else []


def written(told: Mapping[str, object]) -> Iterator[bytes]:
    """Yield what is told as JSON, piece by piece: a value that is an iterator becomes a list of any length."""
    yield b"{"
    for place, (name, value) in enumerate(told.items()):
        yield f"{',' if place else ''}\n  {_json(name)}: ".encode()
        if isinstance(value, Iterator):
            yield from _written_list(value)
        else:
            yield _json(value).encode()
    yield b"\n}"


def _written_list(rows: Iterator[object]) -> Iterator[bytes]:
    before = "["
    for row in rows:
        yield f"{before}\n    {_json(row)}".encode()
        before = ","
    yield b"[]" if before == "[" else b"\n  ]"


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def has_expired(*, now: datetime) -> bool:
    """Tell whether there is anything to delete."""
    return Parcel.objects.filter(expires_at__lte=now).exists()


def forget_expired(*, now: datetime) -> int:
    """Delete the parcels whose days are over and return how many."""
    return Parcel.objects.filter(expires_at__lte=now).delete()[0]
