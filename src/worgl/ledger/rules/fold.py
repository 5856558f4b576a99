"""The fold: decides a batch against the balances, with the semantics of one transfer after another.

Two paths with equal answers (a property test holds them together): a vector path for plain transfers
when no running balance can leave its bounds, and a sequential path for everything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

import numpy as np

from worgl.core.limits import AMOUNT_MAX
from worgl.ledger.rules.chain import Ints
from worgl.ledger.rules.columns import Columns
from worgl.ledger.rules.values import Account, AccountId, Code, Head, Held, Kind, Recorded, Snapshot, Transfer

MOVING = {Kind.TRANSFER, Kind.POST}
ENDING = {Kind.POST, Kind.VOID, Kind.EXPIRE}


@dataclass(slots=True)
class Folded:
    """What a batch comes to.

    `outcomes` answers each transfer; `booked` are the positions of those now booked, in order. The
    entry columns hold two rows per booked transfer that moves value, `entry_source` being the
    position of its transfer in the batch. The account columns hold each changed account's new state.
    """

    outcomes: list[Code]
    booked: Ints
    entry_source: Ints
    entry_account: Ints
    entry_seq: Ints
    entry_delta: Ints
    entry_after: Ints
    account: Ints
    posted: Ints
    held_out: Ints
    held_in: Ints
    seq: Ints
    resolutions: list[tuple[UUID, Kind, int, UUID]]
    refusals: list[tuple[UUID, Code]]
    links: list[tuple[int, bytes]] = field(default_factory=list)
    """Number and hash of each refusal, once the commit is known that they are written with."""


@dataclass(slots=True)
class _Running:
    """An account's state while the sequential path walks through a batch."""

    unit: str
    closed: bool
    floor: int
    ceiling: int
    posted: int
    held_out: int
    held_in: int
    seq: int


@dataclass(slots=True)
class _Walk:
    """The sequential path's state; `undo` takes a refused journal back."""

    accounts: dict[int, _Running]
    booked: dict[UUID, Transfer | Recorded]
    refused: dict[UUID, str]
    holds: dict[UUID, Transfer | Recorded | Held]
    resolved: set[UUID]
    touched: set[int] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)
    entries: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    resolutions: list[tuple[UUID, Kind, int, UUID]] = field(default_factory=list)
    refusals: list[tuple[UUID, Code]] = field(default_factory=list)


def fold(snapshot: Snapshot, batch: Sequence[Transfer], ats: Sequence[int], columns: Columns | None = None) -> Folded:
    """Decide a batch; `ats` is the booking time of each transfer in microseconds. Reads nothing, writes nothing.

    `columns` are the batch's, for who has begun them.
    """
    return fold_vector(snapshot, columns or Columns(batch)) or fold_sequential(snapshot, batch, ats)


def fold_vector(snapshot: Snapshot, columns: Columns) -> Folded | None:
    """Decide a batch of plain transfers at once, or return None when any of them needs the sequential path."""
    if snapshot.existing or snapshot.refused or not columns.are_plain:
        return None
    state = _columns(snapshot.accounts, columns.accounts, columns.place)
    if state is None:
        return None
    amount = columns.rows["amount"].astype(np.int64)
    delta = np.empty(2 * len(amount), np.int64)
    delta[0::2] = -amount
    delta[1::2] = amount
    return _run_totals(columns.accounts, columns.place, delta, state, len(amount))


def _columns(accounts: dict[AccountId, Account], ids: Ints, place: Ints) -> Ints | None:
    """Return posted, held out, held in, floor, ceiling and seq of the accounts; None when a check fails."""
    rows = list(map(accounts.get, ids.tolist()))
    known = [row for row in rows if row is not None]
    if len(known) != len(rows):
        return None
    columns = list(zip(*known, strict=True))
    _book, _id, unit, _kind, posted, held_out, held_in, floor, ceiling, seq, flags, _bucket = columns
    if any(flags):
        return None
    if len(set(unit)) > 1:
        numbers = {name: index for index, name in enumerate(set(unit))}
        units = np.array([numbers[name] for name in unit], np.int64)[place]
        if bool((units[0::2] != units[1::2]).any()):
            return None
    return np.array([posted, held_out, held_in, floor, ceiling, seq], np.int64)


