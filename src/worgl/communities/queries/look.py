"""How a community is shown: its pictures, by kind; they are no secret, as its style and manifest are none."""

from __future__ import annotations

from worgl.communities import models
from worgl.communities.rules import CommunityId, LookKind
from worgl.core.errors import NotFound


def look_picture(*, community: CommunityId, kind: LookKind) -> bytes:
    """Return a picture of a community as PNG; refuses NotFound where it has none."""
    rows = models.LookPicture.objects.filter(community=community, kind=kind.value)
    content = rows.values_list("content", flat=True).first()
    if content is None:
        raise NotFound
    return bytes(content)
