"""Which rows are in which state: how the tables of communities go through the lives of `rules.lives`."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from worgl.communities import models
from worgl.communities.rules.lives import (
    INVITING,
    MEMBERSHIP,
    NOTICE,
    RULE_CHANGE,
    AnnouncedAct,
    AnnouncedPart,
    AnnouncedState,
    InvitationAct,
    InvitationPart,
    InvitationState,
    MemberAct,
    MemberPart,
)
from worgl.communities.rules.values import MemberState
from worgl.core.transitions import Course, course_by_column


def _invitation_state(row: models.Invitation, now: datetime) -> InvitationState:
    if row.revoked_at is not None:
        return InvitationState.REVOKED
    if row.expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.USED_UP if row.used >= row.uses else InvitationState.OPEN


def _invitation_in(state: InvitationState, now: datetime) -> Q:
    lasts = Q(revoked_at__isnull=True, expires_at__gt=now)
    match state:
        case InvitationState.OPEN:
            return lasts & Q(used__lt=F("uses"))
        case InvitationState.USED_UP:
            return lasts & Q(used__gte=F("uses"))
        case InvitationState.EXPIRED:
            return Q(revoked_at__isnull=True, expires_at__lte=now)
        case InvitationState.REVOKED:
            return Q(revoked_at__isnull=False)


def _rule_state(row: models.PolicyRow, now: datetime) -> AnnouncedState:
    if row.withdrawn_at is not None:
        return AnnouncedState.WITHDRAWN
    return AnnouncedState.OVER if row.applies_from <= now else AnnouncedState.ANNOUNCED


def _rule_in(state: AnnouncedState, now: datetime) -> Q:
    return _announced_in(state, is_over=Q(applies_from__lte=now))


def _notice_state(row: models.Notice, now: datetime) -> AnnouncedState:
    if row.withdrawn_at is not None:
        return AnnouncedState.WITHDRAWN
    return AnnouncedState.OVER if row.expires_at <= now else AnnouncedState.ANNOUNCED


def _notice_in(state: AnnouncedState, now: datetime) -> Q:
    return _announced_in(state, is_over=Q(expires_at__lte=now))


def _announced_in(state: AnnouncedState, *, is_over: Q) -> Q:
    match state:
        case AnnouncedState.ANNOUNCED:
            return Q(withdrawn_at__isnull=True) & ~is_over
        case AnnouncedState.OVER:
            return Q(withdrawn_at__isnull=True) & is_over
        case AnnouncedState.WITHDRAWN:
            return Q(withdrawn_at__isnull=False)


MEMBERS: Course[models.Member, MemberPart, MemberState, MemberAct] = course_by_column(MEMBERSHIP, models.Member)
INVITATIONS: Course[models.Invitation, InvitationPart, InvitationState, InvitationAct] = Course(
    INVITING, models.Invitation, _invitation_state, _invitation_in
)
RULES: Course[models.PolicyRow, AnnouncedPart, AnnouncedState, AnnouncedAct] = Course(
    RULE_CHANGE, models.PolicyRow, _rule_state, _rule_in
)
NOTICES: Course[models.Notice, AnnouncedPart, AnnouncedState, AnnouncedAct] = Course(
    NOTICE, models.Notice, _notice_state, _notice_in
)
