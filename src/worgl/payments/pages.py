"""What pages and the API share: the addresses behind QR codes, and what waits for a ruling."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.needs import Asking, Need, NeedKind
from worgl.payments.queries import disputes_waiting


def request_link(code: str) -> str:
    """Return the address that the QR code of a payment request says."""
    return settings.SITE_URL + reverse("payments:request_link", args=[code])


def redeem_link(slug: str, code: str = "") -> str:
    """Return the address that redeems a voucher of a community; without a code the beginning of all of them."""
    return f"{settings.SITE_URL}{reverse('payments:redeem', args=[slug])}?code={code}"


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
            href=reverse("payments:dispute", args=[asking.slug, one.id]),
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
        ("payments:disputes", gettext_lazy("All disputes that wait")),
    ),
)
"""What waits for who administers a community."""
