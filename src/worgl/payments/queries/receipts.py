"""Receipts: both sides of one payment, with what went back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from worgl.communities.queries import Member, members_by_ids, policy_values
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.errors import NotFound
from worgl.core.limits import PAGE_MAX
from worgl.payments.models import Payment
from worgl.payments.rules import Party, PaymentId, PaymentKind, Receipt, RefundLine
from worgl.payments.rules.policy import PARAMETERS, REFUND_DAYS


def receipt(*, payment: UUID, viewer: MemberId) -> Receipt:
    """Return the receipt of a payment to one of its two sides, or to an officer of their community; else NotFound."""
    row = Payment.objects.filter(pk=payment).first()
    if row is None:
        raise NotFound
    found = members_by_ids([MemberId(row.payer), MemberId(row.payee), viewer])
    if not _may_see(found.get(viewer), row):
        raise NotFound
    return receipt_of(row, payer=found[MemberId(row.payer)], payee=found[MemberId(row.payee)], viewer=viewer)


def receipt_of(row: Payment, *, payer: Member, payee: Member, viewer: MemberId) -> Receipt:
    """Return the receipt of a row whose sides are known, for this domain's own rooms."""
    left = row.amount_minor - row.refunded_minor
    refundable = left if viewer == row.payee and row.kind == Payment.Kind.PAYMENT else 0
    return Receipt(
        payment=PaymentId(row.pk),
        community=CommunityId(row.community),
        kind=PaymentKind(row.kind),
        at=row.at,
        payer=party_of(payer),
        payee=party_of(payee),
        amount_minor=row.amount_minor,
        note=row.note,
        refund_of=PaymentId(row.refund_of) if row.refund_of else None,
        refunds=_refunds_of(row),
        refunded_minor=row.refunded_minor,
        refundable_minor=refundable,
        refundable_until=_refundable_until(row) if refundable else None,
        viewer=viewer,
    )


def party_of(member: Member) -> Party:
    """Return a member as a side of a payment, for this domain's own rooms."""
    return Party(member.name, member.code, member.hue, member.id, member.picture)


def refund_days(*, community: CommunityId, at: datetime) -> int:
    """Return for how many days a payment made at a moment can be refunded."""
    value = policy_values(community=community, defaults=PARAMETERS, at=at)[REFUND_DAYS.name]
    assert isinstance(value, int)
    return value


def _may_see(viewer: Member | None, row: Payment) -> bool:
    if viewer is None or viewer.community != row.community:
        return False
    return viewer.id in {row.payer, row.payee} or (viewer.is_active and (viewer.is_admin or viewer.is_treasurer))


def _refundable_until(row: Payment) -> datetime:
    return row.at + timedelta(days=refund_days(community=CommunityId(row.community), at=row.at))


def _refunds_of(row: Payment) -> tuple[RefundLine, ...]:
    if not row.refunded_minor:
        return ()
    backs = Payment.objects.filter(community=row.community, refund_of=row.pk).order_by("id")[:PAGE_MAX]
    return tuple(RefundLine(PaymentId(back.pk), back.at, back.amount_minor, back.note) for back in backs)
