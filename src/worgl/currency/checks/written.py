"""What was written about money and follows from nothing else: compared with its seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worgl.core.checks import Fault, Subject, proves
from worgl.core.sealing import Sealed, faults_of
from worgl.currency.checks.frame import of_currency
from worgl.currency.models import DayHealth
from worgl.currency.rules import CurrencyView
from worgl.currency.seals import (
    ADDRESS,
    ARRIVED,
    CURRENCY,
    GIVING,
    GIVING_LINE,
    GRANT,
    HEALTH,
    LEVY,
    MONTH,
    SHARE,
    TABLE,
    WALLET,
)


def _unchanged(kind: Sealed) -> Callable[[CurrencyView], Iterator[Fault]]:
    def find(currency: CurrencyView) -> Iterator[Fault]:
        yield from faults_of(kind, Subject(currency.book, currency.community))

    return find


_SEALED = tuple(
    proves(f"currency.{kind.noun}", what)(of_currency(_unchanged(kind)))
    for kind, what in (
        (WALLET, "Limits given to members, and what they owe, are as they were written."),
        (GRANT, "Each grant names its reason, who gave it and when, as it was written."),
        (LEVY, "Each levy was taken on the terms that were written down when it was taken."),
        (CURRENCY, "The coin is of the kind, and has the decimals and accounts, that it began with."),
        (SHARE, "Each share of a levy went to the kind of receiver for whom it was reckoned."),
        (GIVING, "Each giving to many says who ordered what for whom."),
        (GIVING_LINE, "A giving is for the members for whom it was ordered."),
        (ARRIVED, "Each member of an import came with the balance that was read."),
        (ADDRESS, "Who came with an import is written to where the table said."),
        (TABLE, "Each table of members is as it was handed in, and is brought in once."),
        (MONTH, "What the commons took in and shared out each month is as it was written."),
    )
)


@proves("currency.day_health", "How the money fared on each day that has ended is as it was written.")
@of_currency
def day_health(currency: CurrencyView) -> Iterator[Fault]:
    """Compare the days with their seals; the newest is still being written."""
    newest = DayHealth.objects.filter(community_id=currency.community).order_by("-day").first()
    for fault in faults_of(HEALTH, Subject(currency.book, currency.community)):
        if newest is None or fault.where != f"{HEALTH.noun} {newest.pk}":
            yield fault


CHECKS = (*_SEALED, day_health)
