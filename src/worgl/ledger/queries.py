"""Reads of the ledger, on Django's connection. The caller has checked who may see the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from worgl.core.errors import TooLarge
from worgl.core.request_cache import cached
from worgl.ledger.errors import AccountUnknown
from worgl.ledger.rules import (
    NO_CEILING,
    Account,
    AccountId,
    BookId,
    Code,
    Entry,
    Kind,
    Recorded,
    Statement,
    account_cells,
)
from worgl.ledger.store.base import ACCOUNT_COLUMNS, TRANSFER_COLUMNS, accounts_from, as_uuid, recorded
from worgl.ledger.store.opening import over_django


@cached
def account(book: BookId, number: AccountId) -> Account:
    """Return an account as it stands; refuses AccountUnknown."""
    found = accounts(book, [number])
    if number not in found:
        raise AccountUnknown(account=number, book=book)
    return found[number]


def accounts(book: BookId, numbers: Iterable[AccountId]) -> dict[AccountId, Account]:
    """Return those of the accounts that exist."""
    listed = ",".join(str(int(number)) for number in numbers)
    if not listed:
        return {}
    sql = f"SELECT {ACCOUNT_COLUMNS} FROM ledger_account WHERE book = ? AND id IN ({listed})"
    return accounts_from(over_django().select(sql, (book,)))


def all_accounts(book: BookId, *, after: int = 0, limit: int = 1_000) -> list[Account]:
    """Return up to `limit` accounts of a book in order of their numbers, from the one after `after`."""
    sql = f"SELECT {ACCOUNT_COLUMNS} FROM ledger_account WHERE book = ? AND id > ? ORDER BY id LIMIT ?"
    return list(accounts_from(over_django().select(sql, (book, after, limit))).values())


def books() -> list[BookId]:
    """Return all books of this database."""
    return [BookId(row[0]) for row in over_django().select("SELECT book FROM ledger_book ORDER BY book", ())]


def last_seq(book: BookId) -> int:
    """Return the number of the book's latest transfer, 0 for none: how many there are."""
    rows = over_django().select("SELECT last_seq FROM ledger_book WHERE book = ?", (book,))
    return int(rows[0][0]) if rows else 0


def transfer(book: BookId, number: UUID) -> Recorded | None:
    """Return a booked transfer, None when there is none."""
    return transfers_by_ids(book, [number]).get(number)


def transfers_by_ids(book: BookId, ids: Iterable[UUID]) -> dict[UUID, Recorded]:
    """Return those of the transfers that exist."""
    return over_django().transfers_by_ids(book, list(ids))


def refusals(book: BookId, ids: Iterable[UUID]) -> dict[UUID, Code]:
    """Return why those of the ids that were refused were refused."""
    return {own: Code(code) for own, code in over_django().outcomes(book, list(ids)).items()}


class Moved(NamedTuple):
    """A transfer as far as somebody above compares with it; a tuple, because a check reads all of them."""

    id: UUID
    debit: AccountId
    credit: AccountId
    amount: int
    code: int


def moved(book: BookId, *, codes: Sequence[int], kind: Kind = Kind.TRANSFER) -> Iterator[Moved]:
    """Yield all transfers of a kind with one of the codes, in the order of their ids; belongs into one view."""
    sql = (
        "SELECT id, debit, credit, amount, code FROM ledger_transfer "
        f"WHERE book = ? AND kind = ? AND code IN ({','.join(map(str, codes))}) ORDER BY id"
    )
    for own, *rest in over_django().stream(sql, (book, kind.value)):
        yield Moved(as_uuid(own), *rest)


def ended(book: BookId, holds: Sequence[UUID]) -> set[UUID]:
    """Return those of the holds that were posted, voided or expired."""
    return over_django().resolved(book, holds)


def sealed_accounts(book: BookId) -> Iterator[tuple[int, str, int, int, int, int]]:
    """Yield of every account what is sealed of it, in the order of their numbers; belongs into one view."""
    after = 0
    while page := all_accounts(book, after=after, limit=5_000):
        yield from map(account_cells, page)
        after = page[-1].id


def transfers(book: BookId, *, after_seq: int = 0, limit: int = 1_000) -> list[Recorded]:
    """Return up to `limit` transfers in the order in which they were booked, from the one after `after_seq`."""
    where = "WHERE book = ? AND seq > ? AND seq <= ? AND amount > 0"
    sql = f"SELECT {TRANSFER_COLUMNS} FROM ledger_transfer {where} ORDER BY seq"
    return [recorded(row) for row in over_django().select(sql, (book, after_seq, after_seq + limit))]


# Each entry looks its transfer up by key. Joined, a plan by statistics that have not seen the book yet can walk
# through the whole book for each of them.
_ENTRIES = """
SELECT e.account, e.seq, e.transfer,
       (SELECT CASE WHEN t.debit = e.account THEN t.credit ELSE t.debit END
        FROM ledger_transfer t WHERE t.book = e.book AND t.id = e.transfer),
       (SELECT t.code FROM ledger_transfer t WHERE t.book = e.book AND t.id = e.transfer),
       e.delta, e.balance_after, e.at
FROM ledger_entry e
WHERE e.book = ? AND e.account = ? AND e.bucket IN ({marks})
"""


