"""What the payments' checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from worgl.communities.rules import CommunityId
from worgl.core.checks import Fault, Find, Subject
from worgl.core.moment import one_view
from worgl.currency.errors import CurrencyUnknown
from worgl.currency.queries import CurrencyView, currency_of, wallets
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, BookId
from worgl.payments.models import Payment

PAGE = 1_000


def of_currency(find: Callable[[CurrencyView], Iterator[Fault]]) -> Find:
    """Make a check of a community's payments: of one moment, and where there is a book and a currency."""

    def checked(subject: Subject) -> Iterator[Fault]:
        if subject.community is None or BookId(subject.book) not in ledger.books():
            return
        with one_view():
            try:
                currency = currency_of(CommunityId(subject.community))
            except CurrencyUnknown:
                return
            yield from find(currency)

    return checked


def accounts_of(currency: CurrencyView) -> dict[UUID, AccountId]:
    """Return the accounts of all members."""
    found: dict[UUID, AccountId] = {}
    after = AccountId(0)
    while page := wallets(community=currency.community, after=after, limit=PAGE):
        found |= {wallet.member: wallet.account for wallet in page if wallet.member}
        after = page[-1].account
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """What a payment's row tells."""

    payer: UUID
    payee: UUID
    amount_minor: int
    refunded_minor: int


def payments_by_ids(currency: CurrencyView, ids: Iterable[UUID | None]) -> dict[UUID, Told]:
    """Return those of the payments that the community has."""
    asked = [own for own in ids if own is not None]
    rows = Payment.objects.filter(pk__in=asked, community=currency.community)
    columns = rows.values_list("pk", "payer", "payee", "amount_minor", "refunded_minor")
    return {own: Told(payer, payee, minor, back) for own, payer, payee, minor, back in columns}


def pages(rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Yield rows some at a time: as many as one statement may ask for by their ids."""
    rest = iter(rows)
    while page := list(islice(rest, PAGE // 2)):
        yield page
