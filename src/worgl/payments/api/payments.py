"""Paying, giving back, and reading what was paid."""

from __future__ import annotations

from uuid import UUID

from worgl.communities.pages import seat_on
from worgl.communities.queries import member_by_mark
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import ApiRequest, Key, Line, Mark, Scope, Shape, Sum, reads, room, writes
from worgl.core.together import together
from worgl.currency.pages import minor_of
from worgl.currency.queries import currency_of
from worgl.payments import commands, queries
from worgl.payments.api.budgets import within_budget
from worgl.payments.api.shapes import Papers, PreviewShape, ReceiptShape
from worgl.payments.rules import PaymentId, Receipt

router = room("Payments")
PAY = (Scope.PAY,)
GIVE_BACK = (Scope.RECEIVE,)


class Order(Shape):
    """A payment to a member, named by code or id."""

    payee: Mark
    amount: Sum
    note: Line = ""


class Return(Shape):
    """A refund: a part of the payment, or without an amount all that is left."""

    amount: Sum | None = None
    reason: Line


@writes(router, "/communities/{slug}/payments/preview", PreviewShape, scopes=(Scope.PAY, Scope.READ))
def preview(request: ApiRequest, slug: str, order: Order) -> PreviewShape:
    """Read what a payment would do now, with the refusal it would meet; nothing moves."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    payee = member_by_mark(community=community.id, mark=order.payee)
    found = commands.preview_payment(
        actor=actor.id,
        payee=payee.id,
        amount_minor=minor_of(order.amount, currency),
        memo=order.note,
        now=clock.now(),
    )
    return Papers(currency).preview(found)


@writes(router, "/communities/{slug}/payments", ReceiptShape, scopes=PAY)
def pay(request: ApiRequest, slug: str, order: Order, key: Key) -> ReceiptShape:
    """Pay a member of the community."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    payee = member_by_mark(community=community.id, mark=order.payee)
    minor, now = minor_of(order.amount, currency), clock.now()

    def paid() -> Receipt:
        with within_budget(request, community.id, minor=minor, key=key, now=now):
            return commands.pay(
                actor=actor.id,
                payee=payee.id,
                amount_minor=minor,
                memo=order.note,
                key=IdempotencyKey(key),
                now=now,
            )

    return Papers(currency).receipt(together(community.id, paid))


@reads(router, "/communities/{slug}/payments/{uuid:payment}", ReceiptShape, scopes=(Scope.READ, Scope.RECEIVE))
def receipt(request: ApiRequest, slug: str, payment: UUID) -> ReceiptShape:
    """Read the receipt of a payment, as one of its two sides or as an officer."""
    community, viewer = seat_on(request, slug)
    return Papers(currency_of(community.id)).receipt(queries.receipt(payment=payment, viewer=viewer.id))


@writes(router, "/communities/{slug}/payments/{uuid:payment}/refund/preview", PreviewShape, scopes=GIVE_BACK)
def preview_refund(request: ApiRequest, slug: str, payment: UUID, back: Return) -> PreviewShape:
    """Read what a refund would do now; nothing moves."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    found = commands.preview_refund(
        actor=actor.id,
        payment=PaymentId(payment),
        amount_minor=minor_of(back.amount, currency) if back.amount else None,
        reason=back.reason,
        now=clock.now(),
    )
    return Papers(currency).preview(found)


@writes(router, "/communities/{slug}/payments/{uuid:payment}/refund", ReceiptShape, scopes=GIVE_BACK)
def refund(request: ApiRequest, slug: str, payment: UUID, back: Return, key: Key) -> ReceiptShape:
    """Give back a payment the caller received, or a part of it."""
    community, actor = seat_on(request, slug)
    currency = currency_of(community.id)
    given = commands.refund(
        actor=actor.id,
        payment=PaymentId(payment),
        amount_minor=minor_of(back.amount, currency) if back.amount else None,
        reason=back.reason,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return Papers(currency).receipt(given)
