"""What proves a book: the audit of its transfers, and the seals of its accounts."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.core.checks import Fault, Subject, proves
from worgl.core.moment import one_view
from worgl.core.sealing import compare
from worgl.ledger.audit import audit
from worgl.ledger.queries import books, sealed_accounts
from worgl.ledger.rules import BookId, account_chain


@proves("ledger.book", "Transfers, entries, balances, holds and refusals follow from each other without a gap.")
def book(subject: Subject) -> Iterator[Fault]:
    """Audit the book; of one that does not exist the check of places speaks."""
    own = BookId(subject.book)
    if own not in books():
        return
    for found in audit(own):
        yield Fault(found.kind, found.book, found.where, found.sentence)


@proves("ledger.accounts", "Floor, ceiling and end of each account are as they were set.")
def accounts(subject: Subject) -> Iterator[Fault]:
    """Compare the accounts with their seals."""
    own = BookId(subject.book)
    with one_view():
        yield from compare("account", account_chain(own), sealed_accounts(own), book=own)


CHECKS = (
    book,
    accounts,
)
