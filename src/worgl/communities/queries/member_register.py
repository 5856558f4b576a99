"""The roll of a community: all its members at once, for the pages of its officers."""

from __future__ import annotations

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from worgl.communities import models
from worgl.communities.queries.members import matches
from worgl.communities.rules import (
    CommunityId,
    Member,
    MemberFilter,
    MemberId,
    MemberKind,
    MemberState,
    Role,
)
from worgl.core.limits import MEMBERS_MAX
from worgl.identity.rules import PersonId

_ROLE_COLUMNS = {Role.ADMIN: "is_admin", Role.TREASURER: "is_treasurer", Role.MODERATOR: "is_moderator"}
_COLUMNS = (
    "id",
    "person_id",
    "name",
    "code",
    "kind",
    "state",
    "joined_at",
    "about",
    "picture",
    *_ROLE_COLUMNS.values(),
)


def members_matching(*, community: CommunityId, asked: MemberFilter) -> tuple[Member, ...]:
    """Return up to MEMBERS_MAX members that fit, by name, in one read; for domains that have checked who asks."""
    found = _asked(models.Member.seen.all(), community, asked)
    ordered = found.order_by("folded_name", "id").values_list(*_COLUMNS)[:MEMBERS_MAX]
    nobody: frozenset[Role] = frozenset()
    return tuple(
        Member(
            id=MemberId(own),
            community=community,
            person=PersonId(person) if person else None,
            name=name,
            code=code,
            kind=MemberKind(kind),
            state=MemberState(state),
            roles=frozenset(role for role, holds in zip(_ROLE_COLUMNS, held, strict=True) if holds)
            if any(held)
            else nobody,
            joined_at=joined_at,
            about=about,
            picture=picture if picture and state != MemberState.LEFT else "",
        )
        for own, person, name, code, kind, state, joined_at, about, picture, *held in ordered
    )


def member_marks(*, community: CommunityId, asked: MemberFilter) -> tuple[str, ...]:
    """Return who fits, by name, as the text of the ids alone: for totals of many.

    To make an id or a whole `Member` of each would take many times as long. `UUID` reads such a text. As
    `roll_call` otherwise.
    """
    return _marks(_asked(models.Member.objects.all(), community, asked).order_by("folded_name", "id"))


def newest_marks(*, community: CommunityId, asked: MemberFilter) -> tuple[str, ...]:
    """Return who fits as `roll_marks` does, the newest members first."""
    return _marks(
        _asked(models.Member.objects.all(), community, asked).order_by(
            F("joined_at").desc(nulls_last=True), "folded_name", "id"
        )
    )


def _marks(rows: QuerySet[models.Member]) -> tuple[str, ...]:
    return tuple(rows.values_list(Cast("id", CharField()), flat=True)[:MEMBERS_MAX])


def _asked(rows: QuerySet[models.Member], community: CommunityId, asked: MemberFilter) -> QuerySet[models.Member]:
    rows = rows.filter(community=community).exclude(state=MemberState.APPLIED)
    if asked.search.strip():
        rows = rows.filter(matches(asked.search))
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.role is not None:
        rows = rows.filter(**{_ROLE_COLUMNS[asked.role]: True})
    return rows
