"""What members wrote with payments and follows from nothing else: compared with its seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worgl.core.checks import Fault, Subject, proves
from worgl.core.sealing import Sealed, faults_of
from worgl.currency.queries import CurrencyView
from worgl.payments.checks.frame import of_currency
from worgl.payments.seals import DISPUTE, LIST, LIST_ROW, NOTE, ORDER, ORDER_STATE, PAYMENT, REQUEST, RUN, VOUCHER


def _unchanged(kind: Sealed) -> Callable[[CurrencyView], Iterator[Fault]]:
    def find(currency: CurrencyView) -> Iterator[Fault]:
        yield from faults_of(kind, Subject(currency.book, currency.community))

    return find


for _kind, _what in (
    (PAYMENT, "Note, day, sides and kind of each payment are as they were written."),
    (VOUCHER, "Each voucher is worth what it was issued for, for as long as it was issued."),
    (REQUEST, "Each request asks for what it was made for."),
    (ORDER, "Each standing order pays what it was made for."),
    (ORDER_STATE, "No standing order is paused, resumed or ended but by its payer, or because it is over."),
    (RUN, "Each date of a standing order pays what it fell due for, unless it was settled."),
    (LIST, "Each pay list that was started is whose it was."),
    (LIST_ROW, "Each row of a pay list that was started pays whom, and what, it was read for."),
    (NOTE, "What was said of an imported transfer is as it was read."),
    (DISPUTE, "Each dispute says what was said in it, and its ruling what was ruled."),
):
    proves(f"payments.{_kind.noun}", _what)(of_currency(_unchanged(_kind)))
