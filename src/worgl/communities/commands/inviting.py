"""Making invitations and taking them back."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inputs import Number
from worgl.communities.errors import InvitationUnknown, InvitedOften, TooManyInvitations
from worgl.communities.queries.access import require_active
from worgl.communities.queries.lives import INVITATIONS
from worgl.communities.rules import (
    INVITATIONS_OPEN_MAX,
    Invitation,
    InvitationId,
    Member,
    MemberId,
    check_invitation,
    token_hash,
)
from worgl.communities.rules.lives import InvitationAct, InvitationState
from worgl.communities.seals import INVITATION
from worgl.core import counters
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.limits import INVITATIONS_MADE
from worgl.core.sealing import seal
from worgl.core.transitions import step_all


@dataclass(frozen=True, slots=True)
class _Made:
    """What the command records as its answer: no token."""

    id: InvitationId
    expires_at: datetime


def invite(*, actor: MemberId, uses: Number, days: Number, key: IdempotencyKey, now: datetime) -> Invitation:
    """Make a link that lets `uses` people ask to join within `days`; an administrator's lets them in at once.

    Repeated with the same key it gives the same link. Refuses NotActive, InvalidInput, TooManyInvitations,
    InvitedOften.
    """
    made = _invite(actor=actor, uses=uses, days=days, key=key, now=now)
    token = token_of(made.id)
    return Invitation(id=made.id, token=token, path=f"/join/{token}/", expires_at=made.expires_at)


def token_of(invitation: InvitationId) -> str:
    """Derive a token from the node's secret, so that neither the invitation nor the recorded answer contains it."""
    digest = salted_hmac("worgl.communities.invitation", invitation.hex, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:24]).decode()


@command
def _invite(*, actor: MemberId, uses: int, days: int, key: IdempotencyKey, now: datetime) -> _Made:
    maker = require_active(actor)
    check_invitation(uses=uses, days=days)
    # First, because then of two at once the second counts what the first has made.
    wait = counters.count_act(INVITATIONS_MADE, actor, now=now)
    if wait:
        raise InvitedOften(limit=INVITATIONS_MADE.most, seconds=wait)
    if _open(maker, now=now) >= INVITATIONS_OPEN_MAX:
        raise TooManyInvitations(limit=INVITATIONS_OPEN_MAX)
    made = _Made(InvitationId(new_id()), now + timedelta(days=days))
    row = models.Invitation.objects.create(
        id=made.id,
        community_id=maker.community,
        by_id=actor,
        token_hash=token_hash(token_of(made.id)),
        uses=uses,
        direct=maker.is_admin,
        created_at=now,
        expires_at=made.expires_at,
    )
    seal(INVITATION, [row])
    if maker.is_admin:
        sentence = gettext_noop("Made an invitation (people: {uses}, days: {days})")
        fields = {"uses": uses, "days": days}
        record_audit_event(
            community=maker.community,
            actor=actor,
            what="communities.invited",
            sentence=sentence,
            fields=fields,
            now=now,
        )
    return made


def _open(maker: Member, *, now: datetime) -> int:
    rows = INVITATIONS.rows(InvitationState.OPEN, now=now)
    return rows.filter(by=maker.id, hands_over__isnull=True).count()


@command
def revoke_invitation(*, actor: MemberId, invitation: InvitationId, key: IdempotencyKey, now: datetime) -> None:
    """Take an invitation back: one's own, or as an administrator anybody's. Refuses NotActive, InvitationUnknown."""
    member = require_active(actor)
    rows = models.Invitation.objects.filter(pk=invitation, community=member.community)
    if not member.is_admin:
        rows = rows.filter(by=actor)
    maker = rows.values_list("by", flat=True).first()
    if maker is None or not revoke(rows, now=now):
        raise InvitationUnknown
    if maker != actor:
        record_audit_event(
            community=member.community,
            actor=actor,
            what="communities.invitation_revoked",
            sentence=gettext_noop("Took back an invitation"),
            subject=MemberId(maker),
            now=now,
        )


def revoke_invitations_of(member: MemberId, *, now: datetime) -> None:
    """Take back all open invitations of who may no longer speak for the community."""
    revoke(models.Invitation.objects.filter(by=member), now=now)


def revoke_direct_invitations_of(member: MemberId, *, now: datetime) -> None:
    """Take back the open invitations that let people in at once, of who is no administrator any more."""
    revoke(models.Invitation.objects.filter(by=member, direct=True), now=now)


def revoke(rows: QuerySet[models.Invitation], *, now: datetime) -> int:
    """Take back those of some invitations that are not yet, and return how many; for this domain's own rooms."""
    taken_back = {"revoked_at": now}
    return step_all(INVITATIONS, rows, InvitationAct.REVOKE, now=now, values=taken_back, seals=[INVITATION])