_WALK = """
WITH RECURSIVE walk(bucket, step) AS (
  SELECT CAST(? AS integer), 0
  UNION ALL
  SELECT (SELECT CASE WHEN e.seq > 1 AND e.at >= ? THEN e.prev_bucket END FROM ledger_entry e
          WHERE e.book = ? AND e.bucket = walk.bucket AND e.account = ? ORDER BY e.seq LIMIT 1), walk.step + 1
  FROM walk WHERE walk.bucket IS NOT NULL AND walk.step < ?
)
SELECT bucket FROM walk ORDER BY step
"""
FIRST_STEPS, MOST_STEPS = 8, 512
"""Buckets looked up at once: few for a page of the newest entries, more for who reads far back."""
ALL_TIMES = -(1 << 62)


def entries(book: BookId, number: AccountId, *, before_seq: int | None = None, limit: int = 50) -> list[Entry]:
    """Return up to `limit` entries of an account, newest first, older than `before_seq` when it is given."""
    before = before_seq if before_seq is not None else NO_CEILING
    found: list[Entry] = []
    for buckets in _buckets(book, number, least=limit):
        wanted = "AND e.seq < ? ORDER BY e.seq DESC LIMIT ?"
        found.extend(_entries(book, number, buckets, wanted, before, limit - len(found)))
        if len(found) >= limit:
            break
    return found


def _entries(book: BookId, number: AccountId, buckets: Sequence[int], wanted: str, *values: int) -> Iterator[Entry]:
    sql = f"{_ENTRIES.format(marks=_marks(buckets))} {wanted}"
    return map(_entry, over_django().select(sql, (book, number, *buckets, *values)))


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def _buckets(
    book: BookId, number: AccountId, *, since: int = ALL_TIMES, least: int = FIRST_STEPS
) -> Iterator[list[int]]:
    """Yield, some at a time and newest first, the buckets that hold entries of an account.

    The first time at least `least`, of which each holds an entry. It ends with the bucket in which an entry from
    before `since` (microseconds) is found.
    """
    try:
        state = account(book, number)
    except AccountUnknown:
        return
    reached: int | None = state.bucket if state.seq else None
    steps = min(max(least, FIRST_STEPS), MOST_STEPS)
    while reached is not None:
        rows = over_django().select(_WALK, (reached, since, book, number, steps))
        found: list[int] = [row[0] for row in rows if row[0] is not None]
        reached = found.pop() if len(found) > steps else None
        yield found
        steps = min(2 * steps, MOST_STEPS)


def statement(book: BookId, number: AccountId, *, start: int, end: int, limit: int) -> Statement:
    """Return an account's lines booked from `start` up to but not including `end` (microseconds).

    Opening + lines = closing. Refuses AccountUnknown, and TooLarge when there are more than `limit` lines.
    """
    row = account(book, number)
    newest_first: list[Entry] = []
    for buckets in _buckets(book, number, since=start):
        wanted = "AND e.at >= ? AND e.at < ? ORDER BY e.seq DESC LIMIT ?"
        newest_first.extend(_entries(book, number, buckets, wanted, start, end, limit + 1 - len(newest_first)))
        if len(newest_first) > limit:
            raise TooLarge(asked=f"more than {limit} lines", limit=limit)
    lines = tuple(reversed(newest_first))
    opening = lines[0].balance_after - lines[0].delta if lines else balance_before(book, number, at=start)
    return Statement(number, row.unit, opening, lines, lines[-1].balance_after if lines else opening)


def balance_before(book: BookId, number: AccountId, *, at: int) -> int:
    """Return an account's posted balance just before a moment in microseconds."""
    for buckets in _buckets(book, number, since=at):
        sql = (
            f"SELECT balance_after FROM ledger_entry WHERE book = ? AND account = ? AND bucket IN ({_marks(buckets)}) "
            "AND at < ? ORDER BY seq DESC LIMIT 1"
        )
        rows = over_django().select(sql, (book, number, *buckets, at))
        if rows:
            return int(rows[0][0])
    return 0


def balances(book: BookId, unit: str) -> list[tuple[AccountId, int, bool]]:
    """Return number, posted balance and whether it is closed of every account of a unit: for a town's figures."""
    sql = "SELECT id, posted, flags <> 0 FROM ledger_account WHERE book = ? AND unit = ?"
    return over_django().select(sql, (book, unit))


def reaches(book: BookId, unit: str) -> list[tuple[AccountId, int, int]]:
    """Return of every open account of a unit its number, posted balance and what can leave it without making a debt.

    That is what is available, and not more than what is posted: a floor below zero lends nothing here.
    """
    sql = (
        "SELECT id, posted, CASE WHEN held_out + floor > 0 THEN posted - held_out - floor ELSE posted END "
        "FROM ledger_account WHERE book = ? AND unit = ? AND flags = 0"
    )
    return over_django().select(sql, (book, unit))


def balance_sum(book: BookId, unit: str) -> int:
    """Return the sum of all balances of a unit: zero in a sound book."""
    sql = "SELECT coalesce(sum(posted), 0) FROM ledger_account WHERE book = ? AND unit = ?"
    return int(over_django().select(sql, (book, unit))[0][0])


def _entry(row: Sequence[Any]) -> Entry:
    number, seq, own, counter, code, delta, after, at = row
    return Entry(number, seq, as_uuid(own), counter, code, delta, after, at)
