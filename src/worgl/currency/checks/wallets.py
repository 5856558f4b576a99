"""Wallets and accounts, grants and transfers: each has the other, with the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from worgl.communities.rules import CommunityId
from worgl.core.checks import Fault, Subject, proves
from worgl.currency.checks.frame import PAGE, of_currency
from worgl.currency.errors import CurrencyUnknown
from worgl.currency.models import GivingLine, Grant
from worgl.currency.queries.currencies import currency_of, wallets
from worgl.currency.rules import CurrencyView, WalletView
from worgl.currency.rules.givings import GIVEN
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Account, AccountId, BookId


@proves("currency.place", "Each community has its book and its currency.")
def place(subject: Subject) -> Iterator[Fault]:
    """Look for book and currency."""
    if subject.community is None:
        yield Fault(
            "book_without_community", subject.book, "communities", f"Book {subject.book} belongs to no community."
        )
    elif BookId(subject.book) not in ledger.books():
        sentence = f"{subject.name} has book {subject.book}, which does not exist."
        yield Fault("book_missing", subject.book, subject.name, sentence)
    else:
        try:
            currency_of(CommunityId(subject.community))
        except CurrencyUnknown:
            yield Fault("currency_missing", subject.book, subject.name, f"{subject.name} has no currency.")


@proves("currency.wallets", "Each wallet has an account of the currency's unit, and each account a wallet.")
@of_currency
def owned(currency: CurrencyView) -> Iterator[Fault]:
    """Compare wallets and accounts."""
    accounts = {account.id: account for account in _all_accounts(currency.book)}
    own = {wallet.account: wallet for wallet in all_wallets(currency.community)}
    for number, wallet in own.items():
        account = accounts.get(number)
        if account is None:
            yield _fault("wallet_without_account", currency, wallet, "has no account in the ledger")
        elif account.unit != currency.unit:
            yield _fault("wallet_of_other_unit", currency, wallet, f"is in {account.unit}, not in {currency.unit}")
    for number in accounts.keys() - own.keys():
        where = f"account {number}"
        yield Fault("account_without_wallet", currency.book, where, f"Account {number} belongs to no wallet.")
    for role in ("issuer", "commons", "operator", "exit_gap", "levy_pool"):
        number = getattr(currency, role)
        if number not in own or own[number].role.value != role:
            where = f"account {number}"
            yield Fault(
                "role_without_wallet", currency.book, where, f"The wallet of the {role} is not account {number}."
            )


def _fault(kind: str, currency: CurrencyView, wallet: WalletView, sentence: str) -> Fault:
    where = f"account {wallet.account}"
    return Fault(
        kind, currency.book, where, f"The wallet of account {wallet.account} ({wallet.name or wallet.role}) {sentence}."
    )


def _all_accounts(book: BookId) -> Iterator[Account]:
    after = 0
    while page := ledger.all_accounts(book, after=after, limit=PAGE):
        yield from page
        after = page[-1].id


def all_wallets(community: CommunityId) -> Iterator[WalletView]:
    """Yield every wallet, in order of their accounts."""
    after = AccountId(0)
    while page := wallets(community=community, after=after, limit=PAGE):
        yield from page
        after = page[-1].account


@proves("currency.grants", "Each grant moved what it says, from and to whom it says.")
@of_currency
def granted(currency: CurrencyView) -> Iterator[Fault]:
    """Compare grants and transfers."""
    rows = Grant.objects.filter(community_id=currency.community).order_by("id")
    columns = rows.values_list("id", "minor", "source__account", "payee__account")
    for page in pages(columns.iterator(chunk_size=PAGE)):
        booked = ledger.transfers_by_ids(currency.book, [row[0] for row in page])
        for own, *said in page:
            found = booked.get(own)
            if found is None or [found.amount, found.debit, found.credit] != said:
                sentence = f"The grant {own} is not what the ledger booked under its id."
                yield Fault("grant_not_its_transfer", currency.book, f"grant {own}", sentence)


@proves("currency.givings", "Each member of a giving who was given was, and nobody else.")
@of_currency
def given(currency: CurrencyView) -> Iterator[Fault]:
    """Compare the lines of givings and transfers."""
    rows = GivingLine.objects.filter(community_id=currency.community).order_by("id")
    columns = rows.values_list("transfer", "outcome", "giving", "member_id", "giving__each_minor")
    accounts = {wallet.member: wallet.account for wallet in all_wallets(currency.community) if wallet.member}
    for page in pages(columns.iterator(chunk_size=PAGE)):
        booked = ledger.transfers_by_ids(currency.book, [row[0] for row in page])
        for own, outcome, giving, member, minor in page:
            found = booked.get(own)
            got = None if found is None else (found.amount, found.credit)
            if got != ((minor, accounts.get(member)) if outcome == GIVEN else None):
                sentence = f"What giving {giving} says of transfer {own} is not what the ledger booked under its id."
                yield Fault("giving_wrong", currency.book, f"giving {giving}, transfer {own}", sentence)


def pages(rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Yield rows PAGE at a time."""
    rest = iter(rows)
    while page := list(islice(rest, PAGE)):
        yield page


CHECKS = (
    place,
    owned,
    granted,
    given,
)