def _run_totals(ids: Ints, place: Ints, delta: Ints, state: Ints, size: int) -> Folded | None:
    """Run every account's balance through the batch in order; None when one would leave its bounds."""
    posted, held_out, held_in, floor, ceiling, seq = state
    order = np.argsort(place, kind="stable")
    account_of = place[order]
    counts = np.bincount(place, minlength=len(ids))
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)[:-1]))
    running = np.cumsum(delta[order])
    before = running[starts] - delta[order][starts]
    running = running - before[account_of] + posted[account_of]
    lowest = np.minimum.reduceat(running, starts)
    highest = np.maximum.reduceat(running, starts)
    if bool((lowest - held_out < floor).any()) or bool((highest + held_in > ceiling).any()):
        return None
    last = starts + counts - 1
    rank = np.arange(2 * size, dtype=np.int64) - starts[account_of] + 1
    return Folded(
        outcomes=[Code.OK] * size,
        booked=np.arange(size, dtype=np.int64),
        entry_source=order // 2,
        entry_account=ids[account_of],
        entry_seq=seq[account_of] + rank,
        entry_delta=delta[order],
        entry_after=running,
        account=ids,
        posted=running[last],
        held_out=held_out,
        held_in=held_in,
        seq=seq + counts,
        resolutions=[],
        refusals=[],
    )


def fold_sequential(snapshot: Snapshot, batch: Sequence[Transfer], ats: Sequence[int]) -> Folded:
    """Decide a batch one transfer, or one journal, after another."""
    walk = _Walk(
        accounts={
            number: _Running(
                row.unit, row.closed, row.floor, row.ceiling, row.posted, row.held_out, row.held_in, row.seq
            )
            for number, row in snapshot.accounts.items()
        },
        booked=dict(snapshot.existing),
        refused=dict(snapshot.refused),
        holds=dict(snapshot.holds),
        resolved=set(snapshot.resolved),
    )
    outcomes: list[Code] = []
    for journal, positions in groupby(range(len(batch)), key=lambda position: batch[position].journal):
        group = list(positions)
        if journal is None:
            outcomes.extend(_decide(walk, position, batch[position], ats[position]) for position in group)
        else:
            outcomes.extend(_decide_journal(walk, group, batch, ats))
    return _as_columns(walk, outcomes)


def _decide(walk: _Walk, position: int, item: Transfer, at: int) -> Code:
    """Decide one transfer that stands alone, and book it or record its refusal."""
    code = _verdict(walk, item, at)
    if code is Code.OK:
        _book(walk, position, item)
    elif code not in {Code.ALREADY_DONE, Code.ID_REUSED, Code.ALREADY_REFUSED}:
        _refuse(walk, item, code)
    return code


def _decide_journal(walk: _Walk, group: Sequence[int], batch: Sequence[Transfer], ats: Sequence[int]) -> list[Code]:
    """Decide the transfers of one journal together: all are booked or none."""
    items = [batch[position] for position in group]
    known = [_known(walk, item) for item in items]
    if any(code is not None for code in known):
        # A journal is repeated whole; one that shares only some ids with what is known is another journal.
        return [code or Code.JOURNAL_REFUSED for code in known]
    saved = {
        number: _copy(walk.accounts[number])
        for item in items
        for number in (item.debit, item.credit)
        if number in walk.accounts
    }
    marks = (len(walk.rows), len(walk.entries), len(walk.resolutions))
    for index, position in enumerate(group):
        code = _verdict(walk, items[index], ats[position])
        if code is not Code.OK:
            _take_back(walk, items[:index], saved, marks)
            codes: list[Code] = [code if other == index else Code.JOURNAL_REFUSED for other in range(len(items))]
            for item, answer in zip(items, codes, strict=True):
                if item.id not in walk.refused:
                    _refuse(walk, item, answer)
            return codes
        _book(walk, position, items[index])
    return [Code.OK] * len(items)


def _copy(row: _Running) -> _Running:
    return _Running(row.unit, row.closed, row.floor, row.ceiling, row.posted, row.held_out, row.held_in, row.seq)


def _take_back(
    walk: _Walk, booked: Sequence[Transfer], saved: Mapping[AccountId, _Running], marks: tuple[int, int, int]
) -> None:
    for number, row in saved.items():
        walk.accounts[number] = row
    for item in booked:
        walk.booked.pop(item.id, None)
        walk.holds.pop(item.id, None)
        if item.kind in ENDING and item.pending_id is not None:
            walk.resolved.discard(item.pending_id)
    del walk.rows[marks[0] :]
    del walk.entries[marks[1] :]
    del walk.resolutions[marks[2] :]


def _refuse(walk: _Walk, item: Transfer, code: Code) -> None:
    walk.refused[item.id] = code
    walk.refusals.append((item.id, code))


def _known(walk: _Walk, item: Transfer) -> Code | None:
    """Tell how an id fared before; None when it is new."""
    booked = walk.booked.get(item.id)
    if booked is not None:
        return Code.ALREADY_DONE if same_content(booked, item) else Code.ID_REUSED
    return Code.ALREADY_REFUSED if item.id in walk.refused else None


def outcome_between(debit: Account, credit: Account, transfer: Transfer) -> Code:
    """Return how a plain transfer under a fresh id would fare between two accounts as they stand."""
    head = Head(0, 0, 0, 0, b"", b"")
    snapshot = Snapshot(head, {debit.id: debit, credit.id: credit}, {}, {}, {}, set())
    return fold_sequential(snapshot, [transfer], [0]).outcomes[0]


