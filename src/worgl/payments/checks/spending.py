"""What each member has paid on the last day of the books, where a day's payments are limited: counted again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from worgl.communities import queries as communities
from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.currency.queries.policy import day_begins, local_date
from worgl.currency.queries.spendings import counting_on, spendings_of
from worgl.payments.checks.frame import PAGE, of_currency
from worgl.payments.models import Payment, Voucher
from worgl.payments.rules import PaymentKind

_Counting = Sequence[tuple[datetime, bool]]


@proves("payments.spending", "What counts against a day's limit is what was paid that day.")
@of_currency
def spending(currency: CurrencyView) -> Iterator[Fault]:
    """Count the newest day's payments and vouchers again; of days before it nothing depends any more."""
    zone = communities.community(currency.community).zone
    last = _last(currency)
    if last is None:
        return
    day = local_date(last, zone)
    counting = counting_on(currency, day=day, zone=zone)
    if not any(is_counted for _since, is_counted in counting):
        return
    said, paid = spendings_of(currency, day=day), _paid(currency, counting, until=day_begins(day + timedelta(1), zone))
    for member in sorted({*said, *paid}):
        if said.get(member, 0) != paid[member]:
            sentence = (
                f"Member {member} counts {said.get(member, 0)} as paid on {day}; payments come to {paid[member]}."
            )
            yield Fault("day_spending_wrong", currency.book, f"member {member} on {day}", sentence)


def _last(currency: CurrencyView) -> datetime | None:
    paid = Payment.objects.filter(community=currency.community, kind=PaymentKind.PAYMENT).aggregate(at=Max("at"))["at"]
    issued = Voucher.objects.filter(community=currency.community).aggregate(at=Max("issued_at"))["at"]
    return max((at for at in (paid, issued) if at is not None), default=None)


def _paid(currency: CurrencyView, counting: _Counting, *, until: datetime) -> Counter[UUID]:
    """Return what each member paid while payments were counted; a voucher counts when it is issued."""
    redeemed = Voucher.objects.filter(community=currency.community, payment__isnull=False)
    payments = Payment.objects.filter(community=currency.community, kind=PaymentKind.PAYMENT)
    payments = payments.exclude(pk__in=redeemed.values("payment"))
    vouchers = Voucher.objects.filter(community=currency.community)
    found: Counter[UUID] = Counter()
    since = counting[0][0]
    _add(found, counting, payments.filter(at__gte=since, at__lt=until).values_list("payer", "amount_minor", "at"))
    issued = vouchers.filter(issued_at__gte=since, issued_at__lt=until)
    _add(found, counting, issued.values_list("issuer", "amount_minor", "issued_at"))
    return found


def _add(found: Counter[UUID], counting: _Counting, rows: QuerySet[Any, tuple[UUID, int, datetime]]) -> None:
    moments = [since for since, _is_counted in counting]
    for member, minor, at in rows.iterator(chunk_size=PAGE):
        if counting[bisect_right(moments, at) - 1][1]:
            found[member] += minor


CHECKS = (spending,)
