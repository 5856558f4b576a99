"""Disputes, beside the payments they are of."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.disputes.models import Dispute
from worgl.disputes.seals import DISPUTE
from worgl.payments.queries.proving import PAGE, of_currency, pages, payments_by_ids, unchanged


@proves("payments.disputes", "Each dispute is of a payment, between its two sides, and rules on no more than was paid.")
@of_currency
def disputes(currency: CurrencyView) -> Iterator[Fault]:
    """Compare disputes and payments."""
    rows = Dispute.objects.filter(community=currency.community).order_by("pk")
    for page in pages(rows.iterator(chunk_size=PAGE)):
        paid = payments_by_ids(currency, [row.payment for row in page])
        for row in page:
            found, sentence = paid.get(row.payment), ""
            if found is None:
                sentence = f"is of payment {row.payment}, which is not there"
            elif (found.payer, found.payee) != (row.payer, row.payee):
                sentence = "is between others than its payment"
            elif row.refunded_before_minor + (row.ruled_minor or 0) > found.amount_minor:
                sentence = f"rules on more than the {found.amount_minor} that were paid"
            elif row.collect_at is None and row.refunded_before_minor + (row.ruled_minor or 0) > found.refunded_minor:
                sentence = "was ruled on, and what is owed by it will not be collected"
            if sentence:
                yield Fault("dispute_wrong", currency.book, f"dispute {row.pk}", f"Dispute {row.pk} {sentence}.")


for _kind, _what in ((DISPUTE, "Each dispute says what was said in it, and its ruling what was ruled."),):
    proves(f"payments.{_kind.noun}", _what)(unchanged(_kind))
