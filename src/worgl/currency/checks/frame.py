"""What the currency's checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worgl.communities.rules import CommunityId
from worgl.core.checks import Fault, Find, Subject
from worgl.core.moment import one_view
from worgl.currency.errors import CurrencyUnknown
from worgl.currency.queries.currencies import currency_of
from worgl.currency.rules import CurrencyView
from worgl.ledger import queries as ledger
from worgl.ledger.rules import BookId

PAGE = 1_000


def of_currency(find: Callable[[CurrencyView], Iterator[Fault]]) -> Find:
    """Make a check of a currency: of one moment, and of communities that have a book and a currency."""

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
