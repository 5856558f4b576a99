"""What happened with payments; written in the transaction in which it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact
from worgl.payments.rules import PaymentId


@dataclass(frozen=True, slots=True)
class Paid(Fact):
    """A member paid another."""

    topic: ClassVar[str] = "payments.paid"

    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Refunded(Fact):
    """A member gave back a payment or a part of it; `payer` is the one who was paid before."""

    topic: ClassVar[str] = "payments.refunded"

    payment: PaymentId
    refund_of: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    amount_minor: int


def _sides(fact: Paid | Refunded) -> tuple[UUID, ...]:
    return fact.payer, fact.payee


EVENTS = (
    WebhookEvent(Paid, _("a payment was made"), concerns=_sides),
    WebhookEvent(Refunded, _("a payment was given back"), concerns=_sides),
)
"""What webhooks tell."""
