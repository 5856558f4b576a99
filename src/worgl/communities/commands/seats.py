"""Locks and counters of a community: who changes a membership takes the lock first, so counters stay true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.db.models import F

from worgl.communities import models
from worgl.communities.errors import CommunityFull, CommunityUnknown, LastAdmin, MemberUnknown, WrongState
from worgl.communities.queries.lives import MEMBERS
from worgl.communities.rules import CommunityId, Member, MemberId, MemberState
from worgl.communities.rules.lives import MEMBERSHIP, MemberAct
from worgl.communities.seals import MEMBER
from worgl.core.transitions import step


def lock(community: CommunityId) -> models.Community:
    """Return a community's row, locked until the transaction ends; refuses CommunityUnknown.

    PostgreSQL locks the row; SQLite's IMMEDIATE transactions have one writer anyway.
    """
    row = models.Community.objects.select_for_update().filter(pk=community).first()
    if row is None:
        raise CommunityUnknown
    return row


def lock_subject(actor: Member, member: MemberId) -> models.Member:
    """Lock the actor's community and return a member of it; refuses MemberUnknown for one of another community."""
    lock(actor.community)
    row = models.Member.objects.filter(pk=member, community=actor.community).first()
    if row is None:
        raise MemberUnknown
    return row


def take_seat(community: CommunityId) -> None:
    """Count one more member within the cap, by a guarded update; refuses CommunityFull."""
    rows = models.Community.objects.filter(pk=community)
    if not rows.filter(seats__lt=F("cap")).update(seats=F("seats") + 1):
        raise CommunityFull(cap=rows.values_list("cap", flat=True).get())


def free_seat(community: CommunityId) -> None:
    """Count one member less."""
    freed = models.Community.objects.filter(pk=community, seats__gt=0).update(seats=F("seats") - 1)
    assert freed, "a seat is freed once"


def add_admin(community: CommunityId) -> None:
    """Count one more administrator."""
    models.Community.objects.filter(pk=community).update(admins=F("admins") + 1)


def drop_admin(community: CommunityId) -> None:
    """Count one administrator less, by a guarded update; refuses LastAdmin."""
    if not models.Community.objects.filter(pk=community, admins__gt=1).update(admins=F("admins") - 1):
        raise LastAdmin


def require_act(row: models.Member, act: MemberAct) -> None:
    """Refuse WrongState unless an act can be done to the member, whose community is locked."""
    require_state(row, *MEMBERSHIP.sources(act))


def change_state(row: models.Member, act: MemberAct, *, now: datetime, values: Mapping[str, object]) -> MemberState:
    """Change where a membership stands, and seal it; return where it stood. Refuses WrongState."""
    refused = partial(_wrong_state, row)
    return step(MEMBERS, row, act, refused=refused, now=now, values=values, seals=[MEMBER])


def _wrong_state(row: models.Member, state: MemberState) -> WrongState:
    return WrongState(name=row.name, state=state.value)


def require_state(row: models.Member, *states: MemberState) -> None:
    """Refuse WrongState unless the member, whose community is locked, is in one of the states."""
    if row.state not in states:
        raise _wrong_state(row, MemberState(row.state))
