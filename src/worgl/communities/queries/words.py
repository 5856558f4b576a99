"""A community's own words as they were written: for all readers, and for those of each language."""

from __future__ import annotations

from collections.abc import Mapping

from worgl.communities import models
from worgl.communities.queries.access import require_admin_reader
from worgl.communities.rules import CommunityId, MemberId


def own_words(*, community: CommunityId, viewer: MemberId, language: str = "") -> Mapping[str, str]:
    """Return the words written for a language, "" for all; to administrators. Refuses NotAMember, RoleNeeded."""
    require_admin_reader(viewer, community=community)
    row = models.Community.objects.get(pk=community)
    return dict(row.words_by_language.get(language, {}) if language else row.words)
