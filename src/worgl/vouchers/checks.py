"""Vouchers and what the ledger holds for them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, Kind, Recorded
from worgl.payments.queries.proving import (
    Told,
    accounts_of,
    of_currency,
    pages,
    payments_by_ids,
    unchanged,
)
from worgl.vouchers.models import Voucher
from worgl.vouchers.rules import HELD, VoucherState
from worgl.vouchers.seals import VOUCHER


@proves("payments.vouchers", "Each voucher holds what it is worth until it ends, and each hold has its voucher.")
@of_currency
def held(currency: CurrencyView) -> Iterator[Fault]:
    """Compare vouchers, holds, and the payments that redeemed them."""
    members = accounts_of(currency)
    holds = {item.id for item in ledger.moved(currency.book, codes=[HELD], kind=Kind.HOLD)}
    rows = Voucher.objects.filter(community=currency.community).order_by("pk")
    for page in pages(rows.iterator(chunk_size=1_000)):
        booked = ledger.transfers_by_ids(currency.book, [row.hold for row in page])
        ended = ledger.ended(currency.book, [row.hold for row in page])
        paid = payments_by_ids(currency, [row.payment for row in page])
        for row in page:
            holds.discard(row.hold)
            sentence = _hold_fault(row, booked.get(row.hold), members) or _end_fault(row, row.hold in ended, paid)
            if sentence:
                yield Fault("voucher_wrong", currency.book, f"voucher {row.pk}", f"Voucher {row.pk} {sentence}.")
    for own in sorted(holds):
        sentence = f"The ledger holds {own} for a voucher that is not there."
        yield Fault("voucher_missing", currency.book, f"hold {own}", sentence)


def _hold_fault(row: Voucher, booked: Recorded | None, members: dict[UUID, AccountId]) -> str:
    if booked is None or booked.kind is not Kind.HOLD:
        return "holds nothing in the ledger"
    if booked.amount != row.amount_minor:
        return f"is worth {row.amount_minor} and holds {booked.amount}"
    return "" if booked.debit == members.get(row.issuer) else "holds the coins of another account"


def _end_fault(row: Voucher, has_ended: bool, paid: dict[UUID, Told]) -> str:  # noqa: FBT001 -- it is what was found
    if (row.state == VoucherState.OPEN) == has_ended:
        return f"is {row.state}, while what it held is {'free' if has_ended else 'still held'}"
    if row.payment is None:
        return ""
    found = paid.get(row.payment)
    if found is None or (found.payer, found.payee, found.amount_minor) != (row.issuer, row.redeemer, row.amount_minor):
        return "was redeemed by a payment that is not there, or is another"
    return ""


for _kind, _what in ((VOUCHER, "Each voucher is worth what it was issued for, for as long as it was issued."),):
    proves(f"payments.{_kind.noun}", _what)(unchanged(_kind))
