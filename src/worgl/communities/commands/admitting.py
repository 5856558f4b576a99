"""What administrators answer to those who ask to join."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import change_state, lock_subject, require_act, take_seat
from worgl.communities.facts import MemberAdmitted, MemberDeclined
from worgl.communities.queries.access import require_one_of
from worgl.communities.rules import MemberId, MemberState
from worgl.communities.rules.lives import MemberAct, officers_for
from worgl.core import outbox
from worgl.core.commands import IdempotencyKey, command


@command
def approve(*, actor: MemberId, member: MemberId, key: IdempotencyKey, now: datetime, reason: str = "") -> None:
    """Admit who waits for approval. Refuses NotActive, RoleNeeded, MemberUnknown, WrongState, CommunityFull."""
    admin = require_one_of(actor, *officers_for(MemberAct.APPROVE))
    row = lock_subject(admin, member)
    require_act(row, MemberAct.APPROVE)
    take_seat(admin.community)
    change_state(row, MemberAct.APPROVE, now=now, values={"joined_at": now, "left_at": None})
    outbox.record(MemberAdmitted(admin.community, member), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.approved",
        sentence=gettext_noop("Admitted a member"),
        subject=member,
        reason=reason,
        before=MemberState.APPLIED.value,
        after=row.state,
        now=now,
    )


@command
def decline(*, actor: MemberId, member: MemberId, key: IdempotencyKey, now: datetime, reason: str = "") -> None:
    """Decline an applicant, who may ask again with another invitation.

    Refuses NotActive, RoleNeeded, MemberUnknown, WrongState.
    """
    admin = require_one_of(actor, *officers_for(MemberAct.DECLINE))
    row = lock_subject(admin, member)
    change_state(row, MemberAct.DECLINE, now=now, values={"left_at": now})
    models.ShopPicture.objects.filter(shop=row).delete()
    outbox.record(MemberDeclined(admin.community, member), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.declined",
        sentence=gettext_noop("Declined an application"),
        subject=member,
        reason=reason,
        before=MemberState.APPLIED.value,
        after=row.state,
        now=now,
    )
