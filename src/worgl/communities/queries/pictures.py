"""Who may see how a person looks."""

from __future__ import annotations

from worgl.communities import models
from worgl.communities.rules import SEATED, MemberState
from worgl.core.errors import NotFound
from worgl.identity.queries import picture_by_digest
from worgl.identity.rules import PersonId


def picture_for(digest: str, *, viewer: PersonId) -> bytes:
    """Return a picture to the person himself and to the members of his communities.

    Who asks to join is seen by them and sees nobody yet; who has left sees nobody and is seen no more.
    Refuses NotFound to everybody else, as if there were none.
    """
    found = picture_by_digest(digest)
    if found is None:
        raise NotFound
    if viewer not in found.persons:
        mine = models.Member.objects.filter(person=viewer, state__in=SEATED).values("community")
        shared = models.Member.objects.filter(community__in=mine, person__in=found.persons)
        if not shared.exclude(state=MemberState.LEFT).exists():
            raise NotFound
    return found.content
