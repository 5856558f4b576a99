"""Requests, standing orders, pay lists and disputes: what they say was paid was, and what they say was not was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q

from worgl.communities.rules import MemberId
from worgl.core.checks import Fault, proves
from worgl.currency.queries import CurrencyView
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId
from worgl.payments.checks.frame import PAGE, of_currency, pages, payments_by_ids
from worgl.payments.models import (
    Dispute,
    ForeignAccount,
    ImportRun,
    PayListRow,
    PaymentRequest,
    RefusedRow,
    StandingOrder,
    StandingRun,
)
from worgl.payments.rules import payment_id


class _Claim(NamedTuple):
    """Something that is paid by a payment of its own: what it says was paid, and which payment would be its."""

    where: str
    said: UUID | None
    own: UUID
    payer: UUID | None
    payee: UUID | None
    amount_minor: int


def _claims_faults(kind: str, currency: CurrencyView, claims: Iterable[_Claim]) -> Iterator[Fault]:
    for page in pages(claims):
        paid = payments_by_ids(currency, [one.own for one in page])
        for one in page:
            sentence = _claim_fault(one, paid.get(one.own))
            if sentence:
                yield Fault(kind, currency.book, one.where, f"{one.where[0].upper()}{one.where[1:]} {sentence}.")


def _claim_fault(one: _Claim, found: object) -> str:
    if one.said is None:
        return f"is not paid, and payment {one.own} paid it" if found is not None else ""
    if one.said != one.own or found is None:
        return f"names payment {one.said}, which is not the one that paid it"
    told = (getattr(found, "payer", None), getattr(found, "payee", None), getattr(found, "amount_minor", None))
    if told[1:] != (one.payee, one.amount_minor) or one.payer not in {None, told[0]}:
        return f"names payment {one.said}, which is of another amount or between others"
    return ""


@proves("payments.requests", "A request is paid exactly when its payment is there.")
@of_currency
def requests(currency: CurrencyView) -> Iterator[Fault]:
    """Compare requests and payments."""
    rows = PaymentRequest.objects.filter(community=currency.community).order_by("pk")
    columns = rows.values_list("pk", "payment", "closed_by", "asker", "amount_minor")
    claims = (
        _Claim(
            f"request {own}", said, payment_id(scope="request", actor=MemberId(asker), key=str(own)), by, asker, minor
        )
        for own, said, by, asker, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from _claims_faults("request_wrong", currency, claims)


@proves("payments.standing_runs", "A date of a standing order is paid exactly when its payment is there.")
@of_currency
def runs(currency: CurrencyView) -> Iterator[Fault]:
    """Compare the dates of standing orders and payments."""
    rows = StandingRun.objects.filter(community=currency.community).order_by("pk")
    columns = rows.values_list("order", "place", "payment", "order__payer", "order__payee", "amount_minor")
    claims = (
        _Claim(
            f"date {place + 1} of standing order {order}",
            said,
            payment_id(scope="standing", actor=MemberId(payer), key=f"{order}:{place}"),
            payer,
            payee,
            minor,
        )
        for order, place, said, payer, payee, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from _claims_faults("standing_run_wrong", currency, claims)


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
        elif look_at is None and state in {StandingOrder.State.ACTIVE, StandingOrder.State.PAUSED}:
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
        _Claim(
            f"line {line} of pay list {own}",
            said,
            payment_id(scope="pay_list", actor=MemberId(payer), key=f"{own}:{line}"),
            payer,
            payee,
            minor,
        )
        for own, line, said, payer, payee, minor in columns.iterator(chunk_size=PAGE)
    )
    yield from _claims_faults("pay_list_row_wrong", currency, claims)
    over = Q(pay_list__state="done", state="good") | Q(pay_list__state__in=("draft", "nothing"), state="paid")
    for own, line, state, whole in rows.filter(over).values_list("pay_list", "line", "state", "pay_list__state"):
        sentence = f"Line {line} of pay list {own} is {state}, and the list is {whole}."
        yield Fault("pay_list_row_wrong", currency.book, f"line {line} of pay list {own}", sentence)


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


@proves("payments.imports", "Each import counts the rows it refused, and its accounts are there.")
@of_currency
def imports(currency: CurrencyView) -> Iterator[Fault]:
    """Count refused rows again, and look for the accounts."""
    refused = RefusedRow.objects.filter(community=currency.community).values("run").annotate(rows=Count("pk"))
    counted = {row["run"]: row["rows"] for row in refused.order_by()}
    for run in ImportRun.objects.filter(community=currency.community).order_by("pk"):
        if run.refused != counted.get(run.pk, 0):
            sentence = f"The import {run.pk} counts {run.refused} refused rows; {counted.get(run.pk, 0)} are kept."
            yield Fault("import_wrong", currency.book, f"import {run.pk}", sentence)
    rows = ForeignAccount.objects.filter(community=currency.community).order_by("pk")
    for page in pages(rows.values_list("external_id", "account").iterator(chunk_size=PAGE)):
        known = ledger.accounts(currency.book, [AccountId(account) for _name, account in page])
        for name, account in page:
            if account not in known:
                sentence = f"“{name}” of an import is account {account}, which does not exist."
                yield Fault("import_wrong", currency.book, f"account {account}", sentence)


CHECKS = (
    requests,
    runs,
    orders,
    pay_lists,
    disputes,
    imports,
)
