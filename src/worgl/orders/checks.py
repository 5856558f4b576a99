"""Standing orders and pay lists: what they say was paid was, and what they say was not was not."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from worgl.communities.rules import MemberId
from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.orders.models import PayListRow, StandingOrder, StandingRun
from worgl.orders.rules.standing import OrderState
from worgl.orders.seals import LIST, LIST_ROW, ORDER, ORDER_STATE, RUN
from worgl.payments.queries.proving import PAGE, Claim, faults_of_claims, of_currency, unchanged
from worgl.payments.rules import payment_id


@proves("payments.standing_runs", "A date of a standing order is paid exactly when its payment is there.")
@of_currency
def runs(currency: CurrencyView) -> Iterator[Fault]:
    """Compare the dates of standing orders and payments."""
    rows = StandingRun.objects.filter(community=currency.community).order_by("pk")
    columns = rows.values_list("order", "place", "payment", "order__payer", "order__payee", "amount_minor")
    claims = (
        Claim(
            f"date {place + 1} of standing order {order}",
            said,
            payment_id(scope="standing", actor=MemberId(payer), key=f"{order}:{place}"),
            payer,
            payee,
            minor,
        )
        for order, place, said, payer, payee, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from faults_of_claims("standing_run_wrong", currency, claims)


@proves("payments.standing_orders", "A standing order is as far as its dates, and is looked at while one is to come.")
@of_currency
def orders(currency: CurrencyView) -> Iterator[Fault]:
    """Compare how far each order is with its dates; one that is not over must have a moment to be looked at."""
    passed = Q(runs__place__lt=F("next_index"))
    ahead = Q(runs__place__gte=F("next_index"))
    rows = StandingOrder.objects.filter(community=currency.community).order_by("pk")
    counted = rows.annotate(passed=Count("runs", filter=passed), ahead=Count("runs", filter=ahead))
    columns = counted.values_list("pk", "next_index", "passed", "ahead", "look_at", "state")
    for own, index, behind, ahead_of, look_at, state in columns.iterator(chunk_size=PAGE):
        sentence = ""
        if behind != index or ahead_of:
            sentence = f"is at its date {index + 1}, and its dates say otherwise"
        elif look_at is None and state in {OrderState.ACTIVE, OrderState.PAUSED}:
            sentence = "is not over, and nobody will look at it"
        if sentence:
            where = f"standing order {own}"
            yield Fault("standing_order_wrong", currency.book, where, f"Standing order {own} {sentence}.")


@proves("payments.pay_lists", "A row of a pay list is paid exactly when its payment is there.")
@of_currency
def pay_lists(currency: CurrencyView) -> Iterator[Fault]:
    """Compare the rows of pay lists and payments."""
    rows = PayListRow.objects.filter(community=currency.community).order_by("pk")
    columns = rows.values_list("pay_list", "line", "payment", "pay_list__payer", "payee", "amount_minor")
    claims = (
        Claim(
            f"line {line} of pay list {own}",
            said,
            payment_id(scope="pay_list", actor=MemberId(payer), key=f"{own}:{line}"),
            payer,
            payee,
            minor,
        )
        for own, line, said, payer, payee, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from faults_of_claims("pay_list_row_wrong", currency, claims)
    over = Q(pay_list__state="done", state="good") | Q(pay_list__state__in=("draft", "nothing"), state="paid")
    for own, line, state, whole in rows.filter(over).values_list("pay_list", "line", "state", "pay_list__state"):
        sentence = f"Line {line} of pay list {own} is {state}, and the list is {whole}."
        yield Fault("pay_list_row_wrong", currency.book, f"line {line} of pay list {own}", sentence)


for _kind, _what in (
    (ORDER, "Each standing order pays what it was made for."),
    (ORDER_STATE, "No standing order is paused, resumed or ended but by its payer, or because it is over."),
    (RUN, "Each date of a standing order pays what it fell due for, unless it was settled."),
    (LIST, "Each pay list that was started is whose it was."),
    (LIST_ROW, "Each row of a pay list that was started pays whom, and what, it was read for."),
):
    proves(f"payments.{_kind.noun}", _what)(unchanged(_kind))
