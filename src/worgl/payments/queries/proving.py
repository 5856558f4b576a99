"""What the checks of payments share with those of the domains above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from worgl.communities.rules import CommunityId
from worgl.core.checks import Fault, Find, Subject
from worgl.core.moment import one_view
from worgl.core.sealing import Sealed
from worgl.core.sealing import faults_of as faults_of_seals
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


class Claim(NamedTuple):
    """Something that is paid by a payment of its own: what it says was paid, and which payment would be its."""

    where: str
    said: UUID | None
    own: UUID
    payer: UUID | None
    payee: UUID | None
    amount_minor: int


def faults_of_claims(kind: str, currency: CurrencyView, claims: Iterable[Claim]) -> Iterator[Fault]:
    """Yield where what something says of its payment, and the payment, differ."""
    for page in pages(claims):
        paid = payments_by_ids(currency, [one.own for one in page])
        for one in page:
            sentence = _claim_fault(one, paid.get(one.own))
            if sentence:
                yield Fault(kind, currency.book, one.where, f"{one.where[0].upper()}{one.where[1:]} {sentence}.")


def _claim_fault(one: Claim, found: object) -> str:
    if one.said is None:
        return f"is not paid, and payment {one.own} paid it" if found is not None else ""
    if one.said != one.own or found is None:
        return f"names payment {one.said}, which is not the one that paid it"
    told = (getattr(found, "payer", None), getattr(found, "payee", None), getattr(found, "amount_minor", None))
    if told[1:] != (one.payee, one.amount_minor) or one.payer not in {None, told[0]}:
        return f"names payment {one.said}, which is of another amount or between others"
    return ""


def unchanged(kind: Sealed) -> Find:
    """Make the check that compares the rows of a kind with their seals."""

    def find(currency: CurrencyView) -> Iterator[Fault]:
        yield from faults_of_seals(kind, Subject(currency.book, currency.community))

    return of_currency(find)
