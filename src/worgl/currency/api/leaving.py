"""Leaving a community: what happens to the money is read first, and confirmed."""

from __future__ import annotations

from uuid import UUID

from worgl.communities.pages import acting_mark
from worgl.communities.queries import community_by_slug, seat_for
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import Amount, AmountIn, ApiRequest, Key, Scope, Shape, get, new_router, send
from worgl.currency import commands, queries
from worgl.currency.pages import amounts_in
from worgl.identity.rules import PersonId

router = new_router("Leaving")


class LeavingShape(Shape):
    """What the caller has: above zero it goes to the commons when they leave, below zero they cannot leave."""

    balance: Amount


class Departing(Shape):
    """What the caller agrees to leave to the commons: their whole balance, nothing when it is zero."""

    rest: AmountIn | None = None


class DepartureShape(Shape):
    """Who has left, and what went to the commons."""

    member: UUID
    given: Amount


@get(router, "/communities/{slug}/leaving", LeavingShape)
def look(request: ApiRequest, slug: str) -> LeavingShape:
    """Read what would become of the caller's money if they left; also for an applicant."""
    request.auth.require_community(community_by_slug(slug).id)
    community, member = seat_for(slug=slug, person=PersonId(request.auth.person), acting_for=acting_mark(request))
    found = queries.balance(member=member.id, viewer=member.id, now=clock.now())
    return LeavingShape(balance=amounts_in(queries.currency_of(community.id))(found.posted_minor))


@send(
    router,
    "/communities/{slug}/leave",
    DepartureShape,
    scopes=(Scope.ADMIN,),
    also=(Scope.PAY,),
)
def leave(request: ApiRequest, slug: str, departing: Departing, key: Key) -> DepartureShape:
    """End the caller's membership, or their application; to come back they need a new invitation.

    What they have is paid to the commons, so the key must be without a limit a day, and `rest` their balance.
    """
    request.auth.require_no_limit()
    community = community_by_slug(slug)
    request.auth.require_community(community.id)
    rest = departing.rest
    done = commands.depart(
        actor=PersonId(request.auth.person),
        slug=community.slug,
        acting_for=acting_mark(request),
        rest_minor=rest.minor if rest else 0,
        unit=rest.unit if rest else None,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    amount = amounts_in(queries.currency_of(community.id))
    return DepartureShape(member=done.member, given=amount(done.given_minor))
