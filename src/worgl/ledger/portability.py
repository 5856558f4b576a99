"""A book's rows out and in, for export and import: accounts, transfers in order, and the ids that were refused.

Entries, holds' ends and balances follow from the transfers: they are booked again, each at its own time, and
what comes out is compared with what the accounts are said to hold. Only the hashes of the chain differ, since
they cover how transfers were grouped into commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.limits import BATCH_MAX
from worgl.core.portability import Row, RowRefused
from worgl.ledger import commands, queries
from worgl.ledger.rules import (
    CLOSED,
    NO_CEILING,
    NO_FLOOR,
    AccountId,
    AccountSpec,
    BookId,
    Code,
    Kind,
    Transfer,
    micros,
)
from worgl.ledger.store.base import Store, as_uuid
from worgl.ledger.store.opening import over_django

ACCOUNTS = "ledger_accounts"
TRANSFERS = "ledger_transfers"
REFUSED = "ledger_refused"
HEADERS: dict[str, Row] = {
    ACCOUNTS: ("id", "unit", "kind", "floor", "ceiling", "closed", "posted", "held_out", "held_in", "entries"),
    TRANSFERS: (
        "seq", "id", "debit", "credit", "amount", "code", "kind",
        "pending_id", "journal", "at", "event_at", "expires_at",
    ),
    REFUSED: ("id", "code"),
}  # fmt: skip
_PAGE = 5_000
_NUMBERS_MAX = 2**63
_SMALL_MAX = 2**15
"""Where the numbers of kinds and codes end."""
_SMALL = frozenset({"kind", "code"})


def export_rows(name: str, book: BookId) -> Iterator[Row]:
    """Yield one of the three tables of a book as text, without its header."""
    return {ACCOUNTS: _accounts, TRANSFERS: _transfers, REFUSED: _refused}[name](book)


def _accounts(book: BookId) -> Iterator[Row]:
    after = 0
    while page := queries.all_accounts(book, after=after, limit=_PAGE):
        for one in page:
            closed = "yes" if one.closed else "no"
            numbers = (one.posted, one.held_out, one.held_in, one.seq)
            yield _texts(one.id, one.unit, one.kind, one.floor, one.ceiling, closed, *numbers)
        after = page[-1].id


def _transfers(book: BookId) -> Iterator[Row]:
    after = 0
    while page := queries.transfers(book, after_seq=after, limit=_PAGE):
        for one in page:
            moved = (one.seq, one.id, one.debit, one.credit, one.amount, one.code, one.kind.value)
            yield _texts(*moved, one.pending_id, one.journal, one.at, one.event_at, one.expires_at)
        after = page[-1].seq


def _refused(book: BookId) -> Iterator[Row]:
    sql = "SELECT id, code FROM ledger_outcome WHERE book = ? ORDER BY id"
    for own, code in over_django().stream(sql, (book,)):
        yield _texts(as_uuid(own), code)


def _texts(*values: object) -> Row:
    return ["" if value is None else str(value) for value in values]


def read_back(*, accounts: Iterable[Row], transfers: Iterable[Row], refused: Iterable[Row], now: datetime) -> BookId:
    """Make a book of the three tables, in the caller's transaction, and return its number; refuses RowRefused."""
    book = commands.open_book(now=now)
    rows = list(accounts)
    specs = [_spec(line, row) for line, row in enumerate(rows, start=2)]
    # Without limits at first: those of today may be narrower than what the account once held.
    open_specs = [AccountSpec(spec.unit, spec.kind, NO_FLOOR, NO_CEILING) for spec in specs]
    commands.open_accounts(book=book, specs=open_specs)
    store = over_django()
    lines = enumerate(transfers, start=2)
    while batch := list(islice(lines, BATCH_MAX)):
        _book(store, book, batch, now=now)
    _note_refused(store, book, refused, now=now)
    _limit(store, book, rows, specs)
    _compare(book, rows)
    return book


def _limit(store: Store, book: BookId, rows: Sequence[Row], specs: Sequence[AccountSpec]) -> None:
    """Give the accounts the limits they have today."""
    closed = [CLOSED if _read(ACCOUNTS, line, row)["closed"] == "yes" else 0 for line, row in enumerate(rows, start=2)]
    opened = list(zip(map(AccountId, range(1, len(specs) + 1)), specs, closed, strict=True))
    for number, spec, flags in opened:
        store.change_account(book, number, floor=spec.floor, ceiling=spec.ceiling, flags=flags)
    commands.seal_accounts(book, opened)


