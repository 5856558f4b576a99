"""Writes of the ledger inside the caller's transaction.

Posting locks the book until that transaction ends: post late and keep the transaction short. All or
nothing with the caller's own rows; what must go fast and touches only the ledger goes through `plane`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import repeat

from django.db import transaction

from worgl.core.errors import TooLarge
from worgl.core.ids import derived_id
from worgl.core.limits import BATCH_MAX, MEMBERS_MAX
from worgl.core.sealing import seal_cells
from worgl.ledger.errors import AccountUnknown, BookUnknown, LimitsCross, refusal_for
from worgl.ledger.rules import (
    CLOSED,
    NO_CEILING,
    NO_FLOOR,
    Account,
    AccountId,
    AccountSpec,
    BookId,
    Code,
    Kind,
    Outcome,
    Transfer,
    account_cells,
    account_chain,
    micros,
)
from worgl.ledger.store.base import Store, as_uuid
from worgl.ledger.store.opening import over_django

__all__ = ["AccountSpec"]


def _store() -> Store:
    assert transaction.get_connection().in_atomic_block, "the ledger writes inside the caller's transaction"
    return over_django()


def open_book(*, now: datetime) -> BookId:
    """Open an empty book and return its number."""
    assert now.tzinfo is not None
    return _store().open_book()


def lock_book(*, book: BookId) -> None:
    """Take the book's lock until the transaction ends, for who must hold it before other rows; refuses BookUnknown."""
    if _store().lock(book, ())[0] is None:
        raise BookUnknown(book=book)


def open_account(*, book: BookId, unit: str, kind: int = 0, floor: int = 0, ceiling: int = NO_CEILING) -> AccountId:
    """Open an account at zero; refuses BookUnknown, LimitsCross when zero is outside the limits."""
    return open_accounts(book=book, specs=[AccountSpec(unit, kind, floor, ceiling)])[0]


def open_accounts(*, book: BookId, specs: Sequence[AccountSpec]) -> list[AccountId]:
    """Open accounts, numbered in the order given; refuses BookUnknown, LimitsCross, TooLarge."""
    if len(specs) > MEMBERS_MAX:
        raise TooLarge(asked=len(specs), limit=MEMBERS_MAX)
    for spec in specs:
        _check_limits(0, 0, 0, floor=spec.floor, ceiling=spec.ceiling)
    if not specs:
        return []
    numbers = _store().open_accounts(book, specs)
    seal_accounts(book, zip(numbers, specs, repeat(0)))
    return numbers


def set_limits(*, book: BookId, account: AccountId, floor: int, ceiling: int) -> None:
    """Set an account's limits in minor units; refuses LimitsCross when the present balance does not keep them."""
    set_limits_of(book=book, limits={account: (floor, ceiling)})


def set_limits_of(*, book: BookId, limits: Mapping[AccountId, tuple[int, int]]) -> None:
    """Set floor and ceiling of several accounts; refuses as `set_limits` does, and then sets none of them."""
    if not limits:
        return
    store = _store()
    rows = _locked(store, book, list(limits))
    for number, (floor, ceiling) in limits.items():
        row = rows[number]
        _check_limits(row.posted, row.held_out, row.held_in, floor=floor, ceiling=ceiling)
    change_accounts(store, [rows[number]._replace(floor=own[0], ceiling=own[1]) for number, own in limits.items()])


def close_account(*, book: BookId, account: AccountId) -> None:
    """Close an account to further transfers; refuses LimitsCross while anything is held on it."""
    store = _store()
    row = _locked(store, book, [account])[account]
    if row.held_out or row.held_in:
        raise LimitsCross(posted=row.posted, floor=row.floor, ceiling=row.ceiling)
    change_accounts(store, [row._replace(flags=CLOSED)])


def reopen_account(*, book: BookId, account: AccountId) -> None:
    """Open a closed account again."""
    store = _store()
    change_accounts(store, [_locked(store, book, [account])[account]._replace(flags=0)])


def change_accounts(store: Store, accounts: Sequence[Account]) -> None:
    """Write limits and flags of accounts of one book, and seal them; for this domain's own rooms."""
    for row in accounts:
        store.change_account(row.book, row.id, floor=row.floor, ceiling=row.ceiling, flags=row.flags)
    seal_cells(account_chain(accounts[0].book), map(account_cells, accounts))


