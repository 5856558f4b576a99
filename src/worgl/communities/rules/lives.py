"""The lives of what a community keeps: memberships, invitations, announced rules, notices. Each a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from worgl.communities.errors import InvitationExpired, InvitationUnknown, InvitationUsedUp
from worgl.communities.rules.values import MemberState, Role
from worgl.core.errors import Refusal
from worgl.core.lifecycle import Lifecycle


class MemberPart(StrEnum):
    """The side that changes a membership: officers, the member, a shop's keeper, or an import that was mended."""

    ADMIN = Role.ADMIN.value
    MODERATOR = Role.MODERATOR.value
    ONESELF = "oneself"
    KEEPER = "keeper"
    IMPORT = "import"


class MemberAct(StrEnum):
    """What can be done to a membership; `ENTER` is by an administrator's invitation, which asks nobody."""

    APPLY = "apply"
    ENTER = "enter"
    APPROVE = "approve"
    DECLINE = "decline"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    LEAVE = "leave"
    STRIKE = "strike"


MEMBERSHIP: Lifecycle[MemberPart, MemberState, MemberAct] = Lifecycle(
    starts=(MemberState.APPLIED, MemberState.ACTIVE),
    ends=frozenset(),
    table=(
        (MemberPart.MODERATOR, MemberState.APPLIED, MemberAct.APPROVE, MemberState.ACTIVE),
        (MemberPart.ADMIN, MemberState.APPLIED, MemberAct.APPROVE, MemberState.ACTIVE),
        (MemberPart.MODERATOR, MemberState.APPLIED, MemberAct.DECLINE, MemberState.LEFT),
        (MemberPart.ADMIN, MemberState.APPLIED, MemberAct.DECLINE, MemberState.LEFT),
        (MemberPart.ONESELF, MemberState.APPLIED, MemberAct.ENTER, MemberState.ACTIVE),
        (MemberPart.ONESELF, MemberState.APPLIED, MemberAct.LEAVE, MemberState.LEFT),
        (MemberPart.KEEPER, MemberState.APPLIED, MemberAct.LEAVE, MemberState.LEFT),
        (MemberPart.ADMIN, MemberState.ACTIVE, MemberAct.SUSPEND, MemberState.SUSPENDED),
        (MemberPart.ONESELF, MemberState.ACTIVE, MemberAct.LEAVE, MemberState.LEFT),
        (MemberPart.IMPORT, MemberState.ACTIVE, MemberAct.STRIKE, MemberState.LEFT),
        (MemberPart.ADMIN, MemberState.SUSPENDED, MemberAct.REINSTATE, MemberState.ACTIVE),
        (MemberPart.IMPORT, MemberState.SUSPENDED, MemberAct.STRIKE, MemberState.LEFT),
        (MemberPart.ONESELF, MemberState.LEFT, MemberAct.APPLY, MemberState.APPLIED),
        (MemberPart.ONESELF, MemberState.LEFT, MemberAct.ENTER, MemberState.ACTIVE),
    ),
)
"""No state is final: who left, or was declined, comes back to the same membership."""


def officers_for(act: MemberAct) -> tuple[Role, ...]:
    """Return the roles of which one is needed for an act on somebody else's membership.

    >>> [role.value for role in officers_for(MemberAct.APPROVE)]
    ['moderator', 'admin']
    """
    roles = {role.value: role for role in Role}
    return tuple(roles[part.value] for part in MEMBERSHIP.parts(act) if part.value in roles)


class InvitationState(StrEnum):
    """Where an invitation stands; its columns tell it."""

    OPEN = "open"
    USED_UP = "used_up"
    EXPIRED = "expired"
    REVOKED = "revoked"


class InvitationPart(StrEnum):
    """The side that changes an invitation: whoever opens the link, whoever made it, an administrator, or time."""

    GUEST = "guest"
    MAKER = "maker"
    ADMIN = "admin"
    TIME = "time"


