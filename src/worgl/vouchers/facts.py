"""What happened with vouchers; written in the transaction in which it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.facts import Fact
from worgl.payments.rules import PaymentId
from worgl.vouchers.rules import SeriesId, VoucherId


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


UNTOLD = (
    VouchersIssued,
    VoucherRedeemed,
    VouchersReturned,
)
"""What webhooks do not tell."""
