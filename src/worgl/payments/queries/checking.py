"""What a check of the books compares: the ledger with itself, then everything above with the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from worgl.communities.queries import Community, all_communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.limits import PAGE_MAX
from worgl.currency.errors import CurrencyUnknown
from worgl.currency.queries import CurrencyView, WalletView, currency_of, levies, wallets
from worgl.ledger import queries as ledger
from worgl.ledger.audit import audit, one_view
from worgl.ledger.rules import Account, AccountId, BookId, Finding, Recorded
from worgl.payments.models import Payment

PAGE = 1_000


def faults(community: Community | None) -> list[Finding]:
    """Return everything that is wrong with one community, or with all and with books that belong to none."""
    if community is not None:
        return list(faults_of(community.book, community))
    towns = towns_by_book()
    return [fault for book in sorted({*towns, *ledger.books()}) for fault in faults_of(book, towns.get(book))]


def towns_by_book() -> dict[BookId, Community]:
    """Return every community by the book it keeps."""
    found: dict[BookId, Community] = {}
    after = ""
    while page := all_communities(PAGE_MAX, after=after):
        found |= {town.book: town for town in page}
        after = page[-1].slug
    return found


def faults_of(book: BookId, community: Community | None) -> Iterator[Finding]:
    """Yield what is wrong with a book and with everything above it that its community keeps."""
    if community is None:
        yield from audit(book)
        yield Finding("book_without_community", book, "communities", f"Book {book} belongs to no community.")
        return
    if book not in ledger.books():
        yield Finding("book_missing", book, community.slug, f"{community.name} has book {book}, which does not exist.")
        return
    yield from audit(book)
    with one_view():
        try:
            currency = currency_of(community.id)
        except CurrencyUnknown:
            yield Finding("currency_missing", book, community.slug, f"{community.name} has no currency.")
            return
        yield from _wallet_faults(currency)
        yield from _levy_faults(currency)
        yield from _payment_faults(currency)


def _wallet_faults(currency: CurrencyView) -> Iterator[Finding]:
    """Compare wallets and accounts: each wallet has an account of the currency's unit, each account a wallet."""
    accounts = {account.id: account for account in _all_accounts(currency.book)}
    owned = {wallet.account: wallet for wallet in _all_wallets(currency.community)}
    for number, wallet in owned.items():
        account = accounts.get(number)
        if account is None:
            yield _fault("wallet_without_account", currency, wallet, "has no account in the ledger")
        elif account.unit != currency.unit:
            yield _fault("wallet_of_other_unit", currency, wallet, f"is in {account.unit}, not in {currency.unit}")
    for number in accounts.keys() - owned.keys():
        where = f"account {number}"
        yield Finding("account_without_wallet", currency.book, where, f"Account {number} belongs to no wallet.")
    for role in ("issuer", "commons", "operator", "exit_gap", "levy_pool"):
        number = getattr(currency, role)
        if number not in owned or owned[number].role.value != role:
            where = f"account {number}"
            yield Finding(
                "role_without_wallet", currency.book, where, f"The wallet of the {role} is not account {number}."
            )


def _fault(kind: str, currency: CurrencyView, wallet: WalletView, sentence: str) -> Finding:
    where = f"account {wallet.account}"
    return Finding(
        kind, currency.book, where, f"The wallet of account {wallet.account} ({wallet.name or wallet.role}) {sentence}."
    )


def _all_accounts(book: BookId) -> Iterator[Account]:
    after = 0
    while page := ledger.all_accounts(book, after=after, limit=PAGE):
        yield from page
        after = page[-1].id


def _all_wallets(community: CommunityId) -> Iterator[WalletView]:
    after = AccountId(0)
    while page := wallets(community=community, after=after, limit=PAGE):
        yield from page
        after = page[-1].account


def _levy_faults(currency: CurrencyView) -> Iterator[Finding]:
    """Compare what each levy took with what its receivers got."""
    cursor = ""
    while True:
        page = levies(community=currency.community, cursor=cursor)
        for levy in page.items:
            shared = sum(levy.shares.values())
            if levy.is_shared and shared != levy.taken_minor:
                sentence = f"The levy of {levy.date} took {levy.taken_minor} and its receivers got {shared}."
                yield Finding("levy_not_its_shares", currency.book, f"levy {levy.date}", sentence)
        if not page.next_cursor:
            return
        cursor = page.next_cursor


def _payment_faults(currency: CurrencyView) -> Iterator[Finding]:
    """Compare payments and transfers: same id, same amount, between the wallets of the same two members."""
    members = {wallet.member: wallet.account for wallet in _all_wallets(currency.community) if wallet.member}
    rows = Payment.objects.filter(community=currency.community).order_by("id").iterator(chunk_size=PAGE)
    while page := list(islice(rows, PAGE)):
        booked = ledger.transfers_by_ids(currency.book, [row.pk for row in page])
        for row in page:
            sentence = _payment_fault(row, booked.get(row.pk), members)
            if sentence:
                yield Finding("payment_not_its_transfer", currency.book, f"payment {row.pk}", sentence)


def _payment_fault(row: Payment, booked: Recorded | None, members: dict[MemberId, AccountId]) -> str:
    if booked is None:
        return f"Payment {row.pk} has no transfer in the ledger."
    if booked.amount != row.amount_minor:
        return f"Payment {row.pk} is of {row.amount_minor} and its transfer of {booked.amount}."
    sides = [members.get(MemberId(side)) for side in (row.payer, row.payee)]
    if sides != [booked.debit, booked.credit]:
        return f"Payment {row.pk} and its transfer are between other accounts."
    return ""
