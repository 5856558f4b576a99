"""Open invitations: for who made them, for administrators, and for who holds the link."""

from __future__ import annotations

from datetime import datetime

from worgl.communities import models
from worgl.communities.errors import InvitationUnknown
from worgl.communities.queries.access import require_reader
from worgl.communities.queries.lives import INVITATIONS
from worgl.communities.rules import CommunityId, InvitationId, InvitationView, MemberId, token_hash
from worgl.communities.rules.lives import CLOSED_TO_GUESTS, InvitationState
from worgl.core.limits import PAGE_MAX


def invitation_by_token(*, token: str, now: datetime) -> InvitationView:
    """Return a usable invitation to whoever holds its link.

    Refuses InvitationUnknown, InvitationExpired, InvitationUsedUp.
    """
    rows = models.Invitation.objects.filter(token_hash=token_hash(token))
    found = rows.select_related("community", "by").first()
    if found is None:
        raise InvitationUnknown
    state = INVITATIONS.state_of(found, now)
    if state in CLOSED_TO_GUESTS:
        raise CLOSED_TO_GUESTS[state]
    return _view(found)


def invitations(*, community: CommunityId, viewer: MemberId, now: datetime) -> tuple[InvitationView, ...]:
    """Return open invitations, newest first, at most PAGE_MAX: all of them to administrators, their own to members.

    Refuses NotAMember.
    """
    reader = require_reader(viewer, community=community)
    rows = INVITATIONS.rows(InvitationState.OPEN, now=now).filter(community=community, hands_over__isnull=True)
    if not reader.is_admin:
        rows = rows.filter(by=viewer)
    return tuple(_view(row) for row in rows.select_related("community", "by").order_by("-id")[:PAGE_MAX])


def _view(row: models.Invitation) -> InvitationView:
    return InvitationView(
        id=InvitationId(row.pk),
        community=CommunityId(row.community_id),
        community_name=row.community.name,
        slug=row.community.slug,
        invited_by=row.by.name,
        uses=row.uses,
        used=row.used,
        direct=row.direct,
        expires_at=row.expires_at,
    )