def _spec(line: int, row: Row) -> AccountSpec:
    cells = _read(ACCOUNTS, line, row)
    numbers = _numbers(ACCOUNTS, line, cells, "id", "kind", "floor", "ceiling", "posted")
    if numbers["id"] != line - 1:
        raise RowRefused(table=ACCOUNTS, line=line, reason=_("accounts are numbered from 1 without a gap"))
    if not NO_FLOOR <= numbers["floor"] <= numbers["posted"] <= numbers["ceiling"] <= NO_CEILING:
        raise RowRefused(table=ACCOUNTS, line=line, reason=_("the balance is not within its limits"))
    return AccountSpec(cells["unit"], numbers["kind"], numbers["floor"], numbers["ceiling"])


def _book(store: Store, book: BookId, batch: Sequence[tuple[int, Row]], *, now: datetime) -> None:
    """Book transfers as one commit, each at the time it was booked before."""
    transfers: list[Transfer] = []
    ats: list[int] = []
    snapshot_seq = queries.last_seq(book)
    for line, row in batch:
        cells = _read(TRANSFERS, line, row)
        at, seq = (_number(TRANSFERS, line, cells[name]) for name in ("at", "seq"))
        snapshot_seq += 1
        if seq != snapshot_seq or (ats and at < ats[-1]):
            raise RowRefused(
                table=TRANSFERS, line=line, reason=_("transfers are numbered without a gap, in order of time")
            )
        ats.append(at)
        transfers.append(_transfer(line, cells))
    outcomes = store.apply_dated(book, transfers, ats=ats, now=micros(now))
    for (line, _row), outcome in zip(batch, outcomes, strict=True):
        if outcome.code is not Code.OK:
            raise RowRefused(
                table=TRANSFERS, line=line, reason=_("the books refuse it: {code}").format(code=outcome.code)
            )


def _note_refused(store: Store, book: BookId, refused: Iterable[Row], *, now: datetime) -> None:
    """Note which ids were refused: a retry in the new database must not turn a refusal into a success."""
    lines = enumerate(refused, start=2)
    while batch := list(islice(lines, BATCH_MAX)):
        refusals = [_refusal(line, _read(REFUSED, line, row)) for line, row in batch]
        store.note_refused(book, refusals, now=micros(now))


def _refusal(line: int, cells: dict[str, str]) -> tuple[UUID, Code]:
    own = _id(REFUSED, line, cells["id"])
    if own is None or cells["code"] not in set(Code):
        raise RowRefused(
            table=REFUSED, line=line, reason=_("“{text}” is no answer of the books").format(text=cells["code"][:60])
        )
    return own, Code(cells["code"])


def _compare(book: BookId, rows: Sequence[Row]) -> None:
    """Refuse when the transfers do not come to what the accounts are said to hold."""
    for line, (said, found) in enumerate(zip(rows, _accounts(book), strict=True), start=2):
        if list(said) != list(found):
            raise RowRefused(table=ACCOUNTS, line=line, reason=_("the transfers come to another balance"))


def _transfer(line: int, cells: dict[str, str]) -> Transfer:
    own = _id(TRANSFERS, line, cells["id"])
    numbers = _numbers(TRANSFERS, line, cells, "debit", "credit", "amount", "code", "kind")
    if own is None or numbers["kind"] not in set(Kind):
        raise RowRefused(table=TRANSFERS, line=line, reason=_("it has no id, or is of an unknown kind"))
    return Transfer(
        own,
        AccountId(numbers["debit"]),
        AccountId(numbers["credit"]),
        numbers["amount"],
        code=numbers["code"],
        kind=Kind(numbers["kind"]),
        pending_id=_id(TRANSFERS, line, cells["pending_id"]),
        journal=_id(TRANSFERS, line, cells["journal"]),
        event_at=_number(TRANSFERS, line, cells["event_at"]) if cells["event_at"] else None,
        expires_at=_number(TRANSFERS, line, cells["expires_at"]) if cells["expires_at"] else None,
    )


def _read(table: str, line: int, row: Row) -> dict[str, str]:
    if len(row) != len(HEADERS[table]):
        raise RowRefused(table=table, line=line, reason=_("it has too few or too many cells"))
    return dict(zip(HEADERS[table], row, strict=True))


def _numbers(table: str, line: int, cells: Mapping[str, str], *names: str) -> dict[str, int]:
    """Return the numbers of a row's cells, each within what its column holds."""
    ends = {name: _SMALL_MAX if name in _SMALL else _NUMBERS_MAX for name in names}
    return {name: _number(table, line, cells[name], end=end) for name, end in ends.items()}


def _number(table: str, line: int, text: str, *, end: int = _NUMBERS_MAX) -> int:
    try:
        value = int(text)
    except ValueError:
        value = end
    if not -end < value < end:
        raise RowRefused(table=table, line=line, reason=_("“{text}” is no whole number").format(text=text[:60]))
    return value


def _id(table: str, line: int, text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise RowRefused(table=table, line=line, reason=_("“{text}” is no id").format(text=text[:60])) from None
