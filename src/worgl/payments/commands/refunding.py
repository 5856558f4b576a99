"""Giving back: a new payment the other way, linked with the first one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import NotFound
from worgl.core.spending import spend
from worgl.payments.commands.moving import (
    BookedMovement,
    Movement,
    PartiesWithWallets,
    booked_before,
    check_amount,
    check_parties,
    move,
    parties_with_wallets,
    text_of,
)
from worgl.payments.commands.previewing import previewed
from worgl.payments.errors import NotRefundable, OnlyPayeeRefunds, ReasonMissing, RefundTooLarge, RefundTooLate
from worgl.payments.facts import Refunded
from worgl.payments.models import Payment
from worgl.payments.queries.booked import Booked, booked_of
from worgl.payments.queries.receipts import refund_days
from worgl.payments.rules import PaymentId, PaymentKind, Preview, Receipt, payment_id
from worgl.payments.rules.codes import PaymentCode


@command
def refund(
    *,
    actor: MemberId,
    payment: PaymentId,
    amount_minor: int | None,
    reason: str,
    key: IdempotencyKey,
    now: datetime,
) -> Receipt:
    """Give back a payment, or a part of it, by the member who was paid; returns the refund's receipt.

    Without an amount all that is left goes back. Refuses NotFound to everybody but the payee (the payer
    gets NotAllowed), NotRefundable, RefundTooLate after the community's `refund_days`, RefundTooLarge,
    ReasonMissing, and what refuses a payment, but not the community's limits on payments.
    """
    own = payment_id(scope="refund", actor=actor, key=key)
    back = _refund(actor=actor, payment=payment, amount_minor=amount_minor, reason=reason, own=own, now=now)
    return back.receipt()


def preview_refund(
    *, actor: MemberId, payment: PaymentId, amount_minor: int | None, reason: str = "", now: datetime
) -> Preview:
    """Return what `refund` would do now, writing nothing; the actor is the preview's payer.

    Refuses, as `refund` does, who may not refund this payment; all other refusals are part of the answer.
    """
    paid = _refundable_row(actor=actor, payment=payment)
    return previewed(
        payer=actor,
        payee=MemberId(paid.payer),
        amount_minor=_asked(paid, amount_minor),
        judge=lambda sides, _prospect: _may_go_back(
            paid, sides, amount_minor=amount_minor, reason=reason or "-", now=now
        ),
        now=now,
    )


def _may_go_back(
    paid: Payment, sides: PartiesWithWallets, *, amount_minor: int | None, reason: str, now: datetime
) -> bool:
    """Refuse, in the order of `_refund`, what it refuses before the books are asked."""
    _why(reason)
    check_parties(sides.payer, sides.payee)
    if amount_minor is not None:
        check_amount(sides, amount_minor)
    _check_window(paid, now=now)
    asked = _asked(paid, amount_minor)
    if asked == 0 or asked > paid.amount_minor - paid.refunded_minor:
        raise _too_large(paid, asked, sides)
    return True


def _refund(
    *, actor: MemberId, payment: PaymentId, amount_minor: int | None, reason: str, own: PaymentId, now: datetime
) -> BookedMovement:
    paid = _refundable_row(actor=actor, payment=payment)
    why = _why(reason)
    sides = parties_with_wallets(payer=actor, payee=MemberId(paid.payer), now=now)
    asked = _asked(paid, amount_minor)
    before = booked_before(sides, own, amount_minor=amount_minor)
    if before is not None:
        return BookedMovement(sides, before)
    if amount_minor is not None:
        check_amount(sides, amount_minor)
    _check_window(paid, now=now)
    _take_from_rest(booked_of(paid), asked, sides)
    movement = Movement(own, PaymentKind.REFUND, PaymentCode.REFUND, asked, why, refund_of=payment)
    back = move(sides, movement, now=now)
    spend(community=sides.community.id, minor=asked, now=now)
    fact = Refunded(own, payment, sides.community.id, actor, sides.payee.id, asked)
    outbox.record(fact, now=now)
    return BookedMovement(sides, back)


def _why(reason: str) -> str:
    why = text_of(reason, field="reason")
    if not why:
        raise ReasonMissing
    return why


def _asked(paid: Payment, amount_minor: int | None) -> int:
    return paid.amount_minor - paid.refunded_minor if amount_minor is None else amount_minor


def _refundable_row(*, actor: MemberId, payment: PaymentId) -> Payment:
    """Return the payment the actor received; strangers do not learn that it exists."""
    row = Payment.objects.filter(pk=payment).first()
    if row is None or actor not in {row.payer, row.payee}:
        raise NotFound
    if row.kind == Payment.Kind.REFUND:
        raise NotRefundable
    if actor != row.payee:
        raise OnlyPayeeRefunds
    return row


def _check_window(paid: Payment, *, now: datetime) -> None:
    days = refund_days(community=CommunityId(paid.community), at=paid.at)
    if now >= paid.at + timedelta(days=days):
        raise RefundTooLate(days=days)


def lock_payment(payment: UUID) -> Booked | None:
    """Return a payment, locked until the transaction ends, None when there is none; for the domains above."""
    row = Payment.objects.select_for_update().filter(pk=payment).first()
    return None if row is None else booked_of(row)


def give_back(
    paid: Booked, *, sides: PartiesWithWallets, amount_minor: int, code: int, note: str, own: PaymentId, now: datetime
) -> None:
    """Give back a part of a locked payment under a domain's own code, in the caller's transaction.

    Neither who asks nor the time for refunds is judged here. Refuses RefundTooLarge, and what the ledger refuses.
    """
    _take_from_rest(paid, amount_minor, sides)
    move(sides, Movement(own, PaymentKind.REFUND, code, amount_minor, note, refund_of=paid.id), now=now)


def _take_from_rest(paid: Booked, amount_minor: int, sides: PartiesWithWallets) -> None:
    """Count a refund against its payment by a guarded update: of two at the same moment both must fit."""
    fits = Payment.objects.filter(pk=paid.id, amount_minor__gte=F("refunded_minor") + amount_minor)
    if amount_minor == 0 or not fits.update(refunded_minor=F("refunded_minor") + amount_minor):
        raise _too_large(Payment.objects.get(pk=paid.id), amount_minor, sides)


def _too_large(paid: Payment, amount_minor: int, sides: PartiesWithWallets) -> RefundTooLarge:
    free = paid.amount_minor - paid.refunded_minor
    return RefundTooLarge(limit="refund", amount_minor=amount_minor, free_minor=free, free=sides.text(free))
