"""What happened with payments; written in the transaction in which it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact
from worgl.payments.rules import PaymentId
from worgl.payments.rules.disputes import DisputeId
from worgl.payments.rules.pay_lists import PayListId
from worgl.payments.rules.standing import OrderId, RunId
from worgl.payments.rules.vouchers import SeriesId, VoucherId


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


@dataclass(frozen=True, slots=True)
class VouchersIssued(Fact):
    """A member issued vouchers of one value."""

    topic: ClassVar[str] = "payments.vouchers_issued"

    series: SeriesId
    community: CommunityId
    issuer: MemberId
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class VoucherRedeemed(Fact):
    """Somebody redeemed a voucher: the issuer may want to know."""

    topic: ClassVar[str] = "payments.voucher_redeemed"

    voucher: VoucherId
    payment: PaymentId
    community: CommunityId
    issuer: MemberId
    redeemer: MemberId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class VouchersReturned(Fact):
    """Coins held for vouchers are the issuer's again; `state` is "expired" or "cancelled"."""

    topic: ClassVar[str] = "payments.vouchers_returned"

    series: SeriesId
    community: CommunityId
    issuer: MemberId
    count: int
    amount_minor: int
    state: str


@dataclass(frozen=True, slots=True)
class TransfersImported(Fact):
    """A file of history was read to its end."""

    topic: ClassVar[str] = "payments.transfers_imported"

    run: UUID
    community: CommunityId
    accepted: int
    refused: int


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
    """Who was asked has said no."""

    topic: ClassVar[str] = "payments.request_denied"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class RequestCancelled(Fact):
    """The asker has taken his request back."""

    topic: ClassVar[str] = "payments.request_cancelled"

    request: UUID
    community: CommunityId
    asker: MemberId
    payer: MemberId | None
    amount_minor: int
    is_till: bool


@dataclass(frozen=True, slots=True)
class RequestReminded(Fact):
    """The asker reminds the one he asked."""

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


def _sides(fact: Paid | Refunded) -> tuple[UUID, ...]:
    return fact.payer, fact.payee


EVENTS = (
    WebhookEvent(Paid, _("a payment was made"), concerns=_sides),
    WebhookEvent(Refunded, _("a payment was given back"), concerns=_sides),
)
"""What webhooks tell."""

UNTOLD = (
    StandingPaid,
    StandingRefused,
    StandingMissed,
    StandingEnded,
    PayListPaid,
    DisputeOpened,
    DisputeAnswered,
    DisputeEnded,
    DisputeRuled,
    RulingCollected,
    VouchersIssued,
    VoucherRedeemed,
    VouchersReturned,
    TransfersImported,
    RequestMade,
    RequestPaid,
    RequestDenied,
    RequestCancelled,
    RequestReminded,
    RequestExpired,
)
"""What they do not."""

SILENT: Mapping[type[Fact], str] = {
    VouchersIssued: "the issuer does it and sees it",
    TransfersImported: "the operator reads it on the command line",
    RequestPaid: "the payment's own fact tells the payee",
    RequestCancelled: "who was asked has nothing left to do",
}
"""What no notice tells, each with the reason."""
