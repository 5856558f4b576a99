"""Giving and taking roles."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inviting import revoke_direct_invitations_of
from worgl.communities.commands.seats import add_admin, drop_admin, lock_subject, require_state
from worgl.communities.errors import NoPerson
from worgl.communities.facts import RoleGranted, RoleRevoked
from worgl.communities.queries.access import require_role
from worgl.communities.rules import Member, MemberId, MemberState, Role
from worgl.communities.seals import MEMBER
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.sealing import seal

ROLE_COLUMNS = {Role.ADMIN: "is_admin", Role.TREASURER: "is_treasurer", Role.MODERATOR: "is_moderator"}
"""Where it stands that a member holds a role."""
_GRANTED = {
    Role.ADMIN: gettext_noop("Made a member an administrator"),
    Role.TREASURER: gettext_noop("Made a member a treasurer"),
    Role.MODERATOR: gettext_noop("Made a member a moderator"),
}
_REVOKED = {
    Role.ADMIN: gettext_noop("Took the role of administrator from a member"),
    Role.TREASURER: gettext_noop("Took the role of treasurer from a member"),
    Role.MODERATOR: gettext_noop("Took the role of moderator from a member"),
}


@command
def grant_role(
    *, actor: MemberId, member: MemberId, role: Role, key: IdempotencyKey, now: datetime, reason: str = ""
) -> None:
    """Give an active member a role; who holds it already keeps it.

    Refuses NotActive, RoleNeeded, MemberUnknown, WrongState, NoPerson.
    """
    admin = require_role(actor, Role.ADMIN)
    row = lock_subject(admin, member)
    require_state(row, MemberState.ACTIVE)
    if row.person_id is None:
        raise NoPerson(name=row.name)
    before = power_of(row)
    if _set(row, role, holds=True):
        if role == Role.ADMIN:
            add_admin(admin.community)
        outbox.record(RoleGranted(admin.community, member, role), now=now)
        _record(admin, row, "communities.role_granted", _GRANTED[role], reason, before=before, now=now)


@command
def revoke_role(
    *, actor: MemberId, member: MemberId, role: Role, key: IdempotencyKey, now: datetime, reason: str = ""
) -> None:
    """Take a role from a member, or give one's own back; the last administrator keeps theirs.

    Refuses NotActive, RoleNeeded, MemberUnknown, LastAdmin.
    """
    admin = require_role(actor, Role.ADMIN)
    row = lock_subject(admin, member)
    before = power_of(row)
    if _set(row, role, holds=False):
        if role == Role.ADMIN:
            drop_admin(admin.community)
            revoke_direct_invitations_of(member, now=now)
        outbox.record(RoleRevoked(admin.community, member, role, actor), now=now)
        _record(admin, row, "communities.role_revoked", _REVOKED[role], reason, before=before, now=now)


def power_of(row: models.Member) -> str:
    """Return what a member may do, in codes for the record: the state, and the roles by name.

    >>> power_of(models.Member(state="active", is_treasurer=True, is_admin=True))
    'active admin treasurer'
    """
    return " ".join([row.state, *sorted(role.value for role, column in ROLE_COLUMNS.items() if getattr(row, column))])


def _set(row: models.Member, role: Role, *, holds: bool) -> bool:
    """Write whether a member holds a role; tells whether that was a change."""
    column = ROLE_COLUMNS[role]
    if getattr(row, column) == holds:
        return False
    setattr(row, column, holds)
    row.save(update_fields=[column])
    seal(MEMBER, [row])
    return True


def _record(
    admin: Member, row: models.Member, what: str, sentence: str, reason: str, *, before: str, now: datetime
) -> None:
    record_audit_event(
        community=admin.community,
        actor=admin.id,
        what=what,
        sentence=sentence,
        subject=MemberId(row.pk),
        reason=reason,
        before=before,
        after=power_of(row),
        now=now,
    )
