"""Policy: the value in force at a moment, what is announced, what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext_lazy as _

from worgl.communities import models
from worgl.communities.errors import ParameterUnknown
from worgl.communities.queries.access import require_reader
from worgl.communities.queries.views import change_view
from worgl.communities.rules import CommunityId, MemberId, PolicyChange, PolicyChangeId, check_value
from worgl.core.domains import groups, parameters
from worgl.core.limits import PAGE_MAX
from worgl.core.parameters import Parameter, PolicyValue
from worgl.core.prepared import Prepared, param
from worgl.core.request_cache import cached, prime


@dataclass(frozen=True, slots=True)
class PolicyTimeline:
    """What was in force at `since` and all that changes after it, the earliest first."""

    since: datetime
    changes: tuple[PolicyChange, ...]

    def values_at(self, at: datetime, *, defaults: Mapping[str, Parameter]) -> dict[str, PolicyValue]:
        """Return the value in force at a moment, not before `since`, for each parameter given."""
        assert at >= self.since, "what was before is not read"
        found = {change.name: change.value for change in self.changes if change.applies_from <= at}
        return {name: found.get(name, parameter.default) for name, parameter in defaults.items()}

    def announced(self, at: datetime) -> tuple[PolicyChange, ...]:
        """Return the changes that do not apply yet at a moment, not before `since`; at most PAGE_MAX."""
        assert at >= self.since, "what was before is not read"
        return tuple(change for change in self.changes if change.applies_from > at)[:PAGE_MAX]


def checked_parameter(name: str, value: PolicyValue, *, community: CommunityId) -> tuple[Parameter, PolicyValue]:
    """Return the parameter of a name and the value as it would be kept, for whoever announces or tries it.

    Refuses ParameterUnknown, InvalidPolicy, and what the parameter's own domain refuses for this community.
    """
    parameter = parameters().get(name)
    if parameter is None:
        raise ParameterUnknown(field="name", reason=_("There is no rule “{name}”.").format(name=name[:40]))
    checked = check_value(parameter, value)
    for group in groups():
        if group.guard is not None and parameter in group.parameters:
            group.guard(community, parameter, checked)
    return parameter, checked


def policy_timeline(*, community: CommunityId, since: datetime) -> PolicyTimeline:
    """Return the policy from a moment on, in one read: for who asks for several moments or for what is to come.

    For rules of this and the upper domains; a community's policy is known to all its members.
    """
    timeline = _read_before(community)
    if timeline is None or timeline.since > since:
        timeline = PolicyTimeline(since, _changes(community, since))
        prime(_read_before, timeline, community)
    return timeline


@cached
def _read_before(community: CommunityId) -> PolicyTimeline | None:
    """Return what this reading knows of the policy: nothing before it has learnt it."""
    return None


def _changes(community: CommunityId, since: datetime) -> tuple[PolicyChange, ...]:
    return tuple(
        PolicyChange(PolicyChangeId(own), name, value, applies_from, announced_at, MemberId(by) if by else None)
        for own, name, value, applies_from, announced_at, by in _SINCE.rows(community=community, since=since)
    )


def _rows_since() -> QuerySet[models.PolicyRow, tuple[Any, ...]]:
    since = param("since", DateTimeField())
    rows = models.PolicyRow.objects.filter(community=param("community", UUIDField()), withdrawn_at__isnull=True)
    same_name = rows.filter(name=OuterRef("name"), applies_from__lte=since).order_by("-applies_from")
    wanted = rows.annotate(newest=Subquery(same_name.values("pk")[:1]))
    wanted = wanted.filter(Q(pk=F("newest")) | Q(applies_from__gt=since)).order_by("applies_from", "id")
    # A policy has some thirty rows: making an object of each costs more than the reading.
    return wanted.values_list("id", "name", "value", "applies_from", "announced_at", "by_id")


_SINCE = Prepared(_rows_since)


def policy_values(*, community: CommunityId, defaults: Mapping[str, Parameter], at: datetime) -> dict[str, PolicyValue]:
    """Return the value in force at a moment for each parameter given, its default where no row applies yet.

    For rules of this and the upper domains; a community's policy is known to all its members.
    """
    return policy_timeline(community=community, since=at).values_at(at, defaults=defaults)


def announced(*, community: CommunityId, at: datetime) -> tuple[PolicyChange, ...]:
    """Return the changes that are announced and do not apply yet at a moment, the nearest first; at most PAGE_MAX."""
    return policy_timeline(community=community, since=at).announced(at)


def policy_history(*, community: CommunityId, viewer: MemberId, name: str) -> tuple[PolicyChange, ...]:
    """Return all dated values of a parameter, the latest first, at most PAGE_MAX. Refuses NotAMember."""
    require_reader(viewer, community=community)
    rows = models.PolicyRow.objects.filter(community=community, name=name, withdrawn_at__isnull=True)
    return tuple(change_view(row) for row in rows.order_by("-applies_from", "-id")[:PAGE_MAX])
