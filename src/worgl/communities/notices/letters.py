"""How a community shows itself in letters."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from worgl.communities.errors import CommunityUnknown
from worgl.communities.queries import Community, all_communities, communities_of, community
from worgl.communities.rules import SEATED, CommunityId, LookKind
from worgl.core.colours import palette
from worgl.core.looks import LetterLook
from worgl.identity.rules import PersonId


class LooksOfCommunities:
    """Says how letters look: each as the community it is about."""

    def about(self, community_id: UUID) -> LetterLook:
        """Say how a community shows itself in letters."""
        try:
            return _look(community(CommunityId(community_id)))
        except CommunityUnknown:
            return LetterLook()

    def to(self, person: UUID | None) -> LetterLook:
        """Say how a letter about no community looks: as the person's only one, or as the only one there is."""
        towns = _towns(person)
        # A community that has chosen nothing does not speak for the node.
        return _look(towns[0]) if len(towns) == 1 and towns[0].look else LetterLook()


def _towns(person: UUID | None) -> tuple[Community, ...]:
    pairs = communities_of(PersonId(person)) if person is not None else ()
    own = tuple(town for town, member in pairs if member.state in SEATED)
    return own or all_communities(limit=2)


def _look(town: Community) -> LetterLook:
    logo = ""
    if town.logo:
        logo = settings.SITE_URL + reverse(
            "communities:look_picture", args=[town.slug, LookKind.LOGO.value, town.logo[:16]]
        )
    return LetterLook(town.name, palette(town.colour).hero[0] if town.colour else "", logo)
