"""Facts that webhooks tell: whom each one concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from worgl.api.commands import Happened, queue
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


def _happened(fact: Fact, community: CommunityId, *concerned: MemberId) -> Happened:
    told = TypeAdapter(type(fact)).dump_python(fact, mode="json")
    return Happened(community, fact.topic, told, concerned)


def _tell_all(fact: Fact, community: CommunityId, *, now: datetime) -> None:
    """Tell every endpoint of a community that wants this kind."""
    queue([replace(_happened(fact, community), concerned=None)], now=now)


@outbox.reads_many(Paid)
def paid(facts: Sequence[Paid], now: datetime) -> None:
    """Tell both sides of payments."""
    queue([_happened(fact, fact.community, fact.payer, fact.payee) for fact in facts], now=now)


@outbox.reads_many(Refunded)
def refunded(facts: Sequence[Refunded], now: datetime) -> None:
    """Tell both sides of refunds."""
    queue([_happened(fact, fact.community, fact.payer, fact.payee) for fact in facts], now=now)


@outbox.reads_many(Granted)
def granted(facts: Sequence[Granted], now: datetime) -> None:
    """Tell who were given money."""
    queue([_happened(fact, fact.community, fact.payee) for fact in facts], now=now)


@outbox.reads(LevyTaken)
def levy_taken(fact: LevyTaken, now: datetime) -> None:
    """Tell everybody of a levy."""
    _tell_all(fact, fact.community, now=now)


@outbox.reads(PolicyAnnounced)
def policy_announced(fact: PolicyAnnounced, now: datetime) -> None:
    """Tell everybody of a change of a rule."""
    _tell_all(fact, fact.community, now=now)


@outbox.reads(PolicyWithdrawn)
def policy_withdrawn(fact: PolicyWithdrawn, now: datetime) -> None:
    """Tell everybody that a change will not come."""
    _tell_all(fact, fact.community, now=now)


@outbox.reads_many(MemberApplied)
def member_applied(facts: Sequence[MemberApplied], now: datetime) -> None:
    """Tell the community who asks to join."""
    queue([_happened(fact, fact.community) for fact in facts], now=now)


@outbox.reads_many(MemberAdmitted)
def member_admitted(facts: Sequence[MemberAdmitted], now: datetime) -> None:
    """Tell the community whom it has admitted."""
    queue([_happened(fact, fact.community) for fact in facts], now=now)


@outbox.reads_many(MemberSuspended)
def member_suspended(facts: Sequence[MemberSuspended], now: datetime) -> None:
    """Tell the community whom it has suspended."""
    queue([_happened(fact, fact.community) for fact in facts], now=now)


@outbox.reads_many(MemberReinstated)
def member_reinstated(facts: Sequence[MemberReinstated], now: datetime) -> None:
    """Tell the community who may act again."""
    queue([_happened(fact, fact.community) for fact in facts], now=now)


@outbox.reads_many(MemberLeft)
def member_left(facts: Sequence[MemberLeft], now: datetime) -> None:
    """Tell the community who has left."""
    queue([_happened(fact, fact.community) for fact in facts], now=now)
