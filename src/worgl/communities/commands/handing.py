"""Memberships that came with an import, handed to the people they belong to: a personal link each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inviting import revoke, token_of
from worgl.communities.commands.seats import lock
from worgl.communities.queries.access import require_role
from worgl.communities.rules import (
    IMPORT_MAX,
    CommunityId,
    Handover,
    InvitationId,
    MemberId,
    Role,
    check_invitation,
    token_hash,
)
from worgl.communities.seals import INVITATION
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.sealing import seal

_ASKED_TOGETHER = 500


def hand_over(
    *, actor: MemberId, members: Sequence[MemberId], days: int, key: IdempotencyKey, now: datetime
) -> tuple[Handover, ...]:
    """Make a personal link for each member nobody signs in for; whoever opens it takes the membership over.

    Links made before are taken back. Who has a person already is left out, and a shop that has a keeper.
    Refuses NotActive, RoleNeeded, InvalidInput (days).
    """
    made = _hand_over(actor=actor, members=tuple(members), days=days, key=key, now=now)
    return tuple(
        Handover(MemberId(member), InvitationId(invitation), handover_path(InvitationId(invitation)))
        for member, invitation in made
    )


def handover_path(invitation: InvitationId) -> str:
    """Return where a personal link leads; for domains that have checked who may know it."""
    return f"/join/{token_of(invitation)}/"


@command
def _hand_over(
    *, actor: MemberId, members: tuple[MemberId, ...], days: int, key: IdempotencyKey, now: datetime
) -> list[tuple[UUID, UUID]]:
    assert len(members) <= IMPORT_MAX
    admin = require_role(actor, Role.ADMIN)
    check_invitation(uses=1, days=days)
    lock(admin.community)
    made: list[tuple[UUID, UUID]] = []
    for start in range(0, len(members), _ASKED_TOGETHER):
        part = members[start : start + _ASKED_TOGETHER]
        rows = models.Member.objects.filter(community=admin.community, pk__in=part, person__isnull=True)
        # A shop somebody acts for is no membership without a person: whoever opened its link could empty it.
        rows = rows.exclude(pk__in=models.Staff.objects.filter(shop__in=part, ended_at__isnull=True).values("shop"))
        free = set(rows.values_list("pk", flat=True))
        revoke(models.Invitation.objects.filter(hands_over__in=free), now=now)
        made += [(member, new_id()) for member in part if member in free]
    _write(admin.community, made, by=actor, expires_at=now + timedelta(days=days), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.invited_imported",
        sentence=gettext_noop("Made a personal link for a member who came with an import")
        if len(made) == 1
        else gettext_noop("Made personal links for {count} members who came with an import"),
        fields={"count": len(made)},
        now=now,
    )
    return made


def _write(
    community: CommunityId,
    made: Sequence[tuple[UUID, UUID]],
    *,
    by: MemberId,
    expires_at: datetime,
    now: datetime,
) -> None:
    rows = models.Invitation.objects.bulk_create(
        (
            models.Invitation(
                id=invitation,
                community_id=community,
                by_id=by,
                token_hash=token_hash(token_of(InvitationId(invitation))),
                uses=1,
                direct=True,
                hands_over_id=member,
                created_at=now,
                expires_at=expires_at,
            )
            for member, invitation in made
        ),
        batch_size=_ASKED_TOGETHER,
    )
    seal(INVITATION, rows)
