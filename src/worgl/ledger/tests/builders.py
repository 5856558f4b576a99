"""Books and accounts for tests, in the notation of this domain: `alice -> bob 50 limit 100 ok`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from worgl.core.ids import new_id
from worgl.ledger import commands
from worgl.ledger.rules import NO_CEILING, NO_FLOOR, AccountId, AccountSpec, BookId, Transfer

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
UNIT = "ALD"


@dataclass(frozen=True, slots=True)
class Books:
    """A fresh book with an issuer without floor and some members at zero."""

    book: BookId
    issuer: AccountId
    members: tuple[AccountId, ...]


def fresh_book(*, members: int = 3, floor: int = 0, ceiling: int = NO_CEILING) -> Books:
    """Open a book with an issuer and members, committed unless the test's own transaction is open."""
    specs = [AccountSpec(UNIT, floor=NO_FLOOR)] + [AccountSpec(UNIT, floor=floor, ceiling=ceiling)] * members
    with transaction.atomic():
        book = commands.open_book(now=NOW)
        issuer, *rest = commands.open_accounts(book=book, specs=specs)
    return Books(book, issuer, tuple(rest))


def move(debit: AccountId, credit: AccountId, amount: int) -> Transfer:
    """Return a plain transfer with a new id."""
    return Transfer(new_id(), debit, credit, amount)


def fund(books: Books, amount: int) -> None:
    """Give every member an amount from the issuer."""
    with transaction.atomic():
        commands.post(book=books.book, transfers=[move(books.issuer, one, amount) for one in books.members], now=NOW)
