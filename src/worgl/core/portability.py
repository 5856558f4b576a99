"""A community's rows as text and back: what the domains' `portability` rooms are written with.

A table says which model it is and what stands in no file: the community itself, and numbers this database
gives anew. A key that is numbered anew is written as another column of the row it points to. Rows come in
the order of their keys, so that reading and writing again gives the same file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from worgl.core.domains import kinds_of
from worgl.core.errors import Refusal
from worgl.core.exports import Table
from worgl.core.jsons import read_json
from worgl.core.sealing import seal_written

BATCH = 1_000
"""Rows written together."""

Row = Sequence[str]


class RowRefused(Refusal):
    """A row of an exported table cannot be read back; `line` counts from 1, the header."""

    code, status = "row_refused", 422
    sentence = _("{table}, line {line}: {reason}")


def written(table: Table, community: UUID) -> Iterator[Row]:
    """Yield a community's rows as text, without the header."""
    fields = table.fields()
    lookups = [
        f"{one.name}__{table.known_by[one.name]}" if one.name in table.known_by else one.attname for one in fields
    ]
    writers = [_writer(one) for one in fields]
    rows = table.model._default_manager.filter(**{table.community: community}).order_by("pk")  # noqa: SLF001 -- Django's own word for it
    for row in rows.values_list(*lookups).iterator(chunk_size=BATCH):
        yield ["" if value is None else write(value) for write, value in zip(writers, row, strict=True)]


def read_back(
    table: Table,
    rows: Iterable[Row],
    *,
    community: UUID,
    filled: Mapping[str, object] | None = None,
    renamed: Mapping[UUID, UUID] | None = None,
) -> int:
    """Write rows of a file into this database and return how many; `filled` are the fields that were left out.

    `renamed` gives the ids that go under another one here. Refuses RowRefused. Belongs into a transaction.
    """
    reader = _Reader(table, community, dict(filled or {}), renamed or {})
    lines = enumerate(rows, start=2)
    count = 0
    while batch := [reader.read(line, row) for line, row in islice(lines, BATCH)]:
        table.model._default_manager.bulk_create(batch)  # noqa: SLF001 -- Django's own word for it
        seal_written(batch, kinds_of(type(batch[0])))
        count += len(batch)
    return count


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, community: UUID, filled: dict[str, object], renamed: Mapping[UUID, UUID]) -> None:
        self.table = table
        self.fields = table.fields()
        self.renamed = renamed
        self.always = dict(filled)
        own = table.model._meta.get_field(table.community)  # noqa: SLF001 -- Django's own word for it
        if not getattr(own, "primary_key", False):
            self.always[getattr(own, "attname", table.community)] = community
        self.readers = [_reader(one) for one in self.fields]
        self.keys = {
            one.name: self._keys(one, table.known_by[one.name], community)
            for one in self.fields
            if one.name in table.known_by
        }

    def _keys(self, one: models.Field[Any, Any], known_by: str, community: UUID) -> dict[str, object]:
        """Return, for each row a foreign key may point to, its new number by what stands in the file."""
        other = one.related_model
        assert isinstance(other, type)
        assert issubclass(other, models.Model)
        names = {each.name for each in other._meta.concrete_fields}  # noqa: SLF001 -- Django's own word for it
        mark = "community_id" if "community_id" in names else "community"
        rows = other._default_manager.filter(**{mark: community}).values_list(known_by, "pk")  # noqa: SLF001 -- Django's own word for it
        return {str(known): key for known, key in rows.iterator(chunk_size=BATCH)}

    def read(self, line: int, row: Row) -> models.Model:
        """Return one row as an unsaved object."""
        if len(row) != len(self.fields):
            raise RowRefused(table=self.table.name, line=line, reason=_("it has too few or too many cells"))
        values: dict[str, object] = dict(self.always)
        for one, read, text in zip(self.fields, self.readers, row, strict=True):
            try:
                values[one.attname] = self._value(one, read, text)
            except (ValueError, KeyError):
                reason = _("“{text}” is no value for {column}").format(text=text[:60], column=one.name)
                raise RowRefused(table=self.table.name, line=line, reason=reason) from None
        made = self.table.model(**values)
        if self.table.fault is not None and (reason := self.table.fault(made)):
            raise RowRefused(table=self.table.name, line=line, reason=reason)
        return made

    def _value(self, one: models.Field[Any, Any], read: Callable[[str], object], text: str) -> object:
        if one.null and not text:
            return None
        if one.name in self.keys:
            return self.keys[one.name][text]
        value = read(text)
        return self.renamed.get(value, value) if isinstance(value, UUID) else value


def _target(one: models.Field[Any, Any]) -> models.Field[Any, Any]:
    return one.target_field if isinstance(one, models.ForeignKey) else one


def _writer(one: models.Field[Any, Any]) -> Callable[[Any], str]:
    for kind, write, _read in _CODINGS:
        if isinstance(_target(one), kind):
            return write
    raise AssertionError(one)


def _reader(one: models.Field[Any, Any]) -> Callable[[str], object]:
    for kind, _write, read in _CODINGS:
        if isinstance(_target(one), kind):
            return read
    raise AssertionError(one)


def _write_truth(value: bool) -> str:  # noqa: FBT001 -- it is the value itself
    return "yes" if value else "no"


def _read_truth(text: str) -> bool:
    return {"yes": True, "no": False}[text]


def _write_moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _read_moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_CODINGS: tuple[tuple[type[models.Field[Any, Any]], Callable[[Any], str], Callable[[str], object]], ...] = (
    (models.BooleanField, _write_truth, _read_truth),
    (models.DateTimeField, _write_moment, _read_moment),
    (models.DateField, date.isoformat, date.fromisoformat),
    (models.UUIDField, str, UUID),
    (models.BinaryField, lambda value: bytes(value).hex(), bytes.fromhex),
    (models.JSONField, _write_json, read_json),
    (models.IntegerField, str, int),
    (models.CharField, str, str),
    (models.TextField, str, str),
)
"""How each kind of field is written and read; the first that fits, so the special ones come first."""
