"""The audit: proves a live book from its rows alone and says exactly what is wrong where.

It reads each book three times, row by row, in memory that grows with the accounts and open holds, not
with the transfers: the transfers in order (chain, replayed balances), the entries by account, the accounts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from uuid import UUID

from worgl.core.moment import one_view
from worgl.ledger.errors import BookUnknown
from worgl.ledger.queries import books
from worgl.ledger.rules import Account, BookId, Finding, Head, Kind, Recorded, bucket_of
from worgl.ledger.rules.chain import START, link, refusal_link, rows_of
from worgl.ledger.rules.fold import ENDING, MOVING
from worgl.ledger.store.base import (
    ACCOUNT_COLUMNS,
    HEAD_COLUMNS,
    TRANSFER_COLUMNS,
    Store,
    as_uuid,
    head_from,
    recorded,
)
from worgl.ledger.store.opening import over_django

FINDINGS_MAX = 1_000
"""Findings after which the audit of a book stops: something is badly wrong and a list would not help."""

_MASK = 2**64 - 1


def audit(book: BookId | None = None) -> Iterator[Finding]:
    """Audit one book, or all of them, in one consistent view; yields what is wrong and nothing else."""
    for number in [book] if book is not None else books():
        with one_view():
            yield from islice(_Audit(over_django(), number).run(), FINDINGS_MAX)


@dataclass(slots=True)
class _Replayed:
    """What the transfers say an account must be; `trace` is an order-free sum over its transfers' ids."""

    posted: int = 0
    held_out: int = 0
    held_in: int = 0
    moves: int = 0
    trace: int = 0


@dataclass(slots=True)
class _Hold:
    debit: int
    credit: int
    amount: int