class InvitationAct(StrEnum):
    """What can be done with an invitation; `USE_UP` is the use that leaves no place."""

    USE = "use"
    USE_UP = "use_up"
    REVOKE = "revoke"
    EXPIRE = "expire"


INVITING: Lifecycle[InvitationPart, InvitationState, InvitationAct] = Lifecycle(
    starts=(InvitationState.OPEN,),
    ends=frozenset({InvitationState.REVOKED}),
    table=(
        (InvitationPart.GUEST, InvitationState.OPEN, InvitationAct.USE, InvitationState.OPEN),
        (InvitationPart.GUEST, InvitationState.OPEN, InvitationAct.USE_UP, InvitationState.USED_UP),
        (InvitationPart.TIME, InvitationState.OPEN, InvitationAct.EXPIRE, InvitationState.EXPIRED),
        (InvitationPart.TIME, InvitationState.USED_UP, InvitationAct.EXPIRE, InvitationState.EXPIRED),
        *(
            (part, state, InvitationAct.REVOKE, InvitationState.REVOKED)
            for state in (InvitationState.OPEN, InvitationState.USED_UP, InvitationState.EXPIRED)
            for part in (InvitationPart.MAKER, InvitationPart.ADMIN)
        ),
    ),
    expiry=InvitationAct.EXPIRE,
)

CLOSED_TO_GUESTS: Mapping[InvitationState, type[Refusal]] = {
    InvitationState.USED_UP: InvitationUsedUp,
    InvitationState.EXPIRED: InvitationExpired,
    InvitationState.REVOKED: InvitationUnknown,
}
"""What a guest is told whose link lets nobody in."""


class AnnouncedState(StrEnum):
    """Where an announced rule stands, or a notice: `OVER` is a rule that applies, and a notice shown long enough."""

    ANNOUNCED = "announced"
    WITHDRAWN = "withdrawn"
    OVER = "over"


class AnnouncedPart(StrEnum):
    """The side that changes what was announced: an administrator, or time."""

    ADMIN = Role.ADMIN.value
    TIME = "time"


class AnnouncedAct(StrEnum):
    """What can be done with what was announced."""

    WITHDRAW = "withdraw"
    PASS = "pass"  # noqa: S105 -- time passes


RULE_CHANGE: Lifecycle[AnnouncedPart, AnnouncedState, AnnouncedAct] = Lifecycle(
    starts=(AnnouncedState.ANNOUNCED, AnnouncedState.OVER),
    ends=frozenset({AnnouncedState.WITHDRAWN, AnnouncedState.OVER}),
    table=(
        (AnnouncedPart.ADMIN, AnnouncedState.ANNOUNCED, AnnouncedAct.WITHDRAW, AnnouncedState.WITHDRAWN),
        (AnnouncedPart.TIME, AnnouncedState.ANNOUNCED, AnnouncedAct.PASS, AnnouncedState.OVER),
    ),
    expiry=AnnouncedAct.PASS,
)
"""What applies, even since a moment ago, stays as it was; the rules of a founding apply from the beginning."""

NOTICE: Lifecycle[AnnouncedPart, AnnouncedState, AnnouncedAct] = Lifecycle(
    starts=(AnnouncedState.ANNOUNCED,),
    ends=frozenset({AnnouncedState.WITHDRAWN}),
    table=(
        (AnnouncedPart.ADMIN, AnnouncedState.ANNOUNCED, AnnouncedAct.WITHDRAW, AnnouncedState.WITHDRAWN),
        (AnnouncedPart.ADMIN, AnnouncedState.OVER, AnnouncedAct.WITHDRAW, AnnouncedState.WITHDRAWN),
        (AnnouncedPart.TIME, AnnouncedState.ANNOUNCED, AnnouncedAct.PASS, AnnouncedState.OVER),
    ),
    expiry=AnnouncedAct.PASS,
)
"""A notice can be taken back when nobody is shown it any more: administrators still read it."""
