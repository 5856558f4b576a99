"""What happened in disputes; written in the transaction in which it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.facts import Fact
from worgl.disputes.rules import DisputeId
from worgl.payments.rules import PaymentId


@dataclass(frozen=True, slots=True)
class DisputeOpened(Fact):
    """A payer disputes a payment: the payee is to answer."""

    topic: ClassVar[str] = "payments.dispute_opened"

    dispute: DisputeId
    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId


@dataclass(frozen=True, slots=True)
class DisputeAnswered(Fact):
    """The payee has answered: the payer reads it, and administrators can rule."""

    topic: ClassVar[str] = "payments.dispute_answered"

    dispute: DisputeId
    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId


@dataclass(frozen=True, slots=True)
class DisputeEnded(Fact):
    """One of the two sides has ended a dispute; `state` is "withdrawn" by the payer or "settled" by the payee."""

    topic: ClassVar[str] = "payments.dispute_ended"

    dispute: DisputeId
    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    state: str


@dataclass(frozen=True, slots=True)
class DisputeRuled(Fact):
    """An arbiter has ruled that `back_minor` goes back, which can be nothing."""

    topic: ClassVar[str] = "payments.dispute_ruled"

    dispute: DisputeId
    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    back_minor: int


@dataclass(frozen=True, slots=True)
class RulingCollected(Fact):
    """Something of what a ruling gives back has gone back; `owed_minor` is still to come."""

    topic: ClassVar[str] = "payments.ruling_collected"

    dispute: DisputeId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    amount_minor: int
    owed_minor: int


UNTOLD = (
    DisputeOpened,
    DisputeAnswered,
    DisputeEnded,
    DisputeRuled,
    RulingCollected,
)
"""What webhooks do not tell."""
