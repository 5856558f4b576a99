"""Payments as the domains above see them: not a receipt for a viewer, but what is booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from worgl.communities.rules import CommunityId, MemberId
from worgl.payments.models import Payment
from worgl.payments.rules import PaymentId, PaymentKind


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment or a refund that is booked."""

    id: PaymentId
    community: CommunityId
    kind: PaymentKind
    payer: MemberId
    payee: MemberId
    amount_minor: int
    refunded_minor: int
    note: str
    at: datetime

    @property
    def left_minor(self) -> int:
        """Return what has not gone back yet."""
        return self.amount_minor - self.refunded_minor


def booked_by_ids(ids: Iterable[UUID]) -> dict[UUID, Booked]:
    """Return those of the payments that are booked, by their ids; for commands and queries that have asked who may."""
    return {row.pk: booked_of(row) for row in Payment.objects.filter(pk__in=set(ids))}


def booked_of(row: Payment) -> Booked:
    """Return what a row says, for this domain's own rooms."""
    return Booked(
        PaymentId(row.pk),
        CommunityId(row.community),
        PaymentKind(row.kind),
        MemberId(row.payer),
        MemberId(row.payee),
        row.amount_minor,
        row.refunded_minor,
        row.note,
        row.at,
    )
