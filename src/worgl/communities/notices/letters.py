"""How a community shows itself in letters."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from worgl.communities.errors import CommunityUnknown
from worgl.communities.queries import community
from worgl.communities.rules import CommunityId, LookKind
from worgl.core.colours import palette
from worgl.inbox.queries.letterheads import LetterLook, shows_letters


@shows_letters
def letters_of(own: UUID) -> LetterLook:
    """Say how a community shows itself in letters."""
    try:
        town = community(CommunityId(own))
    except CommunityUnknown:
        return LetterLook()
    logo = ""
    if town.logo:
        logo = settings.SITE_URL + reverse(
            "communities:look_picture", args=[town.slug, LookKind.LOGO.value, town.logo[:16]]
        )
    return LetterLook(town.name, palette(town.colour).hero[0] if town.colour else "", logo)
