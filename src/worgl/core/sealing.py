"""Seals: what people wrote beside the ledger, chained so that nobody changes it unnoticed.

A row that says something about money and follows from nothing else (the note and the day of a payment, an act of
the record, a rule's past) is *sealed* when it is written: its digest goes into a chain of its community, in the same
transaction. A seal takes in all rows that are written together, so a batch pays for one. Whoever changes, deletes or
inserts a row behind worgl's back leaves a chain that no longer fits, and the check names the row. What is taken away
lawfully is *waived*: a seal says so, and whoever puts it back is seen as well.

The columns of a kind never change: a mark is compared with one made years before. A new column is sealed by a new kind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from json.encoder import encode_basestring_ascii
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from worgl.core.bulk import in_one_round_trip
from worgl.core.checks import Fault, Subject
from worgl.core.models import Seal, SealHead

ROWS_MAX = 10_000
"""Rows one seal takes in."""
PAGE = 2_000
_KEY, _MARK = 16, 8
_START = bytes(32)
_WAIVED = bytes(_MARK)
"""The mark of a row that was taken away lawfully."""
NODE = 0
"""The owner of what belongs to no community."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Cells: TypeAlias = Sequence[object]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A kind of rows that are sealed: `columns` in the order in which they are marked, the key first.

    The key is a UUID or a whole number, one of a kind within the community that `community` names; "" and rows without
    one are the node's. Where `among` is told, a look-up with its values, only the rows that it finds are sealed.
    """

    noun: str
    model: type[models.Model]
    columns: tuple[str, ...]
    community: str = "community_id"
    among: tuple[str, tuple[object, ...]] | None = None

    def rows_of(self, owner: UUID | None) -> models.QuerySet[Any]:
        """Return the sealed rows of a community, of the node where it is None."""
        rows = self.model._default_manager.all()  # noqa: SLF001 -- Django's own word for it
        return self.sealed_of(rows.filter(**{self.community: owner}) if self.community else rows)

    def sealed_of(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return those of the rows that are sealed."""
        return rows if self.among is None else rows.filter(**{f"{self.among[0]}__in": self.among[1]})

    def chain(self, community: UUID | None) -> str:
        """Return the name of the chain of this kind of a community, or (None) of the node."""
        return chain_name(self.noun, community)


def sealed(
    noun: str,
    model: type[models.Model],
    columns: tuple[str, ...],
    *,
    community: str = "community_id",
    among: tuple[str, tuple[object, ...]] | None = None,
) -> Sealed:
    """Return a kind of rows that are sealed; the domain's `seals` declare it."""
    return Sealed(noun, model, columns, community, among)


def chain_name(noun: str, owner: UUID | int | None) -> str:
    """Return the name of a chain.

    >>> chain_name("account", 7), chain_name("key", None)
    ('account:7', 'key:0')
    """
    return f"{noun}:{owner.hex if isinstance(owner, UUID) else owner or NODE}"


def mark_of(cells: Cells) -> bytes:
    """Return a row's mark: 8 bytes that are others when any cell is another.

    >>> mark_of([1, "a", None]) == mark_of([1, "a", None]), mark_of([1, "a"]) == mark_of([1, "b"])
    (True, False)

    Marks are kept for years, so a row has the same one in every version.
    >>> mark_of([UUID(int=7), "Bäckerei", 455, None, True, date(1932, 7, 5), b"ab"]).hex()
    'ae4db7eebe1feaaa'
    """
    text = ",".join([_WORDS.get(type(cell), _word)(cell) for cell in cells])
    return hashlib.blake2b(f"[{text}]".encode(), digest_size=_MARK).digest()


def _word(cell: object) -> str:
    """Return a cell of a rarer type as JSON."""
    if isinstance(cell, (bytes, memoryview)):
        cell = bytes(cell).hex()
    return json.dumps(cell, sort_keys=True, separators=(",", ":"))


def _moment(cell: datetime) -> str:
    return str((cell - _EPOCH) // _MICROSECOND)


# A batch marks thousands of rows: each of the usual types has its JSON without a search for it.
_WORDS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: "null",
    str: encode_basestring_ascii,
    int: str,
    UUID: lambda cell: f'"{cell.int:032x}"',
    datetime: _moment,
    date: lambda cell: f'"{cell.isoformat()}"',
}


def _key_bytes(key: object) -> bytes:
    return key.bytes if isinstance(key, UUID) else int(str(key)).to_bytes(_KEY)


def seal(kind: Sealed, rows: Iterable[models.Model]) -> None:
    """Seal rows as they stand in the objects, in the transaction that writes them; again when one has changed."""
    cells_of = _getter(kind)
    for owner, own in _by_owner(kind, rows).items():
        seal_cells(kind.chain(owner), map(cells_of, own))


