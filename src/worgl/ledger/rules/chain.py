"""The hash chain: each commit's hash covers the commit before it and its own transfers, byte for byte.

A transfer is written as `ROW`: 108 bytes, big-endian, in the order of its fields; what is absent is
zero. The same layout is written in SQL by the function `ledger_post_one`.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from worgl.ledger.rules.values import Recorded, Transfer

Rows: TypeAlias = NDArray[Any]

START = bytes(32)
"""The head of a book without commits."""

NO_ID = bytes(16)

ROW = np.dtype(
    [
        ("id", "V16"),
        ("seq", ">i8"),
        ("debit", ">i8"),
        ("credit", ">i8"),
        ("amount", ">i8"),
        ("code", ">i2"),
        ("kind", ">i2"),
        ("pending_id", "V16"),
        ("journal", "V16"),
        ("at", ">i8"),
        ("event_at", ">i8"),
        ("expires_at", ">i8"),
    ]
)


def rows_of(items: Sequence[Transfer] | Sequence[Recorded], *, seqs: Sequence[int], ats: Sequence[int]) -> Rows:
    """Return transfers as an array of `ROW`, numbered by `seqs` and booked at `ats`."""
    size = len(items)
    rows = np.zeros(size, ROW)
    rows["id"] = np.frombuffer(b"".join([item.id.bytes for item in items]), "V16")
    rows["seq"] = seqs
    rows["at"] = ats
    for name in ("debit", "credit", "amount", "code", "kind"):
        rows[name] = np.fromiter((getattr(item, name) for item in items), np.int64, size)
    for name in ("event_at", "expires_at"):
        values = [getattr(item, name) or 0 for item in items]
        if any(values):
            rows[name] = values
    for name in ("pending_id", "journal"):
        ids = [getattr(item, name) for item in items]
        if any(ids):
            rows[name] = np.frombuffer(b"".join([_id_bytes(value) for value in ids]), "V16")
    return rows


def _id_bytes(value: UUID | None) -> bytes:
    return NO_ID if value is None else value.bytes


_ROW = struct.Struct(">16sqqqqhh16s16sqqq")


def row_bytes(item: Transfer, *, seq: int, at: int) -> bytes:
    """Return one transfer in the layout of `ROW`.

    >>> _ROW.size == ROW.itemsize
    True
    """
    return _ROW.pack(
        item.id.bytes,
        seq,
        item.debit,
        item.credit,
        item.amount,
        item.code,
        item.kind,
        _id_bytes(item.pending_id),
        _id_bytes(item.journal),
        at,
        item.event_at or 0,
        item.expires_at or 0,
    )


def link(head: bytes, rows: Rows | bytes) -> bytes:
    """Return the hash of the commit of `rows` that follows `head`.

    >>> link(START, np.zeros(0, ROW)).hex()[:8]
    '66687aad'
    """
    return hashlib.sha256(head + (rows if isinstance(rows, bytes) else rows.tobytes())).digest()
