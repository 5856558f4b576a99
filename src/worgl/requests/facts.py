"""What happened with payment requests; written in the transaction in which it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.facts import Fact
from worgl.payments.rules import PaymentId


@dataclass(frozen=True, slots=True)
class RequestMade(Fact):
    """A member asks for a payment; `payer` is None when anybody with the link may pay it."""

    topic: ClassVar[str] = "payments.request_made"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId | None
    amount_minor: int
    is_till: bool


@dataclass(frozen=True, slots=True)
class RequestPaid(Fact):
    """A request was paid; the payment has its own fact as well."""

    topic: ClassVar[str] = "payments.request_paid"

    request: UUID
    payment: PaymentId
    community: CommunityId
    asker: MemberId
    payer: MemberId
    amount_minor: int
    is_till: bool


@dataclass(frozen=True, slots=True)
class RequestDenied(Fact):
    """The member asked has said no."""

    topic: ClassVar[str] = "payments.request_denied"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class RequestCancelled(Fact):
    """The asker has taken their request back."""

    topic: ClassVar[str] = "payments.request_cancelled"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId | None
    amount_minor: int
    is_till: bool


@dataclass(frozen=True, slots=True)
class RequestReminded(Fact):
    """The asker reminds the one they asked."""

    topic: ClassVar[str] = "payments.request_reminded"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class RequestExpired(Fact):
    """Nobody paid a request in its time."""

    topic: ClassVar[str] = "payments.request_expired"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId | None
    amount_minor: int
    is_till: bool


UNTOLD = (
    RequestMade,
    RequestPaid,
    RequestDenied,
    RequestCancelled,
    RequestReminded,
    RequestExpired,
)
"""What webhooks do not tell."""

SILENT: Mapping[type[Fact], str] = {
    RequestPaid: "the payment's own fact tells the payee",
    RequestCancelled: "who was asked has nothing left to do",
}
"""What no notice tells, each with the reason."""
