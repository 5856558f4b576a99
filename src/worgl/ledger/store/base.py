"""What a store offers, and the one write pipeline both databases share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, repeat
from operator import attrgetter
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from worgl.core.limits import AMOUNT_MAX
from worgl.ledger.rules.chain import Ints, Rows, link, refusal_links, rows_of
from worgl.ledger.rules.columns import Columns
from worgl.ledger.rules.fold import ENDING, Folded, fold
from worgl.ledger.rules.values import (
    Account,
    AccountId,
    AccountSpec,
    BookId,
    Code,
    Head,
    Kind,
    Outcome,
    Recorded,
    Snapshot,
    Transfer,
    bucket_of,
)


class Store(ABC):
    """The ledger's statements on one connection; every method runs in the transaction that is open there."""

    # -- writing ------------------------------------------------------------------------------------

    def apply(
        self, book: BookId, batch: Sequence[Transfer], *, now: int, imported: bool = False
    ) -> tuple[Outcome, ...]:
        """Decide and write a batch as one commit of its book; the caller's transaction makes it durable.

        With `imported`, each transfer is booked at its own event's time as far as the book's time does
        not go back; without, at `now`, or at the book's last time when the clock was set back.
        """
        columns = Columns(batch)
        snapshot = self.read(book, columns)
        ats = booking_times(batch, after=snapshot.head.last_at, now=now, imported=imported)
        return self._fold_and_commit(book, columns, snapshot, ats=ats, now=now)

    def apply_fitting(self, book: BookId, batch: Sequence[Transfer], *, now: int) -> tuple[Outcome, ...]:
        """Decide a batch as `apply` does and write what is booked; of what is refused nothing is recorded."""
        columns = Columns(batch)
        snapshot = self.read(book, columns)
        ats = booking_times(batch, after=snapshot.head.last_at, now=now, imported=False)
        folded = fold(snapshot, batch, ats, columns)
        folded.refusals.clear()
        if len(folded.booked):
            self._commit(book, columns, folded, snapshot, ats=ats, now=now)
        return Outcome.of_batch(map(attrgetter("id"), batch), folded.outcomes)

    def apply_dated(
        self, book: BookId, batch: Sequence[Transfer], *, ats: Sequence[int], now: int
    ) -> tuple[Outcome, ...]:
        """Decide and write a batch booked at given times, which must not fall nor lie before the book's last."""
        columns = Columns(batch)
        snapshot = self.read(book, columns)
        assert list(ats) == sorted(ats)
        assert not ats or ats[0] >= snapshot.head.last_at
        return self._fold_and_commit(book, columns, snapshot, ats=ats, now=now)

    def note_refused(self, book: BookId, refusals: Sequence[tuple[UUID, Code]], *, now: int) -> None:
        """Record ids as refused, so that no retry turns them into a success."""
        nothing = Columns(())
        seen = self.read(book, nothing)
        none = np.empty(0, np.int64)
        folded = Folded([], none, none, none, none, none, none, none, none, none, none, none, [], list(refusals))
        self._commit(book, nothing, folded, seen, ats=(), now=now)

    def _fold_and_commit(
        self, book: BookId, columns: Columns, snapshot: Snapshot, *, ats: Sequence[int], now: int
    ) -> tuple[Outcome, ...]:
        folded = fold(snapshot, columns.batch, ats, columns)
        if len(folded.booked) or folded.refusals:
            self._commit(book, columns, folded, snapshot, ats=ats, now=now)
        return Outcome.of_batch(map(attrgetter("id"), columns.batch), folded.outcomes)

    def _commit(
        self, book: BookId, columns: Columns, folded: Folded, seen: Snapshot, *, ats: Sequence[int], now: int
    ) -> None:
        first = seen.head.last_seq + 1
        folded.links = refusal_links(seen.head, folded.refusals)
        rows = _booked_rows(columns, folded.booked, ats=np.array(ats, np.int64), first=first)

        def rest() -> Rest:
            entries = EntryColumns(rows, folded, seen.accounts, bits=seen.head.bits)
            return entries, advance_head(seen.head, rows, folded)

        self.write(book, rows=rows, rest=rest, folded=folded, now=now)

    @abstractmethod
    def post_one(self, book: BookId, item: Transfer, *, now: int) -> bool:
        """Book a plain transfer by the shortest way; False: nothing was written and `apply` must decide.

        It books exactly when `apply` would answer OK, and writes what `apply` would write.
        """

    @abstractmethod
    def read(self, book: BookId, columns: Columns) -> Snapshot:
        """Lock the book and return what the fold of a batch needs; refuses BookUnknown."""

    @abstractmethod
    def lock(self, book: BookId, numbers: Sequence[AccountId]) -> tuple[Head | None, dict[AccountId, Account]]:
        """Take the book's lock, then read its head and the accounts asked for."""

    @abstractmethod
    def write(self, book: BookId, *, rows: Rows, rest: Callable[[], Rest], folded: Folded, now: int) -> None:
        """Write a commit: transfers, entries, resolutions, outcomes, balances, the commit and the book's head.

        `rest` works out entries and head; it is called once, and may be while the transfers are on their way.
        """

    @abstractmethod
    def open_book(self) -> BookId:
        """Make a book and return its number."""

    @abstractmethod
    def open_accounts(self, book: BookId, specs: Sequence[AccountSpec]) -> list[AccountId]:
        """Make accounts numbered on from the book's last; refuses BookUnknown."""

    @abstractmethod
    def change_account(self, book: BookId, number: AccountId, *, floor: int, ceiling: int, flags: int) -> None:
        """Write an account's limits and flags; the caller holds the book's lock."""

    # -- reading ------------------------------------------------------------------------------------

    @abstractmethod
    def transfers_by_ids(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, Recorded]:
        """Return those of the transfers that exist."""

    @abstractmethod
    def outcomes(self, book: BookId, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the recorded refusals among the ids."""

    @abstractmethod
    def resolved(self, book: BookId, ids: Iterable[UUID]) -> set[UUID]:
        """Return those of the holds that have ended."""

    @abstractmethod
    def select(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Run a SELECT written with `?` for its values; UUIDs come back as UUID or 16 bytes."""

    @abstractmethod
    def stream(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a SELECT whose rows may be more than memory should hold."""


Rest: TypeAlias = tuple["EntryColumns", Head]


def _booked_rows(columns: Columns, booked: Ints, *, ats: Ints, first: int) -> Rows:
    """Return the rows of those of a batch that are booked, numbered on from `first`."""
    places = booked.tolist()
    seqs = np.arange(first, first + len(places))
    if not columns.are_plain:
        return rows_of([columns.batch[place] for place in places], seqs=seqs, ats=ats[booked])
    rows = columns.rows if len(places) == len(columns.batch) else columns.rows[booked]
    rows["seq"], rows["at"] = seqs, ats[booked]
    return rows


def seen_before(columns: Columns, head: Head) -> list[UUID]:
    """Return the ids of a batch that the book may know; ids above its highest are new."""
    highest = int.from_bytes(head.max_id)
    if columns.lowest > highest:
        return []
    return [item.id for item in columns.batch if item.id.int <= highest]


def holds_in(batch: Sequence[Transfer]) -> set[UUID]:
    """Return the holds a batch would end."""
    return {item.pending_id for item in batch if item.kind in ENDING and item.pending_id is not None}


class EntryColumns:
    """What a commit writes beside its transfers: entries and where accounts now end, as columns.

    `ids` are 16 bytes each; `ends` is the bucket of each changed account's newest entry.
    """

    __slots__ = ("account", "after", "at", "bucket", "delta", "ends", "ids", "prev_bucket", "seq")

    def __init__(self, rows: Rows, folded: Folded, accounts: Mapping[AccountId, Account], *, bits: int) -> None:
        row_of = np.empty(int(folded.booked[-1]) + 1 if len(folded.booked) else 0, np.int64)
        row_of[folded.booked] = np.arange(len(folded.booked))
        order = np.lexsort((folded.entry_seq, folded.entry_account))
        source = row_of[folded.entry_source[order]]
        self.ids = rows["id"][source]
        self.at = rows["at"][source]
        self.account = folded.entry_account[order]
        self.seq = folded.entry_seq[order]
        self.delta = folded.entry_delta[order]
        self.after = folded.entry_after[order]
        bucket = bucket_of(int(rows["seq"][0]), bits=bits) if len(rows) else 0
        self.bucket: Ints = np.full(len(order), bucket, np.int64)
        before = np.fromiter((accounts[number].bucket for number in folded.account.tolist()), np.int64)
        place = np.searchsorted(folded.account, self.account)
        is_first = np.concatenate((np.ones(1, bool), self.account[1:] != self.account[:-1]))[: len(self.account)]
        self.prev_bucket = np.where(is_first, before[place], bucket)
        self.ends = before
        self.ends[place] = bucket

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Return the columns as they stand in the table, after the book."""
        return (
            self.bucket,
            self.prev_bucket,
            self.account,
            self.seq,
            self.ids,
            self.delta,
            self.after,
            self.at,
        )


def booking_times(batch: Sequence[Transfer], *, after: int, now: int, imported: bool) -> Sequence[int]:
    """Return when each transfer is booked: never before `after`, never before the transfer in front of it."""
    if not imported:
        return [max(now, after)] * len(batch)
    events = (min(item.event_at if item.event_at is not None else now, now) for item in batch)
    return list(accumulate(events, max, initial=after))[1:]


def is_plain(item: Transfer) -> bool:
    """Tell whether a transfer may go by `post_one`: it moves value, and nothing hangs on it."""
    return (
        item.kind is Kind.TRANSFER
        and item.journal is None
        and item.pending_id is None
        and item.expires_at is None
        and 0 < item.amount <= AMOUNT_MAX
        and item.debit != item.credit
    )


def advance_head(head: Head, rows: Rows, folded: Folded) -> Head:
    """Return the book's head after a commit."""
    ids = rows["id"].tolist() + [refused.bytes for refused, _code in folded.refusals]
    return Head(
        last_account=head.last_account,
        last_seq=head.last_seq + len(rows),
        last_commit=head.last_commit + (1 if len(rows) else 0),
        last_at=max(head.last_at, int(rows["at"][-1])) if len(rows) else head.last_at,
        max_id=max(head.max_id, *ids),
        hash=link(head.hash, rows) if len(rows) else head.hash,
        bits=head.bits,
        refused=folded.links[-1][0] if folded.links else head.refused,
        refused_hash=folded.links[-1][1] if folded.links else head.refused_hash,
    )


def as_uuid(value: object) -> UUID:
    """Return a UUID column's value as UUID, whichever database it comes from."""
    if isinstance(value, UUID):
        return value
    assert isinstance(value, bytes)
    return UUID(bytes=value)


def accounts_from(rows: Iterable[Iterable[Any]]) -> dict[AccountId, Account]:
    """Return the accounts of rows of ACCOUNT_COLUMNS by their numbers."""
    return {account.id: account for account in map(tuple.__new__, repeat(Account), rows)}


def recorded(row: Sequence[Any]) -> Recorded:
    """Return the transfer of a row of TRANSFER_COLUMNS, from either database."""
    own, seq, debit, credit, amount, code, kind, pending, journal, at, event_at, expires_at = row
    return Recorded(
        as_uuid(own),
        seq,
        debit,
        credit,
        amount,
        code,
        Kind(kind),
        None if pending is None else as_uuid(pending),
        None if journal is None else as_uuid(journal),
        at,
        event_at,
        expires_at,
    )


ACCOUNT_COLUMNS = ", ".join(Account._fields)
TRANSFER_COLUMNS = "id, seq, debit, credit, amount, code, kind, pending_id, journal, at, event_at, expires_at"
HEAD_COLUMNS = "last_account, last_seq, last_commit, last_at, max_id, head, bits, refused, refused_hash"


def head_from(row: Sequence[Any]) -> Head:
    """Return the head of a row of HEAD_COLUMNS."""
    last_account, last_seq, last_commit, last_at, max_id, head, bits, refused, refused_hash = row
    counters = (last_account, last_seq, last_commit, last_at)
    return Head(*counters, as_uuid(max_id).bytes, bytes(head), bits, refused, bytes(refused_hash))