@dataclass(slots=True)
class _Audit:
    """The audit of one book."""

    store: Store
    book: BookId
    replayed: dict[int, _Replayed] = field(default_factory=dict)
    open_holds: dict[UUID, _Hold] = field(default_factory=dict)
    ended: dict[UUID, tuple[int, int, UUID]] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    layouts: list[tuple[int, int]] = field(default_factory=list)

    def run(self) -> Iterator[Finding]:
        """Yield the findings: chain and transfers, then entries, accounts and what hangs on them."""
        rows = self.store.select(f"SELECT {HEAD_COLUMNS} FROM ledger_book WHERE book = ?", (self.book,))
        if not rows:
            raise BookUnknown(book=self.book)
        self.units = dict(self.store.select("SELECT id, unit FROM ledger_account WHERE book = ?", (self.book,)))
        head = head_from(rows[0])
        yield from self._layouts(head)
        yield from self._transfers(head)
        yield from self._entries()
        yield from self._accounts()
        yield from self._resolutions()
        yield from self._outcomes(head)

    def _finding(self, kind: str, where: str, sentence: str) -> Finding:
        return Finding(kind, self.book, where, sentence)

    def _layouts(self, head: Head) -> Iterator[Finding]:
        sql = "SELECT first_seq, bits FROM ledger_layout WHERE book = ? ORDER BY first_seq"
        self.layouts = [(int(first), int(bits)) for first, bits in self.store.select(sql, (self.book,))]
        if not self.layouts or self.layouts[0][0] != 1 or self.layouts[-1][1] != head.bits:
            yield self._finding("layout_differs", "book", "How its entries are laid out is not what is recorded of it.")
            self.layouts = self.layouts or [(1, head.bits)]

    def _bucket_of(self, seq: int) -> int:
        place = bisect_right(self.layouts, seq, key=itemgetter(0)) if len(self.layouts) > 1 else 1
        return bucket_of(seq, bits=self.layouts[max(0, place - 1)][1])

    # -- transfers and the chain --------------------------------------------------------------------

    def _transfers(self, head: Head) -> Iterator[Finding]:
        """Walk the commits in order, with their transfers; check hash, numbering and time, and replay."""
        seq, number, at, link_before = 0, 0, 0, START
        transfers = self._stream_transfers()
        pushed: list[Recorded] = []
        commits = self.store.select(
            "SELECT number, first_seq, last_seq, hash FROM ledger_commit WHERE book = ? ORDER BY number", (self.book,)
        )
        for found_number, first, last, recorded_hash in commits:
            number += 1
            where = f"commit {found_number}"
            if found_number != number or first != seq + 1:
                yield self._finding("commit_gap", where, f"commit {number} with transfer {seq + 1} was expected here.")
                number = int(found_number)
            seq = int(last)
            group = pushed
            while (item := next(transfers, None)) is not None and item.seq <= seq:
                group.append(item)
            pushed = [item] if item is not None else []
            yield from self._check_times(group, at)
            at = max([at, *(item.at for item in group)])
            yield from self._check_commit(group, int(first), seq, link_before, bytes(recorded_hash), where)
            link_before = bytes(recorded_hash)
        yield from self._check_end(head, seq, number, link_before, [*pushed, *transfers])
        yield from self._check_head(head, at)

    def _stream_transfers(self) -> Iterator[Recorded]:
        sql = f"SELECT {TRANSFER_COLUMNS} FROM ledger_transfer WHERE book = ? AND amount > 0 ORDER BY seq"
        return (recorded(row) for row in self.store.stream(sql, (self.book,)))

    def _check_times(self, group: Sequence[Recorded], at: int) -> Iterator[Finding]:
        for item in group:
            if item.at < at:
                yield self._finding(
                    "time_falls", f"transfer {item.id}", "It is dated before the transfer in front of it."
                )
            at = max(at, item.at)

    def _check_commit(
        self, group: Sequence[Recorded], first: int, last: int, before: bytes, recorded_hash: bytes, where: str
    ) -> Iterator[Finding]:
        expected = range(first, last + 1)
        if [item.seq for item in group] != list(expected):
            missing = sorted(set(expected) - {item.seq for item in group})
            yield self._finding(
                "transfer_missing", where, f"{len(missing)} of its transfers are missing, first number {missing[:1]}."
            )
        rows = rows_of(group, seqs=[item.seq for item in group], ats=[item.at for item in group])
        if link(before, rows) != recorded_hash:
            yield self._finding(
                "chain_broken", where, f"transfers {first} to {last} no longer give the hash recorded for them."
            )
        for item in group:
            yield from self._replay(item)

    def _check_end(
        self, head: Head, seq: int, number: int, link_before: bytes, rest: Sequence[Recorded]
    ) -> Iterator[Finding]:
        for item in rest:
            yield self._finding("transfer_foreign", f"transfer {item.id}", "It belongs to no commit.")
        if (head.last_seq, head.last_commit, head.hash) != (seq, number, link_before):
            sentence = (
                f"The book's head names transfer {head.last_seq}, commit {head.last_commit}; found {seq}, {number}."
            )
            yield self._finding("head_differs", "book", sentence)

    def _check_head(self, head: Head, at: int) -> Iterator[Finding]:
        """Compare what the head says of time, accounts and ids, by which the next batch is judged."""
        ((last, highest, refused),) = self.store.select(_HIGHEST, (self.book, self.book, self.book))
        ids = [as_uuid(own).bytes for own in (highest, refused) if own is not None]
        if (head.last_at, head.last_account) != (at, last or 0) or head.max_id < max(ids, default=b""):
            sentence = (
                f"The book's head names time {head.last_at}, account {head.last_account} and id {head.max_id.hex()}; "
                f"found {at}, {last or 0} and {max(ids, default=b'').hex()}."
            )
            yield self._finding("head_differs", "book", sentence)

    def _replay(self, item: Recorded) -> Iterator[Finding]:
        """Apply a transfer to the replayed balances; what cannot be is a finding."""
        where = f"transfer {item.id}"
        if item.debit not in self.units or item.credit not in self.units:
            yield self._finding("account_missing", where, f"Account {item.debit} or {item.credit} does not exist.")
        elif self.units[item.debit] != self.units[item.credit]:
            yield self._finding("units_differ", where, f"Accounts {item.debit} and {item.credit} hold different units.")
        debit = self.replayed.setdefault(item.debit, _Replayed())
        credit = self.replayed.setdefault(item.credit, _Replayed())
        if item.kind is Kind.HOLD:
            self.open_holds[item.id] = _Hold(item.debit, item.credit, item.amount)
            debit.held_out += item.amount
            credit.held_in += item.amount
        if item.kind in ENDING and item.pending_id is not None:
            hold = self.open_holds.pop(item.pending_id, None)
            if hold is None or (hold.debit, hold.credit) != (item.debit, item.credit) or item.amount > hold.amount:
                yield self._finding(
                    "hold_ended_wrongly", where, f"It ends hold {item.pending_id}, which was not open so."
                )
            else:
                debit.held_out -= hold.amount
                credit.held_in -= hold.amount
            self.ended[item.pending_id] = (item.kind.value, item.amount, item.id)
        if item.kind in MOVING:
            for side, delta in ((debit, -item.amount), (credit, item.amount)):
                side.posted += delta
                side.moves += 1
                side.trace = (side.trace + item.id.int) & _MASK

    # -- entries ------------------------------------------------------------------------------------

    def _entries(self) -> Iterator[Finding]:
        """Walk the entries by account; each must follow the one before it and say what its transfer says."""
        number, seq, balance, trace, bucket = -1, 0, 0, 0, 0
        for row in self.store.stream(_ENTRY_ROWS, (self.book,)):
            account, entry_seq, own, delta, after, at, debit, credit, amount, kind, transfer_at, *place = row
            if account != number:
                yield from self._check_account_end(number, seq, trace)
                number, seq, balance, trace, bucket = int(account), 0, 0, 0, 0
            where = f"entry {account}/{entry_seq}"
            if entry_seq != seq + 1:
                yield self._finding("entry_gap", where, f"Entry {seq + 1} of account {account} was expected here.")
            if balance + delta != after:
                yield self._finding("entry_balance", where, f"{balance} and {delta} do not give {after}.")
            expected = amount if account == credit else -amount if account == debit else None
            if kind not in _MOVING_VALUES or delta != expected or at != transfer_at:
                sentence = f"It does not say what transfer {as_uuid(own)} says ({debit} to {credit}, {amount})."
                yield self._finding("entry_differs", where, sentence)
            yield from self._check_place(where, place, bucket)
            seq, balance, bucket = int(entry_seq), int(after), int(place[0])
            trace = (trace + as_uuid(own).int) & _MASK
        yield from self._check_account_end(number, seq, trace)

    def _check_place(self, where: str, place: Sequence[int | None], before: int) -> Iterator[Finding]:
        """Check that an entry is found by who follows the account's entries backwards, bucket by bucket."""
        bucket, prev_bucket, seq = place
        # A commit's bucket is that of its first transfer; it holds no more transfers than a bucket does.
        expected = None if seq is None else self._bucket_of(seq)
        if expected is not None and bucket not in {expected, expected - 1}:
            yield self._finding("entry_misplaced", where, f"It lies in bucket {bucket}, not in {expected}.")
        if prev_bucket != before:
            sentence = f"The entry before it lies in bucket {before}, not in {prev_bucket}."
            yield self._finding("entry_misplaced", where, sentence)

    def _check_account_end(self, number: int, seq: int, trace: int) -> Iterator[Finding]:
        replayed = self.replayed.get(number)
        if replayed is None:
            if number >= 0:
                yield self._finding("entry_foreign", f"account {number}", "It has entries, but no transfer names it.")
        elif (replayed.moves, replayed.trace) != (seq, trace):
            sentence = f"Its entries are not one for each of its {replayed.moves} transfers (last entry {seq})."
            yield self._finding("entries_differ", f"account {number}", sentence)

    # -- accounts, resolutions, outcomes ------------------------------------------------------------

    def _accounts(self) -> Iterator[Finding]:
        sums: dict[str, int] = {}
        sql = f"SELECT {ACCOUNT_COLUMNS} FROM ledger_account WHERE book = ? ORDER BY id"
        for row in self.store.stream(sql, (self.book,)):
            account = Account._make(row)
            sums[account.unit] = sums.get(account.unit, 0) + account.posted
            yield from self._check_account(account)
        for unit, balance in sums.items():
            if balance:
                yield self._finding("sum_not_zero", f"unit {unit}", f"All balances together are {balance}, not 0.")

    def _check_account(self, account: Account) -> Iterator[Finding]:
        where = f"account {account.id}"
        replayed = self.replayed.get(account.id, _Replayed())
        if account.posted != replayed.posted:
            sentence = f"Its balance is {account.posted}; its transfers give {replayed.posted}."
            yield self._finding("balance_differs", where, sentence)
        if account.seq != replayed.moves:
            sentence = f"It counts {account.seq} entries; its transfers give {replayed.moves}."
            yield self._finding("count_differs", where, sentence)
        if (account.held_out, account.held_in) != (replayed.held_out, replayed.held_in):
            sentence = (
                f"It holds {account.held_out} out, {account.held_in} in; "
                f"its open holds give {replayed.held_out}, {replayed.held_in}."
            )
            yield self._finding("held_differs", where, sentence)
        if account.available < 0 or account.posted + account.held_in > account.ceiling:
            yield self._finding(
                "limit_broken", where, f"{account.posted} is outside {account.floor} to {account.ceiling}."
            )

    def _resolutions(self) -> Iterator[Finding]:
        sql = "SELECT pending_id, kind, amount, transfer FROM ledger_resolution WHERE book = ?"
        for pending, kind, amount, own in self.store.stream(sql, (self.book,)):
            hold = as_uuid(pending)
            if self.ended.pop(hold, None) != (kind, amount, as_uuid(own)):
                yield self._finding(
                    "resolution_differs", f"hold {hold}", "Its recorded end is not what the transfers say."
                )
        for hold in self.ended:
            yield self._finding(
                "resolution_missing", f"hold {hold}", "It was ended by a transfer, but no end is recorded."
            )

    def _outcomes(self, head: Head) -> Iterator[Finding]:
        """Walk the refusals in their order, then look for ids that are booked as well."""
        number, before = 0, START
        sql = "SELECT id, code, number, hash FROM ledger_outcome WHERE book = ? ORDER BY number, id"
        for row, code, own_number, recorded_hash in self.store.stream(sql, (self.book,)):
            own, expected = as_uuid(row), number + 1
            where, number = f"refusal {own}", int(own_number)
            if number != expected:
                yield self._finding("refusal_gap", where, f"Refusal {expected} was expected here, not {number}.")
            if refusal_link(before, max(0, number), own.bytes, code) != bytes(recorded_hash):
                yield self._finding("refusal_forged", where, "It no longer gives the hash recorded for it.")
            before = bytes(recorded_hash)
        if (head.refused, head.refused_hash) != (number, before):
            yield self._finding("refusals_differ", "book", f"The book counts {head.refused} refusals; found {number}.")
        sql = (
            "SELECT o.id FROM ledger_outcome o JOIN ledger_transfer t ON t.book = o.book AND t.id = o.id "
            "WHERE o.book = ?"
        )
        for (own,) in self.store.stream(sql, (self.book,)):
            yield self._finding(
                "refused_but_booked", f"transfer {as_uuid(own)}", "It is recorded as refused, yet it is booked."
            )


_MOVING_VALUES = {kind.value for kind in MOVING}
_HIGHEST = """
SELECT (SELECT max(id) FROM ledger_account WHERE book = ?),
    (SELECT id FROM ledger_transfer WHERE book = ? ORDER BY id DESC LIMIT 1),
    (SELECT id FROM ledger_outcome WHERE book = ? ORDER BY id DESC LIMIT 1)
"""
_ENTRY_ROWS = """
SELECT e.account, e.seq, e.transfer, e.delta, e.balance_after, e.at, t.debit, t.credit, t.amount, t.kind, t.at,
       e.bucket, e.prev_bucket, t.seq
FROM ledger_entry e LEFT JOIN ledger_transfer t ON t.book = e.book AND t.id = e.transfer
WHERE e.book = ? ORDER BY e.account, e.seq
"""
