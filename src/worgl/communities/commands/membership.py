"""Suspending, reinstating, leaving, renaming."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inviting import revoke_invitations_of
from worgl.communities.commands.roles import ROLE_COLUMNS, power_of
from worgl.communities.commands.seats import change_state, drop_admin, free_seat, lock_subject, require_act
from worgl.communities.commands.staff import end_till_of, give_up_shops
from worgl.communities.errors import NotOneself, RoleNeeded
from worgl.communities.facts import MemberLeft, MemberReinstated, MemberSuspended
from worgl.communities.queries.access import known_member, require_active, require_one_of
from worgl.communities.rules import CommunityId, MemberId, MemberState, Role
from worgl.communities.rules.lives import MemberAct, officers_for
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.identity.rules import clean_name, fold

_NO_ROLES = dict.fromkeys(ROLE_COLUMNS.values(), False)


@command
def suspend(*, actor: MemberId, member: MemberId, reason: str, key: IdempotencyKey, now: datetime) -> None:
    """Stop a member from acting until reinstated; they lose their roles and open invitations, and keep their seat.

    Refuses NotActive, RoleNeeded, NotOneself, MemberUnknown, WrongState, LastAdmin.
    """
    admin = require_one_of(actor, *officers_for(MemberAct.SUSPEND))
    if member == actor:
        raise NotOneself
    row = lock_subject(admin, member)
    require_act(row, MemberAct.SUSPEND)
    before = power_of(row)
    _end_roles(row, now=now)
    end_till_of(member, by=actor, now=now)
    change_state(row, MemberAct.SUSPEND, now=now, values=_NO_ROLES)
    outbox.record(MemberSuspended(admin.community, member), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.suspended",
        sentence=gettext_noop("Suspended a member"),
        subject=member,
        reason=reason,
        before=before,
        after=power_of(row),
        now=now,
    )


@command
def reinstate(*, actor: MemberId, member: MemberId, key: IdempotencyKey, now: datetime, reason: str = "") -> None:
    """Let a suspended member act again, without the roles they had.

    Refuses NotActive, RoleNeeded, MemberUnknown, WrongState.
    """
    admin = require_one_of(actor, *officers_for(MemberAct.REINSTATE))
    row = lock_subject(admin, member)
    before = power_of(row)
    change_state(row, MemberAct.REINSTATE, now=now, values={})
    outbox.record(MemberReinstated(admin.community, member), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.reinstated",
        sentence=gettext_noop("Reinstated a member"),
        subject=member,
        reason=reason,
        before=before,
        after=power_of(row),
        now=now,
    )


@command
def leave(*, actor: MemberId, key: IdempotencyKey, now: datetime) -> None:
    """Leave a community, or withdraw one's application; name, code and history stay for the receipts of others.

    A suspended member cannot leave: what they owe must be settled first. Refuses MemberUnknown, WrongState,
    LastAdmin, and KeepsShop to the only keeper of a shop, whose money would be nobody's.
    """
    member = known_member(actor)
    row = lock_subject(member, actor)
    require_act(row, MemberAct.LEAVE)
    before = power_of(row)
    _end_roles(row, now=now)
    give_up_shops(row, now=now)
    stood = change_state(row, MemberAct.LEAVE, now=now, values={"left_at": now, **_NO_ROLES})
    models.ShopPicture.objects.filter(shop=row).delete()
    if stood is MemberState.ACTIVE:
        free_seat(member.community)
        outbox.record(MemberLeft(member.community, actor), now=now)
    record_audit_event(
        community=member.community,
        actor=actor,
        what="communities.left",
        sentence=gettext_noop("Left the community"),
        before=before,
        after=power_of(row),
        now=now,
    )


def _end_roles(row: models.Member, *, now: datetime) -> None:
    if row.is_admin:
        drop_admin(CommunityId(row.community_id))
    revoke_invitations_of(MemberId(row.pk), now=now)


@command
def rename_member(*, actor: MemberId, member: MemberId, name: str, key: IdempotencyKey, now: datetime) -> None:
    """Change the name a member has here: one's own, or as an administrator anybody's.

    Refuses NotActive, RoleNeeded, MemberUnknown, InvalidName.
    """
    by = require_active(actor)
    if member != actor and not by.is_admin:
        raise RoleNeeded(role=Role.ADMIN.value)
    row = lock_subject(by, member)
    before, row.name = row.name, clean_name(name)
    row.folded_name = fold(row.name)
    row.save(update_fields=["name", "folded_name"])
    if member != actor:
        record_audit_event(
            community=by.community,
            actor=actor,
            what="communities.renamed_member",
            sentence=gettext_noop("Changed a member's name"),
            subject=member,
            before=before,
            after=row.name,
            now=now,
        )
