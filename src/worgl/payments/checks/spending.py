"""What each member has paid on the last day of the books, where a day's payments are limited: counted again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from worgl.communities import queries as communities
from worgl.core.checks import Fault, proves
from worgl.core.domains import promises
from worgl.core.promises import Promised
from worgl.currency.queries import CurrencyView
from worgl.currency.queries.policy import day_begins, local_date
from worgl.currency.queries.spendings import counting_on, spendings_of
from worgl.payments.models import Payment
from worgl.payments.queries.proving import PAGE, of_currency
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
    promised = (max((at for _who, _minor, at in one.rows), default=None) for one in _promised(currency))
    return max((at for at in (paid, *promised) if at is not None), default=None)


def _promised(currency: CurrencyView) -> list[Promised]:
    return [find(currency.community) for find in promises()]


def _paid(currency: CurrencyView, counting: _Counting, *, until: datetime) -> Counter[UUID]:
    """Return what each member paid while payments were counted; what was promised counts when it was."""
    payments = Payment.objects.filter(community=currency.community, kind=PaymentKind.PAYMENT)
    found: Counter[UUID] = Counter()
    since = counting[0][0]
    for one in _promised(currency):
        payments = payments.exclude(pk__in=one.paid)
        _add(found, counting, ((who, minor, at) for who, minor, at in one.rows if since <= at < until))
    counted = payments.filter(at__gte=since, at__lt=until).values_list("payer", "amount_minor", "at")
    _add(found, counting, counted.iterator(chunk_size=PAGE))
    return found


def _add(found: Counter[UUID], counting: _Counting, rows: Iterable[tuple[UUID, int, datetime]]) -> None:
    moments = [since for since, _is_counted in counting]
    for member, minor, at in rows:
        if counting[bisect_right(moments, at) - 1][1]:
            found[member] += minor
