"""Answering a payment request: pay it, see beforehand what that would do, or say no."""

from __future__ import annotations

from datetime import datetime

from worgl.communities.queries import require_active
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.currency.queries import Prospect
from worgl.payments.commands.moving import PartiesWithWallets, text_of
from worgl.payments.commands.paying import pay_now, payment_may_be
from worgl.payments.commands.previewing import previewed
from worgl.payments.errors import PayingOneself
from worgl.payments.queries.receipts import receipt
from worgl.payments.rules import Preview, Receipt, payment_id
from worgl.requests.commands.requesting import close, refuse_closed
from worgl.requests.errors import OnlyAskedMay, ReasonForNoMissing, RequestWasPaid
from worgl.requests.facts import RequestDenied, RequestPaid
from worgl.requests.models import PaymentRequest
from worgl.requests.queries.requests import seen_row
from worgl.requests.rules.requests import RequestEvent, RequestId


@command
def pay_request(*, actor: MemberId, request: RequestId, key: IdempotencyKey, now: datetime) -> Receipt:
    """Pay what a request asks for and return the receipt.

    The payment's id follows from the request, so that it is paid once under whatever key; whoever has paid it
    gets their receipt again. Refuses RequestUnknown, PayingOneself, RequestClosed, and what refuses a payment.
    """
    row = seen_row(request=request, viewer=actor)
    return _pay(row, actor=actor, now=now)


def preview_request(*, actor: MemberId, request: RequestId, now: datetime) -> Preview:
    """Return what `pay_request` would do now, writing nothing; a refusal is part of the answer."""
    row = seen_row(request=request, viewer=actor)
    return previewed(
        payer=actor,
        payee=MemberId(row.asker),
        amount_minor=row.amount_minor,
        judge=lambda sides, prospect: _may_be_paid(row, sides, prospect, now=now),
        now=now,
    )


def _may_be_paid(row: PaymentRequest, sides: PartiesWithWallets, prospect: Prospect, *, now: datetime) -> bool:
    """Refuse, in the order of `_pay`, what it refuses before the books are asked; False when it is paid already."""
    if sides.payer == sides.payee:
        raise PayingOneself
    try:
        refuse_closed(row, RequestEvent.PAY, now=now)
    except RequestWasPaid:
        if row.closed_by != sides.payer.id:
            raise
        return False
    return payment_may_be(sides, prospect, amount_minor=row.amount_minor, note=row.note)


@command
def deny_request(*, actor: MemberId, request: RequestId, reason: str, key: IdempotencyKey, now: datetime) -> None:
    """Say no to a request one was asked by name.

    Refuses NotActive, RequestUnknown, OnlyAskedMay, TextTooLong, ReasonForNoMissing, RequestClosed.
    """
    require_active(actor)
    row = seen_row(request=request, viewer=actor)
    if row.payer != actor:
        raise OnlyAskedMay
    why = text_of(reason, field="reason")
    if not why:
        raise ReasonForNoMissing
    close(row, RequestEvent.DENY, by=actor, fact=_denied, now=now, reason=why)


def _denied(row: PaymentRequest) -> RequestDenied:
    assert row.payer is not None, "only who was asked by name says no"
    town, sides = CommunityId(row.community), (MemberId(row.asker), MemberId(row.payer))
    return RequestDenied(row.pk, town, *sides, row.amount_minor, row.reason)


def _pay(row: PaymentRequest, *, actor: MemberId, now: datetime) -> Receipt:
    asker = MemberId(row.asker)
    if asker == actor:
        raise PayingOneself
    own = payment_id(scope="request", actor=asker, key=str(row.pk))
    try:
        close(row, RequestEvent.PAY, by=actor, now=now, payment=own)
    except RequestWasPaid:
        if row.closed_by != actor:
            raise
        return receipt(payment=own, viewer=actor)
    done = pay_now(actor=actor, payee=asker, amount_minor=row.amount_minor, note=row.note, own=own, now=now)
    fact = RequestPaid(row.pk, own, CommunityId(row.community), asker, actor, row.amount_minor, row.is_till)
    outbox.record(fact, now=now)
    return done.receipt()
