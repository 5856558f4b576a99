"""The caller himself."""

from __future__ import annotations

from uuid import UUID

from worgl.core.rest import ApiRequest, Scope, Shape, reads, room
from worgl.identity.queries import person
from worgl.identity.rules import PersonId

router = room("Me")


class Me(Shape):
    """The person a key acts for, and what the key may do; without a `community` it is good in all of his."""

    id: UUID
    name: str
    email: str
    language: str
    scopes: list[Scope]
    community: UUID | None


@reads(router, "/me", Me, scopes=tuple(Scope))
def me(request: ApiRequest) -> Me:
    """Read who the key acts for and what it may do."""
    found = person(PersonId(request.auth.person))
    return Me(
        id=found.id,
        name=found.name,
        email=found.email,
        language=found.language,
        scopes=sorted(request.auth.scopes),
        community=request.auth.community,
    )
