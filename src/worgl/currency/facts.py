"""What happened to a community's money, told to whoever may lag."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.events import WebhookEvent
from worgl.core.facts import Fact


@dataclass(frozen=True, slots=True)
class LevyTaken(Fact):
    """A levy was charged and shared out."""

    topic: ClassVar[str] = "currency.levy_taken"
    community: CommunityId
    levy: UUID
    on: date
    taken_minor: int
    wallets: int


@dataclass(frozen=True, slots=True)
class Granted(Fact):
    """The treasurer gave a member money: newly issued, or out of the commons or the operator's account."""

    topic: ClassVar[str] = "currency.granted"
    community: CommunityId
    transfer: UUID
    source: str
    payee: MemberId
    minor: int


@dataclass(frozen=True, slots=True)
class LimitsSet(Fact):
    """A member has limits of their own, or other ones, by an officer's word or by a rule."""

    topic: ClassVar[str] = "currency.limits_set"
    community: CommunityId
    member: MemberId
    by: MemberId


EVENTS = (
    WebhookEvent(Granted, _("the treasurer gave money"), concerns=lambda fact: (fact.payee,)),
    WebhookEvent(LevyTaken, _("a levy was taken")),
)
"""What webhooks tell."""

UNTOLD = (LimitsSet,)
"""What they do not."""
