"""The hash chain: each commit's hash covers the commit before it and its own transfers, byte for byte.

A transfer is written as `ROW`: 108 bytes, big-endian, in the order of its fields; what is absent is
zero. The same layout is written in SQL by the function `ledger_post_one`.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from worgl.ledger.rules.values import Code, Head, Recorded, Transfer

Rows: TypeAlias = NDArray[Any]
Ints: TypeAlias = NDArray[np.int64]

START = bytes(32)
"""The head of a book without commits."""

NO_ID = bytes(16)
_NIL = UUID(int=0)

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


def rows_of(
    items: Sequence[Transfer] | Sequence[Recorded], *, seqs: Sequence[int] | Ints, ats: Sequence[int] | Ints
) -> Rows:
    """Return transfers as an array of `ROW`, numbered by `seqs` and booked at `ats`."""
    size = len(items)
    rows = np.zeros(size, ROW)
    rows["id"] = id_column(map(attrgetter("id"), items))
    rows["seq"] = seqs
    rows["at"] = ats
    for name in ("debit", "credit", "amount", "code", "kind"):
        rows[name] = np.fromiter(map(attrgetter(name), items), np.int64, size)
    for name in ("event_at", "expires_at"):
        if any(map(attrgetter(name), items)):
            rows[name] = [value or 0 for value in map(attrgetter(name), items)]
    for name in ("pending_id", "journal"):
        if any(map(attrgetter(name), items)):
            rows[name] = id_column(value or _NIL for value in map(attrgetter(name), items))
    return rows


def id_column(ids: Iterable[UUID]) -> Rows:
    r"""Return ids as a column of 16 bytes each, made without a step of Python for each.

    >>> id_column([UUID(int=258)]).tolist()[0][-2:]
    b'\x01\x02'
    """
    return number_column(map(attrgetter("int"), ids))


def number_column(numbers: Iterable[int]) -> Rows:
    """Return ids that are at hand as numbers as a column of 16 bytes each."""
    return np.frombuffer(b"".join(map(int.to_bytes, numbers, repeat(16))), "V16")


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


def refusal_link(before: bytes, number: int, own: bytes, code: str) -> bytes:
    """Return the hash of the refusal that follows `before` in its book.

    >>> refusal_link(START, 1, NO_ID, "below_floor").hex()[:8]
    'a4ea24da'
    """
    return hashlib.sha256(before + number.to_bytes(8) + own + code.encode()).digest()


def refusal_links(head: Head, refusals: Iterable[tuple[UUID, Code]]) -> list[tuple[int, bytes]]:
    """Return number and hash of each refusal of a commit."""
    number, before = head.refused, head.refused_hash
    links = []
    for own, code in refusals:
        number += 1
        before = refusal_link(before, number, own.bytes, code.value)
        links.append((number, before))
    return links
