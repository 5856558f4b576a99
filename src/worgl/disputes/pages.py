"""What disputes add to the pages of payments, and what waits for a ruling."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.communities.pages import MemberRequest
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import clock
from worgl.core.fragments import Fragment, Piece
from worgl.core.needs import Asking, Need, NeedKind
from worgl.disputes.queries import disputable_until, dispute_of_payment, disputes_waiting
from worgl.payments.pages import ON_ACTIVITY, ON_RECEIPT
from worgl.payments.rules import Receipt


def disputed(asking: Asking) -> Iterator[Need]:
    """Yield the disputes that wait for a ruling."""
    waiting = disputes_waiting(
        community=CommunityId(asking.community), viewer=MemberId(asking.viewer), now=asking.now, limit=asking.limit
    )
    for one in waiting:
        yield Need(
            one.id,
            one.opened_at,
            _("{payer} disputes a payment to {payee}").format(payer=one.payer.name, payee=one.payee.name),
            one.reason,
            href=reverse("disputes:dispute", args=[asking.slug, one.id]),
            member=one.payee.member,
            name=one.payee.name,
        )


NEEDS = (
    NeedKind(
        "dispute",
        20,
        gettext_lazy("Dispute"),
        "a",
        "scale",
        disputed,
        ("disputes:disputes", gettext_lazy("All disputes that wait")),
    ),
)
"""What waits for who administers a community."""


def _on_receipt(request: MemberRequest, receipt: Receipt) -> Piece | None:
    """Lead from a receipt to the dispute there is, or say until when one can be opened."""
    if receipt.is_refund:
        return None
    until = disputable_until(community=receipt.community, paid_at=receipt.at)
    found = dispute_of_payment(payment=receipt.payment, viewer=request.member.id)
    if found is not None:
        return Piece("disputes/_on_receipt.html", {"dispute": found})
    left = receipt.amount_minor - receipt.refunded_minor
    is_open_to = receipt.is_payer and request.member.is_active and left > 0 and clock.now() < until
    return Piece("disputes/_on_receipt.html", {"until": until}) if is_open_to else None


def _on_activity(request: MemberRequest, _told: None) -> Piece:
    return Piece("disputes/_on_activity.html")


FRAGMENTS: tuple[Fragment[Receipt] | Fragment[None], ...] = (
    Fragment(ON_RECEIPT, 10, _on_receipt),
    Fragment(ON_ACTIVITY, 10, _on_activity),
)