def seal_accounts(book: BookId, opened: Iterable[tuple[AccountId, AccountSpec, int]]) -> None:
    """Seal what accounts are and which limits they keep; for this domain's own rooms."""
    cells = ((number, one.unit, one.kind, one.floor, one.ceiling, flags) for number, one, flags in opened)
    seal_cells(account_chain(book), cells)


def _locked(store: Store, book: BookId, accounts: Sequence[AccountId]) -> dict[AccountId, Account]:
    head, found = store.lock(book, accounts)
    if head is None:
        raise BookUnknown(book=book)
    for account in accounts:
        if account not in found:
            raise AccountUnknown(account=account, book=book)
    return found


def _check_limits(posted: int, held_out: int, held_in: int, *, floor: int, ceiling: int) -> None:
    within = NO_FLOOR <= floor <= posted - held_out and posted + held_in <= ceiling <= NO_CEILING
    if not within:
        raise LimitsCross(posted=posted, floor=floor, ceiling=ceiling)


def post(*, book: BookId, transfers: Sequence[Transfer], now: datetime) -> tuple[Outcome, ...]:
    """Book transfers, all or none; raises the LedgerRefusal of the first that is refused.

    The refusal rolls back nothing but its own writes (a savepoint): the caller decides about the rest.
    Ids booked before with the same content count as booked.
    """
    if len(transfers) == 1 and _store().post_one(book, transfers[0], now=micros(now)):
        return (Outcome(transfers[0].id, Code.OK),)
    with transaction.atomic():
        outcomes = post_many(book=book, transfers=transfers, now=now)
        for outcome in outcomes:
            if not outcome.is_booked:
                raise refusal_for(outcome.id, outcome.code)
    return outcomes


def post_many(*, book: BookId, transfers: Sequence[Transfer], now: datetime) -> tuple[Outcome, ...]:
    """Book up to BATCH_MAX transfers, each standing alone or with its journal; refusals are outcomes and recorded."""
    return _apply(book, transfers, now, imported=False)


def post_fitting(*, book: BookId, transfers: Sequence[Transfer], now: datetime) -> tuple[Outcome, ...]:
    """Book like `post_many` what can be booked; a refusal is an outcome and leaves no trace, so it may be tried again.

    For transfers of several callers, each of whom would have used `post`.
    """
    _check_size(transfers)
    if len(transfers) == 1 and _store().post_one(book, transfers[0], now=micros(now)):
        return (Outcome(transfers[0].id, Code.OK),)
    return _store().apply_fitting(book, transfers, now=micros(now)) if transfers else ()


def post_imported(*, book: BookId, transfers: Sequence[Transfer], now: datetime) -> tuple[Outcome, ...]:
    """Book history like `post_many`, dated by each transfer's `event_at` as far as the book's time does not go back."""
    return _apply(book, transfers, now, imported=True)


def _apply(book: BookId, transfers: Sequence[Transfer], now: datetime, *, imported: bool) -> tuple[Outcome, ...]:
    _check_size(transfers)
    if not transfers:
        return ()
    return _store().apply(book, transfers, now=micros(now), imported=imported)


def _check_size(transfers: Sequence[Transfer]) -> None:
    if len(transfers) > BATCH_MAX:
        raise TooLarge(asked=len(transfers), limit=BATCH_MAX)


def expire_holds(*, now: datetime, limit: int = 1_000) -> int:
    """Release up to `limit` holds whose time is up, in books of any number, and return how many."""
    due = over_django().select(_DUE, (micros(now), Kind.HOLD.value, limit))
    by_book: dict[BookId, list[Transfer]] = {}
    for book, hold, debit, credit, amount in due:
        own = derived_id(micros(now) // 1000, hashlib.sha256(b"expire" + as_uuid(hold).bytes).digest())
        release = Transfer(own, debit, credit, amount, kind=Kind.EXPIRE, pending_id=as_uuid(hold))
        by_book.setdefault(book, []).append(release)
    for number, releases in by_book.items():
        with transaction.atomic():
            post_many(book=number, transfers=releases, now=now)
    return len(due)


_DUE = """
SELECT t.book, t.id, t.debit, t.credit, t.amount FROM ledger_transfer t
WHERE t.expires_at IS NOT NULL AND t.expires_at <= ? AND t.kind = ?
  AND NOT EXISTS (SELECT 1 FROM ledger_resolution r WHERE r.book = t.book AND r.pending_id = t.id)
ORDER BY t.book, t.expires_at LIMIT ?
"""
