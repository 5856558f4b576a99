"""What pages and the API share: the addresses behind QR codes."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def request_link(code: str) -> str:
    """Return the address that the QR code of a payment request says."""
    return settings.SITE_URL + reverse("payments:request_link", args=[code])


def redeem_link(slug: str, code: str = "") -> str:
    """Return the address that redeems a voucher of a community; without a code the beginning of all of them."""
    return f"{settings.SITE_URL}{reverse('payments:redeem', args=[slug])}?code={code}"
