"""Payments and transfers, side by side: each has the other, with the same figures, and each refund its payment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Sum

from worgl.core.checks import Fault, proves
from worgl.core.domains import codes
from worgl.currency.queries import CurrencyView
from worgl.ledger import queries as ledger
from worgl.ledger.queries import Moved
from worgl.ledger.rules import AccountId
from worgl.payments.models import Payment
from worgl.payments.queries.proving import accounts_of, of_currency, pages, payments_by_ids

_PAGE = 5_000
_COLUMNS = ("pk", "kind", "payer", "payee", "amount_minor", "refunded_minor", "refund_of")


@proves("payments.transfers", "Each payment is booked as it is told, each booked payment is told, and refunds add up.")
@of_currency
def told(currency: CurrencyView) -> Iterator[Fault]:
    """Walk payments and transfers in the order of their ids."""
    members, refunded = accounts_of(currency), _refunded(currency)
    booked = _Booked(ledger.moved(currency.book, codes=[code.number for code in codes().values() if code.row]))
    rows = Payment.objects.filter(community=currency.community).order_by("pk").values_list(*_COLUMNS)
    for row in rows.iterator(chunk_size=_PAGE):
        own = row[0]
        for lost in booked.before(own):
            yield _missing(currency, lost)
        sentence = _fault(row, booked.take(own), members)
        if sentence:
            yield Fault("payment_not_its_transfer", currency.book, f"payment {own}", f"Payment {own} {sentence}.")
        came_back = refunded.pop(own, 0)
        if row[5] != came_back:
            sentence = f"Payment {own} counts {row[5]} as given back; its refunds come to {came_back}."
            yield Fault("refunds_differ", currency.book, f"payment {own}", sentence)
    for lost in booked.rest():
        yield _missing(currency, lost)
    for own in refunded:
        yield Fault(
            "refund_of_nothing", currency.book, f"payment {own}", f"Refunds name payment {own}, which is not there."
        )


@proves("payments.refunds", "Each refund goes from who was paid to who paid.")
@of_currency
def refunds(currency: CurrencyView) -> Iterator[Fault]:
    """Compare each refund with its payment."""
    rows = Payment.objects.filter(community=currency.community, refund_of__isnull=False).order_by("pk")
    for page in pages(rows.values_list("pk", "payer", "payee", "refund_of").iterator(chunk_size=_PAGE)):
        paid = payments_by_ids(currency, [row[3] for row in page])
        for own, payer, payee, of in page:
            one = paid.get(of)
            if one is not None and (one.payer, one.payee) != (payee, payer):
                sentence = f"The refund {own} is between others than the payment {of}."
                yield Fault("refund_not_its_payment", currency.book, f"payment {own}", sentence)


def _refunded(currency: CurrencyView) -> dict[UUID, int]:
    rows = Payment.objects.filter(community=currency.community, refund_of__isnull=False)
    sums = rows.values("refund_of").annotate(minor=Sum("amount_minor")).order_by()
    return {row["refund_of"]: row["minor"] for row in sums.iterator(chunk_size=_PAGE) if row["refund_of"]}


def _missing(currency: CurrencyView, lost: Moved) -> Fault:
    sentence = (
        f"Transfer {lost.id} paid {lost.amount} from account {lost.debit} to {lost.credit}, and no payment tells of it."
    )
    return Fault("payment_missing", currency.book, f"payment {lost.id}", sentence)


def _fault(row: tuple[Any, ...], booked: Moved | None, members: dict[UUID, AccountId]) -> str:
    _own, kind, payer, payee, amount, _refunded, _of = row
    if booked is None:
        return "has no transfer in the ledger"
    if booked.amount != amount:
        return f"is of {amount} and its transfer of {booked.amount}"
    if (members.get(payer), members.get(payee)) != (booked.debit, booked.credit):
        return "and its transfer are between other accounts"
    return "" if codes()[booked.code].row == kind else "and its transfer are of different kinds"


class _Booked:
    """Transfers in the order of their ids, taken one by one."""

    def __init__(self, transfers: Iterator[Moved]) -> None:
        self._transfers = transfers
        self._next = next(transfers, None)

    def before(self, own: UUID) -> Iterator[Moved]:
        """Yield the transfers whose ids come before one."""
        while self._next is not None and self._next.id < own:
            yield self._step()

    def take(self, own: UUID) -> Moved | None:
        """Return the transfer of an id, None when there is none."""
        return self._step() if self._next is not None and self._next.id == own else None

    def rest(self) -> Iterator[Moved]:
        """Yield the transfers that nobody took."""
        while self._next is not None:
            yield self._step()

    def _step(self) -> Moved:
        found = self._next
        assert found is not None
        self._next = next(self._transfers, None)
        return found
