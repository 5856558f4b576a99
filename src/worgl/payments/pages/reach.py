"""Which scopes let a key see a payment, a request or a dispute: that depends on which side its person stands."""

from __future__ import annotations

from uuid import UUID

from worgl.communities.queries import Member
from worgl.core.rest import ApiRequest, Scope

LOOK = (Scope.READ, Scope.RECEIVE, Scope.ADMIN)
"""The scopes of addresses that show what has two sides; `see` narrows them."""


def see(request: ApiRequest, viewer: Member, *, giver: UUID | None, taker: UUID | None) -> None:
    """Refuse ScopeMissing unless the key reaches what has these sides.

    Who took sees it by `read` or `receive`, who gave by `read`; somebody else, or an officer, by `admin`.
    """
    scopes = []
    if viewer.id in {giver, taker}:
        scopes.append(Scope.READ)
    if viewer.id == taker:
        scopes.append(Scope.RECEIVE)
    if viewer.roles or not scopes:
        scopes.append(Scope.ADMIN)
    request.auth.require(scopes)
