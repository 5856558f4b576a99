"""What members wrote with payments and follows from nothing else: compared with its seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from worgl.core.checks import Fault, Subject, proves
from worgl.core.sealing import Sealed, faults_of
from worgl.currency.queries import CurrencyView
from worgl.payments.checks.frame import of_currency
from worgl.payments.seals import (
    DISPUTE,
    FOREIGN,
    IMPORT,
    LIST,
    LIST_ROW,
    NOTE,
    ORDER,
    ORDER_STATE,
    PAYMENT,
    REFUSED,
    REQUEST,
    REQUEST_STATE,
    RUN,
    VOUCHER,
)


def _unchanged(kind: Sealed) -> Callable[[CurrencyView], Iterator[Fault]]:
    def find(currency: CurrencyView) -> Iterator[Fault]:
        yield from faults_of(kind, Subject(currency.book, currency.community))

    return find


_SEALED = tuple(
    proves(f"payments.{kind.noun}", what)(of_currency(_unchanged(kind)))
    for kind, what in (
        (PAYMENT, "Note, day, sides and kind of each payment are as they were written."),
        (VOUCHER, "Each voucher is worth what it was issued for, for as long as it was issued."),
        (REQUEST, "Each request asks for what it was made for."),
        (
            REQUEST_STATE,
            "Each request ended as its two sides ended it, and can be paid for as long as it was made for.",
        ),
        (ORDER, "Each standing order pays what it was made for."),
        (ORDER_STATE, "No standing order is paused, resumed or ended but by its payer, or because it is over."),
        (RUN, "Each date of a standing order pays what it fell due for, unless it was settled."),
        (LIST, "Each pay list that was started is whose it was."),
        (LIST_ROW, "Each row of a pay list that was started pays whom, and what, it was read for."),
        (IMPORT, "Each import is of the file it was made of, and as far as it came."),
        (REFUSED, "Each row an import refused is kept as it stood in the file."),
        (FOREIGN, "Each account of an imported file is the account it was given here."),
        (NOTE, "What was said of an imported transfer is as it was read."),
        (DISPUTE, "Each dispute says what was said in it, and its ruling what was ruled."),
    )
)


CHECKS = _SEALED
