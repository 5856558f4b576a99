"""Columns in PostgreSQL's binary forms: arrays for statements, rows for COPY, none by a Python object per value."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID
from weakref import WeakSet

import numpy as np
import psycopg
from numpy.typing import NDArray
from psycopg.adapt import Dumper
from psycopg.pq import Format

from worgl.ledger.rules.chain import Rows, id_column
from worgl.ledger.rules.fold import Folded
from worgl.ledger.rules.values import BookId
from worgl.ledger.store.base import TRANSFER_COLUMNS, EntryColumns

_ARRAY = struct.Struct(">iiiii")
_INT8, _UUID = 20, 2950
_NULLABLE = ("pending_id", "journal", "event_at", "expires_at")
COPY_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
COPY_END = b"\xff\xff"
_ENTRY_FIELDS = (
    ("book", ">i8", 8),
    ("bucket", ">i4", 4),
    ("prev_bucket", ">i4", 4),
    ("account", ">i8", 8),
    ("seq", ">i8", 8),
    ("transfer", "V16", 16),
    ("delta", ">i8", 8),
    ("balance_after", ">i8", 8),
    ("at", ">i8", 8),
)
_ENTRY_COPY = np.dtype(
    [("fields", ">i2")]
    + [part for name, dtype, _width in _ENTRY_FIELDS for part in ((f"l_{name}", ">i4"), (name, dtype))]
)
_ROW_FIELDS = (
    ("id", "V16", 16),
    ("seq", ">i8", 8),
    ("debit", ">i8", 8),
    ("credit", ">i8", 8),
    ("amount", ">i8", 8),
    ("code", ">i2", 2),
    ("kind", ">i2", 2),
    ("pending_id", "V16", 16),
    ("journal", "V16", 16),
    ("at", ">i8", 8),
    ("event_at", ">i8", 8),
    ("expires_at", ">i8", 8),
)
COPY_TRANSFERS = f"COPY ledger_transfer (book, {TRANSFER_COLUMNS}) FROM STDIN (FORMAT BINARY)".encode()
_ENTRY_NAMES = ", ".join(name for name, _dtype, _width in _ENTRY_FIELDS)
COPY_ENTRIES = f"COPY ledger_entry ({_ENTRY_NAMES}) FROM STDIN (FORMAT BINARY)".encode()


class Int8s:
    """A column of integers, sent as int8[]."""

    __slots__ = ("values",)

    def __init__(self, values: Sequence[int] | NDArray[Any]) -> None:
        self.values = np.asarray(values, np.int64)


class Uuids:
    """A column of UUIDs as 16 bytes each, sent as uuid[]."""

    __slots__ = ("values",)

    def __init__(self, values: NDArray[Any]) -> None:
        self.values = values


class _Int8sDumper(Dumper):
    """Writes int8[] in PostgreSQL's binary form, without a Python object per element."""

    oid = 1016
    format = Format.BINARY

    def dump(self, obj: Int8s) -> bytes:
        """Return the array's bytes."""
        return _array(obj.values, _INT8, ">i8", 8)


class _UuidsDumper(Dumper):
    """Writes uuid[] in PostgreSQL's binary form."""

    oid = 2951
    format = Format.BINARY

    def dump(self, obj: Uuids) -> bytes:
        """Return the array's bytes."""
        return _array(obj.values, _UUID, "V16", 16)


def _array(values: NDArray[Any], oid: int, dtype: str, width: int) -> bytes:
    size = len(values)
    if not size:
        return _ARRAY.pack(0, 0, oid, 0, 0)[:12]
    body = np.empty(size, [("length", ">i4"), ("value", dtype)])
    body["length"] = width
    body["value"] = values
    return _ARRAY.pack(1, 0, oid, size, 1) + body.tobytes()


_prepared: WeakSet[psycopg.Connection[Any]] = WeakSet()


def prepare(raw: psycopg.Connection[Any]) -> None:
    """Teach a connection the binary columns, once."""
    if raw not in _prepared:
        raw.adapters.register_dumper(Int8s, _Int8sDumper)
        raw.adapters.register_dumper(Uuids, _UuidsDumper)
        _prepared.add(raw)


def uuids(ids: Iterable[UUID]) -> Uuids:
    """Return UUIDs as a column."""
    return Uuids(id_column(ids))


def copy_body(book: BookId, rows: Rows) -> bytes:
    """Return the rows of a binary COPY; rows that leave the same columns empty are laid out together."""
    pattern = np.zeros(len(rows), np.int64)
    for bit, name in enumerate(_NULLABLE):
        pattern |= _is_empty(rows[name]).astype(np.int64) << bit
    found = np.unique(pattern)
    if len(found) == 1:
        return _copy_part(book, rows, int(found[0]))
    return b"".join(_copy_part(book, rows[pattern == value], int(value)) for value in found)


def _is_empty(column: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each value whether it is absent; an id is two words of 8 bytes."""
    words = np.ascontiguousarray(column).view(np.uint64).reshape(len(column), -1)
    return np.asarray(~words.any(axis=1))


def _copy_part(book: BookId, rows: Rows, pattern: int) -> bytes:
    """Lay out rows that all leave the columns of `pattern` (bits of _NULLABLE) empty."""
    empty = {name for bit, name in enumerate(_NULLABLE) if pattern >> bit & 1}
    layout: list[tuple[str, str]] = [("fields", ">i2"), ("l_book", ">i4"), ("book", ">i8")]
    for name, dtype, _width in _ROW_FIELDS:
        layout.append((f"l_{name}", ">i4"))
        if name not in empty:
            layout.append((name, dtype))
    row = np.zeros((), layout)
    row["fields"], row["l_book"], row["book"] = 13, 8, book
    for name, _dtype, width in _ROW_FIELDS:
        row[f"l_{name}"] = -1 if name in empty else width
    body = np.full(len(rows), row)
    for name, _dtype, _width in _ROW_FIELDS:
        if name not in empty:
            body[name] = rows[name]
    return body.tobytes()


def entry_body(book: BookId, entries: EntryColumns) -> bytes:
    """Return the rows of a binary COPY of entries."""
    row = np.zeros((), _ENTRY_COPY)
    row["fields"], row["book"] = len(_ENTRY_FIELDS), book
    for name, _dtype, width in _ENTRY_FIELDS:
        row[f"l_{name}"] = width
    body = np.full(len(entries.account), row)
    for (name, _dtype, _width), column in zip(_ENTRY_FIELDS[1:], entries.arrays(), strict=True):
        body[name] = column
    return body.tobytes()


def row_columns(rows: Rows) -> list[Int8s | Uuids]:
    """Return transfers as one array a column, in the order of TRANSFER_COLUMNS."""
    return [Uuids(rows[name]) if dtype == "V16" else Int8s(rows[name]) for name, dtype, _width in _ROW_FIELDS]


def resolution_columns(folded: Folded) -> tuple[Uuids, Int8s, Int8s, Uuids]:
    """Return what became of holds: the hold, how it ended, the amount posted, the transfer that ended it."""
    holds, kinds, amounts, owns = zip(*folded.resolutions, strict=True) if folded.resolutions else ((),) * 4
    return uuids(holds), Int8s(kinds), Int8s(amounts), uuids(owns)


def entry_columns(entries: EntryColumns) -> list[Int8s | Uuids]:
    """Return entries as one array a column, in the order of COPY_ENTRIES after the book."""
    return [Uuids(column) if column.dtype.kind == "V" else Int8s(column) for column in entries.arrays()]
