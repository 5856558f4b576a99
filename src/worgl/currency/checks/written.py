"""What was written about money and follows from nothing else: compared with its seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worgl.core.checks import Fault, Subject, proves
from worgl.core.sealing import Sealed, faults_of
from worgl.currency.checks.frame import of_currency
from worgl.currency.rules import CurrencyView
from worgl.currency.seals import GRANT, LEVY, MONTH, WALLET


def _unchanged(kind: Sealed) -> Callable[[CurrencyView], Iterator[Fault]]:
    def find(currency: CurrencyView) -> Iterator[Fault]:
        yield from faults_of(kind, Subject(currency.book, currency.community))

    return find


for _kind, _what in (
    (WALLET, "Limits given to members, and what they owe, are as they were written."),
    (GRANT, "Each grant names its reason, who gave it and when, as it was written."),
    (LEVY, "Each levy was taken on the terms that were written down when it was taken."),
    (MONTH, "What the commons took in and shared out each month is as it was written."),
):
    proves(f"currency.{_kind.noun}", _what)(of_currency(_unchanged(_kind)))
