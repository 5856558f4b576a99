"""Facts that webhooks tell: whom each one concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pydantic import TypeAdapter

from worgl.api.commands import queue
from worgl.communities.facts import (
    MemberAdmitted,
    MemberApplied,
    MemberLeft,
    MemberReinstated,
    MemberSuspended,
    PolicyAnnounced,
    PolicyWithdrawn,
)
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import outbox
from worgl.core.outbox import Fact
from worgl.currency.facts import Granted, LevyTaken
from worgl.payments.facts import Paid, Refunded


def _told(fact: Fact, community: CommunityId, concerned: Iterable[MemberId] | None, *, now: datetime) -> None:
    told = TypeAdapter(type(fact)).dump_python(fact, mode="json")
    queue(community=community, kind=fact.topic, told=told, concerned=concerned, now=now)


@outbox.reads(Paid)
def paid(fact: Paid, now: datetime) -> None:
    """Tell both sides of a payment."""
    _told(fact, fact.community, (fact.payer, fact.payee), now=now)


@outbox.reads(Refunded)
def refunded(fact: Refunded, now: datetime) -> None:
    """Tell both sides of a refund."""
    _told(fact, fact.community, (fact.payer, fact.payee), now=now)


@outbox.reads(Granted)
def granted(fact: Granted, now: datetime) -> None:
    """Tell who was given money."""
    _told(fact, fact.community, (fact.payee,), now=now)


@outbox.reads(LevyTaken)
def levy_taken(fact: LevyTaken, now: datetime) -> None:
    """Tell everybody of a levy."""
    _told(fact, fact.community, None, now=now)


@outbox.reads(PolicyAnnounced)
def policy_announced(fact: PolicyAnnounced, now: datetime) -> None:
    """Tell everybody of a change of a rule."""
    _told(fact, fact.community, None, now=now)


@outbox.reads(PolicyWithdrawn)
def policy_withdrawn(fact: PolicyWithdrawn, now: datetime) -> None:
    """Tell everybody that a change will not come."""
    _told(fact, fact.community, None, now=now)


@outbox.reads(MemberApplied)
def member_applied(fact: MemberApplied, now: datetime) -> None:
    """Tell the community who asks to join."""
    _told(fact, fact.community, (), now=now)


@outbox.reads(MemberAdmitted)
def member_admitted(fact: MemberAdmitted, now: datetime) -> None:
    """Tell the community whom it has admitted."""
    _told(fact, fact.community, (), now=now)


@outbox.reads(MemberSuspended)
def member_suspended(fact: MemberSuspended, now: datetime) -> None:
    """Tell the community whom it has suspended."""
    _told(fact, fact.community, (), now=now)


@outbox.reads(MemberReinstated)
def member_reinstated(fact: MemberReinstated, now: datetime) -> None:
    """Tell the community who may act again."""
    _told(fact, fact.community, (), now=now)


@outbox.reads(MemberLeft)
def member_left(fact: MemberLeft, now: datetime) -> None:
    """Tell the community who has left."""
    _told(fact, fact.community, (), now=now)
