"""Rows as the frozen values the rest of the house sees."""

from __future__ import annotations

from worgl.communities import models
from worgl.communities.rules import (
    Community,
    CommunityId,
    Member,
    MemberId,
    MemberKind,
    MemberState,
    PolicyChange,
    PolicyChangeId,
    Role,
    TextKind,
    words_of,
)
from worgl.identity.rules import PersonId
from worgl.ledger.rules import BookId


def community_view(row: models.Community) -> Community:
    """Return a community's row as a value."""
    return Community(
        id=CommunityId(row.pk),
        slug=row.slug,
        name=row.name,
        book=BookId(row.book),
        preset=row.preset,
        zone=row.zone,
        decimal_mark=row.decimal_mark,
        cap=row.cap,
        seats=row.seats,
        created_at=row.created_at,
        words=words_of(row.words, row.words_by_language),
        colour=row.colour,
        logo=row.logo,
        icon=row.icon,
        terms_number=row.terms_number,
        texts=tuple(TextKind(kind) for kind in row.text_kinds),
    )


def member_view(row: models.Member) -> Member:
    """Return a member's row, read by `Member.seen`, as a value; a member who has left took their picture along."""
    held = {Role.ADMIN: row.is_admin, Role.TREASURER: row.is_treasurer, Role.MODERATOR: row.is_moderator}
    return Member(
        id=MemberId(row.pk),
        community=CommunityId(row.community_id),
        person=PersonId(row.person_id) if row.person_id else None,
        name=row.name,
        code=row.code,
        kind=MemberKind(row.kind),
        state=MemberState(row.state),
        roles=frozenset(role for role, holds in held.items() if holds),
        joined_at=row.joined_at,
        about=row.about,
        is_new=row.welcomed_at is None and row.state == MemberState.ACTIVE,
        picture=row.picture if row.picture and row.state != MemberState.LEFT else "",
        agreed_number=row.agreed_number,
    )


def change_view(row: models.PolicyRow) -> PolicyChange:
    """Return a row of policy as a value."""
    return PolicyChange(
        id=PolicyChangeId(row.pk),
        name=row.name,
        value=row.value,
        applies_from=row.applies_from,
        announced_at=row.announced_at,
        by=MemberId(row.by_id) if row.by_id else None,
    )
