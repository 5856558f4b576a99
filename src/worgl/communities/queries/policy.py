"""Policy: the value in force at a moment, what is announced, what was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from worgl.communities import models
from worgl.communities.queries.standing import require_reader
from worgl.communities.queries.views import change_view
from worgl.communities.rules import CommunityId, MemberId, Parameter, PolicyChange, PolicyValue
from worgl.core.limits import PAGE_MAX


def policy_values(*, community: CommunityId, defaults: Mapping[str, Parameter], at: datetime) -> dict[str, PolicyValue]:
    """Return the value in force at a moment for each parameter given, its default where no row applies yet.

    For rules of this and the upper domains; a community's policy is known to all its members.
    """
    rows = models.PolicyRow.objects.filter(
        community=community, name__in=list(defaults), applies_from__lte=at, withdrawn_at__isnull=True
    )
    same_name = rows.filter(name=OuterRef("name")).order_by("-applies_from")
    newest = rows.annotate(newest=Subquery(same_name.values("pk")[:1])).filter(pk=F("newest"))
    found = dict(newest.values_list("name", "value"))
    return {name: found.get(name, parameter.default) for name, parameter in defaults.items()}


def announced(*, community: CommunityId, at: datetime) -> tuple[PolicyChange, ...]:
    """Return the changes that are announced and do not apply yet at a moment, the nearest first; at most PAGE_MAX."""
    rows = models.PolicyRow.objects.filter(community=community, applies_from__gt=at, withdrawn_at__isnull=True)
    return tuple(change_view(row) for row in rows.order_by("applies_from", "id")[:PAGE_MAX])


def policy_history(*, community: CommunityId, viewer: MemberId, name: str) -> tuple[PolicyChange, ...]:
    """Return all dated values of a parameter, the latest first, at most PAGE_MAX. Refuses NotAMember."""
    require_reader(viewer, community=community)
    rows = models.PolicyRow.objects.filter(community=community, name=name, withdrawn_at__isnull=True)
    return tuple(change_view(row) for row in rows.order_by("-applies_from", "-id")[:PAGE_MAX])
