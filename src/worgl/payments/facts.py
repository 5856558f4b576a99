"""What happened with payments; written in the transaction in which it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.outbox import Fact
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


@dataclass(frozen=True, slots=True)
class TransfersImported(Fact):
    """A file of history was read to its end."""

    topic: ClassVar[str] = "payments.transfers_imported"

    run: UUID
    community: CommunityId
    accepted: int
    refused: int
