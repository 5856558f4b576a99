"""The communities a caller belongs to."""

from __future__ import annotations

from worgl.communities import queries
from worgl.communities.api.shapes import CommunityShape, community_shape
from worgl.communities.pages import seat_on
from worgl.core.rest import ApiRequest, List, get, new_router
from worgl.identity.rules import PersonId

router = new_router("Communities")


@get(router, "/communities", List[CommunityShape])
def mine(request: ApiRequest) -> List[CommunityShape]:
    """List the communities the caller belongs to or has asked to join, by name."""
    pairs = queries.communities_of(PersonId(request.auth.person))
    only = request.auth.community
    return List(items=[community_shape(pair) for pair in pairs if only in {None, pair[0].id}], next=None)


@get(router, "/communities/{slug}", CommunityShape)
def one(request: ApiRequest, slug: str) -> CommunityShape:
    """Read a community and what the caller is there."""
    return community_shape(seat_on(request, slug))
