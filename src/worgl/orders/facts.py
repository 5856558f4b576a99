"""What became of standing orders and pay lists; written in the transaction in which it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.facts import Fact
from worgl.orders.rules.pay_lists import PayListId
from worgl.orders.rules.standing import OrderId, RunId
from worgl.payments.rules import PaymentId


@dataclass(frozen=True, slots=True)
class StandingPaid(Fact):
    """A date of a standing order was paid; `Paid` tells the payee, this tells the payer."""

    topic: ClassVar[str] = "payments.standing_paid"

    order: OrderId
    run: RunId
    payment: PaymentId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    due: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class StandingRefused(Fact):
    """A date of a standing order could not be paid: told at the first refusal, and when it is not tried again.

    `refusal` is the code of the refusal; `is_final` tells that nobody tries again.
    """

    topic: ClassVar[str] = "payments.standing_refused"

    order: OrderId
    run: RunId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    due: date
    amount_minor: int
    refusal: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class StandingMissed(Fact):
    """Dates of a standing order passed unpaid, because the payer wants only the latest of missed ones."""

    topic: ClassVar[str] = "payments.standing_missed"

    order: OrderId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    dates: int


@dataclass(frozen=True, slots=True)
class StandingEnded(Fact):
    """A standing order has reached its end, or was cancelled."""

    topic: ClassVar[str] = "payments.standing_ended"

    order: OrderId
    community: CommunityId
    payer: MemberId
    payee: MemberId
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class PayListPaid(Fact):
    """A pay list was settled to its end; with `paid` of 0 nothing was booked. Each payment has told its payee."""

    topic: ClassVar[str] = "payments.pay_list_paid"

    pay_list: PayListId
    community: CommunityId
    payer: MemberId
    paid: int
    not_paid: int


UNTOLD = (
    StandingPaid,
    StandingRefused,
    StandingMissed,
    StandingEnded,
    PayListPaid,
)
"""What webhooks do not tell."""
