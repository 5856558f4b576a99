"""Payment requests: what they say was paid was, and what they say was not was not."""

from __future__ import annotations

from collections.abc import Iterator

from worgl.communities.rules import MemberId
from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.payments.queries.proving import PAGE, Claim, faults_of_claims, of_currency, unchanged
from worgl.payments.rules import payment_id
from worgl.requests.models import PaymentRequest
from worgl.requests.seals import REQUEST, REQUEST_STATE


@proves("payments.requests", "A request is paid exactly when its payment is there.")
@of_currency
def requests(currency: CurrencyView) -> Iterator[Fault]:
    """Compare requests and payments."""
    rows = PaymentRequest.objects.filter(community=currency.community).order_by("pk")
    columns = rows.values_list("pk", "payment", "closed_by", "asker", "amount_minor")
    claims = (
        Claim(
            f"request {own}", said, payment_id(scope="request", actor=MemberId(asker), key=str(own)), by, asker, minor
        )
        for own, said, by, asker, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from faults_of_claims("request_wrong", currency, claims)


for _kind, _what in (
    (REQUEST, "Each request asks for what it was made for."),
    (REQUEST_STATE, "Each request ended as its two sides ended it, and can be paid for as long as it was made for."),
):
    proves(f"payments.{_kind.noun}", _what)(unchanged(_kind))
