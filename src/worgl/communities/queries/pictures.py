"""Access to pictures of persons and shops."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from worgl.communities import models
from worgl.communities.rules import SEATED, MemberState
from worgl.core.errors import NotFound
from worgl.identity.queries import picture_by_digest
from worgl.identity.rules import PersonId


def picture_for(digest: str, *, viewer: PersonId) -> bytes:
    """Return a picture to the person it shows and to the members of their communities, of a shop to those of its own.

    Who asks to join is seen by them and sees nobody yet; who has left sees nobody and is seen no more.
    Refuses NotFound to everybody else, as if there were none.
    """
    content = _of_person(digest, viewer) or _of_shop(digest, viewer)
    if content is None:
        raise NotFound
    return content


def _of_person(digest: str, viewer: PersonId) -> bytes | None:
    found = picture_by_digest(digest)
    if found is None or viewer in found.persons:
        return found.content if found else None
    shared = models.Member.objects.filter(community__in=_communities(viewer), person__in=found.persons)
    return found.content if shared.exclude(state=MemberState.LEFT).exists() else None


def _of_shop(digest: str, viewer: PersonId) -> bytes | None:
    rows = models.ShopPicture.objects.filter(digest=digest, community__in=_communities(viewer))
    content = rows.exclude(shop__state=MemberState.LEFT).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def _communities(viewer: PersonId) -> QuerySet[models.Member, UUID]:
    return models.Member.objects.filter(person=viewer, state__in=SEATED).values_list("community", flat=True)
