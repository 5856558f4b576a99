"""Values of the ledger and the order in which it refuses. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from itertools import repeat
from typing import NamedTuple, NewType
from uuid import UUID

BookId = NewType("BookId", int)
AccountId = NewType("AccountId", int)

NO_FLOOR = -(2**62)
NO_CEILING = 2**62
CLOSED = 1
"""Bit of an account's `flags` that marks it closed."""

BUCKET_BITS = 13
"""How books that are opened now are laid out; each book is read and written by what is recorded of its own layout."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(IntEnum):
    """What a transfer does."""

    TRANSFER = 0
    HOLD = 1
    POST = 2
    VOID = 3
    EXPIRE = 4


class Code(StrEnum):
    """Outcomes, in the order of precedence in which they are found; the first that applies is the answer.

    The id comes first: a repeated id is told how it fared, whatever has become of its accounts since.
    """

    OK = "ok"
    ALREADY_DONE = "already_done"
    ID_REUSED = "id_reused"
    ALREADY_REFUSED = "already_refused"
    ACCOUNT_UNKNOWN = "account_unknown"
    SAME_ACCOUNT = "same_account"
    UNITS_DIFFER = "units_differ"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    AMOUNT_TOO_LARGE = "amount_too_large"
    ACCOUNT_CLOSED = "account_closed"
    HOLD_UNKNOWN = "hold_unknown"
    HOLD_DIFFERS = "hold_differs"
    HOLD_ALREADY_RESOLVED = "hold_already_resolved"
    HOLD_EXPIRED = "hold_expired"
    HOLD_NOT_EXPIRED = "hold_not_expired"
    HOLD_EXCEEDED = "hold_exceeded"
    BELOW_FLOOR = "below_floor"
    ABOVE_CEILING = "above_ceiling"
    JOURNAL_REFUSED = "journal_refused"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer asked for. `id` is the caller's and its idempotency key.

    POST, VOID and EXPIRE name their hold by `pending_id` and repeat its accounts; the amount of a POST
    may be less than the hold's (the rest is freed), that of VOID and EXPIRE is the hold's. `code` is
    the caller's own classification (0 to 32767), opaque here. Transfers that name the same `journal`
    in one batch stand together, all or none. Times are microseconds since 1970 UTC.
    """

    id: UUID
    debit: AccountId
    credit: AccountId
    amount: int
    code: int = 0
    kind: Kind = Kind.TRANSFER
    pending_id: UUID | None = None
    journal: UUID | None = None
    event_at: int | None = None
    expires_at: int | None = None


class Account(NamedTuple):
    """An account as it stands, in the order of its columns: a tuple, because a batch reads thousands of them.

    `bucket` is where its newest entry lies (see `bucket_of`); `flags` is 1 when it is closed.
    """

    book: BookId
    id: AccountId
    unit: str
    kind: int
    posted: int
    held_out: int
    held_in: int
    floor: int
    ceiling: int
    seq: int
    flags: int
    bucket: int

    @property
    def closed(self) -> bool:
        """Tell whether the account takes no more transfers."""
        return bool(self.flags & CLOSED)

    @property
    def available(self) -> int:
        """Minor units that can leave before the floor stops them; NO_FLOOR makes it practically endless."""
        return self.posted - self.held_out - self.floor


def account_chain(book: BookId) -> str:
    """Return the name of the chain that seals a book's accounts.

    >>> account_chain(BookId(7))
    'account:7'
    """
    return f"account:{book}"


def account_cells(account: Account) -> tuple[int, str, int, int, int, int]:
    """Return what of an account is sealed: what no transfer tells."""
    return account.id, account.unit, account.kind, account.floor, account.ceiling, account.flags


@dataclass(frozen=True, slots=True)
class AccountSpec:
    """An account to be opened; `kind` is the caller's own classification, opaque here."""

    unit: str
    kind: int = 0
    floor: int = 0
    ceiling: int = NO_CEILING


@dataclass(frozen=True, slots=True)
class Recorded:
    """A transfer as booked: `seq` counts the book's transfers, `at` never falls within a book."""

    id: UUID
    seq: int
    debit: AccountId
    credit: AccountId
    amount: int
    code: int
    kind: Kind
    pending_id: UUID | None
    journal: UUID | None
    at: int
    event_at: int | None
    expires_at: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a transfer as its account sees it; `delta` is signed, `balance_after` the running balance."""

    account: AccountId
    seq: int
    transfer: UUID
    counter: AccountId
    code: int
    delta: int
    balance_after: int
    at: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account over a period: `opening` + the sum of the lines' deltas = `closing`."""

    account: AccountId
    unit: str
    opening: int
    lines: tuple[Entry, ...]
    closing: int


@dataclass(frozen=True, slots=True)
class Head:
    """A book's counters, its layout, and the ends of its chains; whoever holds its lock is the book's one writer.

    `bits` is how its entries are laid out now (see `bucket_of`); `refused` counts the ids that were refused.
    """

    last_account: int
    last_seq: int
    last_commit: int
    last_at: int
    max_id: bytes
    hash: bytes
    bits: int = BUCKET_BITS
    refused: int = 0
    refused_hash: bytes = bytes(32)


class Held(NamedTuple):
    """A booked transfer as far as the end of a hold asks for it."""

    id: UUID
    debit: AccountId
    credit: AccountId
    amount: int
    kind: int
    expires_at: int | None


@dataclass(slots=True)
class Snapshot:
    """What a batch must know of the book, read under its lock. Ids above `head.max_id` were never seen."""

    head: Head
    accounts: dict[AccountId, Account]
    existing: dict[UUID, Recorded]
    refused: dict[UUID, str]
    holds: dict[UUID, Recorded | Held]
    resolved: set[UUID]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the audit found wrong: its kind, the book, where in it, and a sentence."""

    kind: str
    book: BookId
    where: str
    sentence: str


class Outcome(NamedTuple):
    """The ledger's answer to one transfer: a tuple, because a batch makes thousands of them."""

    id: UUID
    code: Code

    @property
    def is_booked(self) -> bool:
        """Tell whether the transfer stands in the book, now or from before."""
        return self.code in {Code.OK, Code.ALREADY_DONE}

    @classmethod
    def of_batch(cls, ids: Iterable[UUID], codes: Iterable[Code]) -> tuple[Outcome, ...]:
        """Return the outcomes of a batch, made without a step of Python for each.

        >>> Outcome.of_batch([UUID(int=1)], [Code.OK]) == (Outcome(UUID(int=1), Code.OK),)
        True
        """
        return tuple(map(tuple.__new__, repeat(cls), zip(ids, codes, strict=True)))


def bucket_of(seq: int, *, bits: int) -> int:
    """Return the bucket in which a commit that begins with the book's transfer number `seq` keeps its entries.

    Entries are clustered by bucket, then account: new ones fall into a small region of the table
    however large the book has grown, and an account's older ones are found bucket by bucket. A full
    commit has a bucket of its own, so that its entries are appended in order.

    `bits` is the book's own: 13 for books opened since there is such a record.

    >>> bucket_of(1, bits=13), bucket_of(8_192, bits=13), bucket_of(8_193, bits=13), bucket_of(65_537, bits=16)
    (0, 0, 1, 1)
    """
    return (seq - 1) >> bits


def micros(moment: datetime) -> int:
    """Return an aware moment as microseconds since 1970 UTC.

    >>> micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """Return microseconds since 1970 UTC as an aware moment.

    >>> moment(1_000_000).second
    1
    """
    return _EPOCH + timedelta(microseconds=at)
