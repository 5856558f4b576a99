"""Invitations, and what founding and joining are given and answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules.values import CommunityId, InvitationId, MemberId, MemberKind
from worgl.core.errors import InvalidInput, reason_of
from worgl.identity.rules import PersonId

INVITATION_USES_MAX = 500
"""Most people one invitation lets in."""
INVITATION_DAYS_MAX = 90
"""Longest life of an invitation."""
INVITATIONS_OPEN_MAX = 50
"""Most invitations a member has open at one time."""
IMPORT_MAX = 20_000
"""Most members of one call of `add_members`."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A new community and its founder's membership."""

    community: CommunityId
    member: MemberId
    slug: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A fresh invitation. `token` is shown to its maker only; `path` is where the link leads."""

    id: InvitationId
    token: str
    path: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Handover:
    """A fresh personal link: where it leads, and whose membership is taken over with it."""

    member: MemberId
    invitation: InvitationId
    path: str


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """A member to be added by an import or a made town; without a code they get a random one."""

    name: str
    code: str | None = None
    kind: MemberKind = MemberKind.PERSON
    person: PersonId | None = None
    joined_at: datetime | None = None
    is_suspended: bool = False


def check_invitation(*, uses: int, days: int) -> None:
    """Refuse InvalidInput unless uses and days are within their limits."""
    if not 1 <= uses <= INVITATION_USES_MAX:
        reason = reason_of(_("An invitation is for 1 to {most} people."), most=INVITATION_USES_MAX)
        raise InvalidInput(field="uses", reason=reason)
    if not 1 <= days <= INVITATION_DAYS_MAX:
        reason = _("An invitation is valid for 1 to {most} days.").format(most=INVITATION_DAYS_MAX)
        raise InvalidInput(field="days", reason=reason)


def token_hash(token: str) -> str:
    """Return what is kept of an invitation's token, so that the database alone lets nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