def waive(kind: Sealed, rows: Iterable[models.Model]) -> None:
    """Note that rows are sealed no more, in the transaction that deletes them or makes them other than is sealed."""
    key_of = attrgetter(kind.columns[0])
    for owner, own in _by_owner(kind, rows).items():
        waive_keys(kind.chain(owner), map(key_of, own))


def waive_keys(chain: str, keys: Iterable[object]) -> None:
    """Note that the rows of some keys are sealed no more, in the transaction that deletes them."""
    _put(chain, ((key, _WAIVED) for key in keys))


def _by_owner(kind: Sealed, rows: Iterable[models.Model]) -> dict[UUID | None, list[models.Model]]:
    found: dict[UUID | None, list[models.Model]] = {}
    for row in rows:
        found.setdefault(getattr(row, kind.community) if kind.community else None, []).append(row)
    return found


def seal_written(rows: Sequence[models.Model], kinds: Sequence[Sealed]) -> None:
    """Seal rows of one table that were written in bulk just now, under each of the kinds of their model."""
    for kind in kinds if rows else ():
        everything = kind.model._default_manager.filter(pk__in=[row.pk for row in rows])  # noqa: SLF001 -- Django's own word for it
        seal(kind, rows if kind.among is None else kind.sealed_of(everything))


def seal_rows(kind: Sealed, community: UUID, *, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """Seal rows of one community that are tuples of `columns`, as they are written in bulk."""
    pick = itemgetter(*map(columns.index, kind.columns))
    seal_cells(kind.chain(community), map(pick, rows))


@cache
def _getter(kind: Sealed) -> attrgetter[Any]:
    return attrgetter(*kind.columns)


def seal_cells(chain: str, rows: Iterable[Cells]) -> None:
    """Seal rows given as cells, the key first, in the transaction that writes them."""
    _put(chain, ((row[0], mark_of(row)) for row in rows))


def _put(chain: str, marked: Iterable[tuple[object, bytes]]) -> None:
    assert connection.in_atomic_block, "rows are sealed in the transaction that writes them"
    keys, marks = bytearray(), bytearray()
    for key, mark in marked:
        keys += _key_bytes(key)
        marks += mark
        if len(keys) == ROWS_MAX * _KEY:
            _close(chain, bytes(keys), bytes(marks))
            keys, marks = bytearray(), bytearray()
    if keys:
        _close(chain, bytes(keys), bytes(marks))


def seal_present(
    model: type[models.Model], noun: str, *, columns: tuple[str, ...], community: str, among: models.Q | None = None
) -> None:
    """Seal all rows that stand in a table, or some `among` them, for the migration that begins to seal them."""
    rows = model._default_manager.filter(among or models.Q())  # noqa: SLF001 -- Django's own word for it
    for owner in list(rows.order_by().values_list(community, flat=True).distinct()) if community else [None]:
        own = (rows.filter(**{community: owner}) if community else rows).order_by(columns[0])
        seal_cells(chain_name(noun, owner), own.values_list(*columns).iterator(chunk_size=PAGE))


def link(before: bytes, number: int, keys: bytes, marks: bytes) -> bytes:
    """Return the hash of the seal that follows `before`."""
    return hashlib.sha256(before + number.to_bytes(8) + len(keys).to_bytes(8) + keys + marks).digest()


def _close(chain: str, keys: bytes, marks: bytes) -> None:
    """Write a seal; whoever comes to the same chain meanwhile waits for this transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [chain, _START])
        number, before = cursor.fetchone()
    own = link(bytes(before), number, keys, marks)
    with in_one_round_trip(), connection.cursor() as cursor:
        cursor.execute(_ADD, [chain, number, len(keys) // _KEY, keys, marks, own])
        cursor.execute(_HEAD, [own, chain])


_NEXT = """
INSERT INTO core_sealhead (chain, number, hash) VALUES (%s, 1, %s)
ON CONFLICT (chain) DO UPDATE SET number = core_sealhead.number + 1 RETURNING number, hash
"""
_ADD = "INSERT INTO core_seal (chain, number, rows, keys, marks, hash) VALUES (%s, %s, %s, %s, %s, %s)"
_HEAD = "UPDATE core_sealhead SET hash = %s WHERE chain = %s"


# -- checking ------------------------------------------------------------------------------------------


def faults_of(kind: Sealed, subject: Subject) -> Iterator[Fault]:
    """Yield what is wrong with a community's, or the node's, rows of a kind and with their chain.

    One pass over the seals and one over the rows, both in order; 24 bytes of memory a sealed row.
    """
    found = kind.rows_of(subject.community).order_by(kind.columns[0]).values_list(*kind.columns)
    rows = found.iterator(chunk_size=PAGE)
    yield from compare(kind.noun, kind.chain(subject.community), rows, book=subject.book)


def compare(noun: str, chain: str, rows: Iterable[Cells], *, book: int) -> Iterator[Fault]:
    """Yield the faults of a chain and of the rows it seals, which come in the order of their keys."""
    keys, marks = bytearray(), bytearray()
    yield from _walk(chain, keys, marks, book=book)
    newest = _Newest(keys, marks)
    for row in rows:
        own = _key_bytes(row[0])
        for gone in newest.before(own):
            yield _gone(noun, gone, row[0], book)
        mark = newest.take(own)
        where = f"{noun} {row[0]}"
        if mark is None or mark == _WAIVED:
            yield Fault(f"{noun}_unsealed", book, where, f"The {noun} {row[0]} was written past worgl.")
        elif mark != mark_of(row):
            yield Fault(f"{noun}_changed", book, where, f"The {noun} {row[0]} is not as it was written.")
    for gone in newest.rest():
        yield _gone(noun, gone, None, book)


def _gone(noun: str, key: bytes, like: object, book: int) -> Fault:
    is_number = isinstance(like, int) or not any(key[:8])
    shown = int.from_bytes(key) if is_number else UUID(bytes=key)
    return Fault(f"{noun}_deleted", book, f"{noun} {shown}", f"The {noun} {shown} was written and is not there.")


def _walk(chain: str, keys: bytearray, marks: bytearray, *, book: int) -> Iterator[Fault]:
    """Walk the seals in order, gather what they seal, and yield where they do not follow each other."""
    number, before = 0, _START
    seals = Seal.objects.filter(chain=chain).order_by("number")
    columns = seals.values_list("number", "rows", "keys", "marks", "hash")
    for own, its_rows, its_keys, its_marks, hashed in columns.iterator(chunk_size=PAGE):
        where = f"seal {chain} {own}"
        if (len(its_keys), len(its_marks)) != (its_rows * _KEY, its_rows * _MARK):
            yield Fault(
                "seal_broken", book, where, f"Seal {own} of {chain} takes in another number of rows than it says."
            )
            number, before = own, bytes(hashed)
            continue
        if own != number + 1:
            yield Fault("seal_missing", book, where, f"Seal {number + 1} of {chain} was expected here.")
        if link(before, own, bytes(its_keys), bytes(its_marks)) != bytes(hashed):
            yield Fault("seal_broken", book, where, f"Seal {own} of {chain} no longer gives the hash recorded for it.")
        number, before = own, bytes(hashed)
        keys += its_keys
        marks += its_marks
    head = SealHead.objects.filter(chain=chain).values_list("number", "hash").first() or (0, _START)
    if (head[0], bytes(head[1])) != (number, before):
        sentence = f"The chain {chain} ends with seal {head[0]}; found {number}."
        yield Fault("seal_head_differs", book, f"seal {chain} {head[0]}", sentence)


class _Newest:
    """The newest mark of each key, in the order of the keys."""

    def __init__(self, keys: bytearray, marks: bytearray) -> None:
        halves = np.frombuffer(bytes(keys), ">u8").reshape(-1, 2)
        # Stable, so that of several marks of one key the newest comes last.
        order = np.lexsort((halves[:, 1], halves[:, 0]))
        ordered = halves[order]
        is_last = np.ones(len(ordered), bool)
        is_last[:-1] = (ordered[1:] != ordered[:-1]).any(axis=1)
        self._keys = ordered[is_last].tobytes()
        marked: NDArray[Any] = np.frombuffer(bytes(marks), f"V{_MARK}")
        self._marks = marked[order][is_last].tobytes()
        self._place = 0

    def _key(self) -> bytes:
        return self._keys[_KEY * self._place : _KEY * (self._place + 1)]

    def before(self, key: bytes) -> Iterator[bytes]:
        """Yield the keys that come before one and were not taken."""
        while (own := self._key()) and own < key:
            if self._step() != _WAIVED:
                yield own

    def take(self, key: bytes) -> bytes | None:
        """Return the newest mark of a key, None when it was never sealed."""
        return self._step() if self._key() == key else None

    def rest(self) -> Iterator[bytes]:
        """Yield the keys that nobody took."""
        while own := self._key():
            if self._step() != _WAIVED:
                yield own

    def _step(self) -> bytes:
        mark = self._marks[_MARK * self._place : _MARK * (self._place + 1)]
        self._place += 1
        return mark
