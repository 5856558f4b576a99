"""What pages and the API of requests share, and what they add to the pages of payments."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from worgl.communities.pages import MemberRequest
from worgl.communities.rules import Capacity, MemberKind
from worgl.core.fragments import Fragment, Piece, WaitKind
from worgl.payments.pages import BESIDE_BALANCE, TYPED, WAYS_TO_BE_PAID
from worgl.requests.queries import find_request, waiting_rows


def request_link(code: str) -> str:
    """Return the address that the QR code of a payment request says."""
    return settings.SITE_URL + reverse("requests:request_link", args=[code])


def _of_code(request: MemberRequest, typed: str) -> Piece | None:
    found = find_request(viewer=request.member, typed=typed)
    return None if found is None else Piece("requests/_found.html", {"request": found})


def _ways(request: MemberRequest, _told: None) -> Piece:
    return Piece("requests/_ways.html")


def _till(request: MemberRequest, _told: None) -> Piece | None:
    return Piece("requests/_till_button.html") if request.member.kind is MemberKind.SHOP else None


FRAGMENTS: tuple[Fragment[None] | Fragment[str], ...] = (
    Fragment(TYPED, 10, _of_code),
    Fragment(WAYS_TO_BE_PAID, 10, _ways),
    Fragment(BESIDE_BALANCE, 10, _till),
)
WAITS = (WaitKind(10, waiting_rows, "requests/_waiting.html"),)
ENTRANCES = {Capacity.TILL.value: "requests:till"}
"""A keeper of a till only begins there."""