def same_content(booked: Transfer | Recorded, item: Transfer) -> bool:
    """Tell whether a repeated id asks for what was booked under it."""
    return (
        booked.debit == item.debit
        and booked.credit == item.credit
        and booked.amount == item.amount
        and booked.code == item.code
        and booked.kind == item.kind
        and booked.pending_id == item.pending_id
        and booked.journal == item.journal
        and booked.event_at == item.event_at
        and booked.expires_at == item.expires_at
    )


def _verdict(walk: _Walk, item: Transfer, at: int) -> Code:
    """Return the first code that applies, in the order in which `Code` lists them."""
    known = _known(walk, item)
    if known is not None:
        return known
    debit, credit = walk.accounts.get(item.debit), walk.accounts.get(item.credit)
    if debit is None or credit is None:
        return Code.ACCOUNT_UNKNOWN
    malformed = _malformed(item, debit, credit)
    if malformed is not None:
        return malformed
    if item.kind in ENDING:
        return _verdict_on_hold(walk, item, at)
    if debit.posted - debit.held_out - item.amount < debit.floor:
        return Code.BELOW_FLOOR
    return Code.ABOVE_CEILING if credit.posted + credit.held_in + item.amount > credit.ceiling else Code.OK


def _malformed(item: Transfer, debit: _Running, credit: _Running) -> Code | None:
    """Judge what no balance could cure."""
    if (
        item.debit != item.credit
        and debit.unit == credit.unit
        and 0 < item.amount <= AMOUNT_MAX
        and not (debit.closed or credit.closed)
    ):
        return None
    faults = (
        (item.debit == item.credit, Code.SAME_ACCOUNT),
        (debit.unit != credit.unit, Code.UNITS_DIFFER),
        (item.amount <= 0, Code.AMOUNT_NOT_POSITIVE),
        (item.amount > AMOUNT_MAX, Code.AMOUNT_TOO_LARGE),
        (debit.closed or credit.closed, Code.ACCOUNT_CLOSED),
    )
    return next((code for applies, code in faults if applies), None)


def _verdict_on_hold(walk: _Walk, item: Transfer, at: int) -> Code:
    """Judge the end of a hold: it must be open, its own, in time, and not asked for more than it holds."""
    hold = walk.holds.get(item.pending_id) if item.pending_id is not None else None
    if hold is None or hold.kind != Kind.HOLD:
        return Code.HOLD_UNKNOWN
    whole = item.kind is not Kind.POST
    if hold.debit != item.debit or hold.credit != item.credit or (whole and hold.amount != item.amount):
        return Code.HOLD_DIFFERS
    if item.pending_id in walk.resolved:
        return Code.HOLD_ALREADY_RESOLVED
    is_over = hold.expires_at is not None and hold.expires_at <= at
    if item.kind is Kind.POST and is_over:
        return Code.HOLD_EXPIRED
    if item.kind is Kind.EXPIRE and not is_over:
        return Code.HOLD_NOT_EXPIRED
    return Code.HOLD_EXCEEDED if item.amount > hold.amount else Code.OK


def _book(walk: _Walk, position: int, item: Transfer) -> None:
    """Apply an accepted transfer to the running state."""
    debit, credit = walk.accounts[item.debit], walk.accounts[item.credit]
    walk.touched.update((item.debit, item.credit))
    walk.booked[item.id] = item
    walk.rows.append(position)
    if item.kind is Kind.HOLD:
        walk.holds[item.id] = item
        debit.held_out += item.amount
        credit.held_in += item.amount
        return
    if item.kind in ENDING and item.pending_id is not None:
        held = walk.holds[item.pending_id].amount
        debit.held_out -= held
        credit.held_in -= held
        walk.resolved.add(item.pending_id)
        walk.resolutions.append((item.pending_id, item.kind, item.amount, item.id))
    if item.kind in MOVING:
        debit.posted -= item.amount
        credit.posted += item.amount
        debit.seq += 1
        credit.seq += 1
        walk.entries.append((position, item.debit, debit.seq, -item.amount, debit.posted))
        walk.entries.append((position, item.credit, credit.seq, item.amount, credit.posted))


def _as_columns(walk: _Walk, outcomes: list[Code]) -> Folded:
    entries = np.array(walk.entries, np.int64).reshape(-1, 5).T
    touched = sorted(walk.touched)
    state = (
        np.array(
            [
                (number, row.posted, row.held_out, row.held_in, row.seq)
                for number, row in ((number, walk.accounts[number]) for number in touched)
            ],
            np.int64,
        )
        .reshape(-1, 5)
        .T
    )
    return Folded(
        outcomes,
        np.array(walk.rows, np.int64),
        *(entries[0], entries[1], entries[2], entries[3], entries[4]),
        *(state[0], state[1], state[2], state[3], state[4]),
        walk.resolutions,
        walk.refusals,
    )
