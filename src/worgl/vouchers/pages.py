"""What pages and the API of vouchers share, and what they add to the pages of payments."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from worgl.communities.pages import MemberRequest
from worgl.core.fragments import Fragment, Piece
from worgl.payments.pages import WAYS_TO_PAY


def redeem_link(slug: str, code: str = "") -> str:
    """Return the address that redeems a voucher of a community; without a code the beginning of all of them."""
    return f"{settings.SITE_URL}{reverse('vouchers:redeem', args=[slug])}?code={code}"


def _ways(request: MemberRequest, _told: None) -> Piece:
    return Piece("vouchers/_ways.html")


FRAGMENTS = (Fragment(WAYS_TO_PAY, 20, _ways),)
