"""What standing orders and pay lists add to the pages of payments."""

from __future__ import annotations

from worgl.communities.pages import MemberRequest
from worgl.core.fragments import Fragment, Piece
from worgl.payments.pages import WAYS_TO_PAY


def _ways(request: MemberRequest, _told: None) -> Piece:
    return Piece("orders/_ways.html")


FRAGMENTS = (Fragment(WAYS_TO_PAY, 10, _ways),)
