"""What members are told of disputes and of what a ruling gives back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.readers import on
from worgl.disputes.facts import DisputeAnswered, DisputeEnded, DisputeOpened, DisputeRuled, RulingCollected
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.commands.telling import amount_of, tell_member

DISPUTED = Kind(
    key="payments.disputed",
    group=Group.MONEY,
    icon="scale",
    tone="amber",
    name=_("Somebody disputes a payment to me"),
    sentence=_("{name} disputes a payment to you. Please answer."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.AT_ONCE,
    push=True,
)
DISPUTE_ANSWERED = Kind(
    key="payments.dispute_answered",
    group=Group.MONEY,
    icon="scale",
    tone="amber",
    name=_("What I disputed is answered"),
    sentence=_("{name} has answered what you dispute."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.AT_ONCE,
)
DISPUTE_ENDED = Kind(
    key="payments.dispute_ended",
    group=Group.MONEY,
    icon="scale",
    tone="amber",
    name=_("A dispute has ended"),
    sentence=_("The dispute with {name} has ended."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.DAILY,
)
DISPUTE_RULED = Kind(
    key="payments.dispute_ruled",
    group=Group.MONEY,
    icon="scale",
    tone="amber",
    name=_("A dispute is ruled on"),
    sentence=_("There is a ruling in the dispute with {name}."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.AT_ONCE,
    push=True,
)
RULING_CAME = Kind(
    key="payments.ruling_came",
    group=Group.MONEY,
    icon="rotate-ccw",
    tone="green",
    name=_("A ruling gives me money back"),
    sentence=_("By the ruling in the dispute with {name} you got {amount} back."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.DAILY,
    push=True,
)
RULING_TOOK = Kind(
    key="payments.ruling_took",
    group=Group.MONEY,
    icon="rotate-ccw",
    tone="amber",
    name=_("A ruling takes money from me"),
    sentence=_("By the ruling in the dispute with {name} you gave {amount} back."),
    action=_("Look at it"),
    route="disputes:dispute",
    email=Email.DAILY,
    push=True,
)
KINDS = (
    DISPUTED,
    DISPUTE_ANSWERED,
    DISPUTE_ENDED,
    DISPUTE_RULED,
    RULING_CAME,
    RULING_TOOK,
)


@on(DisputeOpened)
def tell_disputed(fact: DisputeOpened, now: datetime) -> None:
    """Tell the payee that they are to answer."""
    _tell_of_dispute(DISPUTED, fact, to=fact.payee, other=fact.payer, now=now)


@on(DisputeAnswered)
def tell_answered(fact: DisputeAnswered, now: datetime) -> None:
    """Tell the payer that the payee has answered."""
    _tell_of_dispute(DISPUTE_ANSWERED, fact, to=fact.payer, other=fact.payee, now=now)


@on(DisputeEnded)
def tell_ended(fact: DisputeEnded, now: datetime) -> None:
    """Tell the side that has not ended it."""
    sides = (fact.payee, fact.payer) if fact.state == "withdrawn" else (fact.payer, fact.payee)
    _tell_of_dispute(DISPUTE_ENDED, fact, to=sides[0], other=sides[1], now=now)


@on(DisputeRuled)
def tell_ruled(fact: DisputeRuled, now: datetime) -> None:
    """Tell both sides that an arbiter has ruled."""
    _tell_of_dispute(DISPUTE_RULED, fact, to=fact.payer, other=fact.payee, now=now)
    _tell_of_dispute(DISPUTE_RULED, fact, to=fact.payee, other=fact.payer, now=now)


def _tell_of_dispute(
    kind: Kind,
    fact: DisputeOpened | DisputeAnswered | DisputeEnded | DisputeRuled,
    *,
    to: MemberId,
    other: MemberId,
    now: datetime,
) -> None:
    people, own = members_by_ids([to, other]), str(fact.dispute)
    fields = {"name": people[other].name}
    tell_member(kind, people[to], key=own, fields=fields, place=(own,), by=people[other], now=now)


@on(RulingCollected)
def tell_collected(fact: RulingCollected, now: datetime) -> None:
    """Tell both sides what has gone back; each part once, known by what was still to come after it."""
    people, place = members_by_ids([fact.payer, fact.payee]), (str(fact.dispute),)
    amount, key = amount_of(fact.community, fact.amount_minor), f"{fact.dispute}:{fact.owed_minor}"
    for kind, to, other in ((RULING_CAME, fact.payer, fact.payee), (RULING_TOOK, fact.payee, fact.payer)):
        fields = {"name": people[other].name, "amount": amount}
        tell_member(kind, people[to], key=key, fields=fields, place=place, now=now)


TELLERS = (tell_disputed, tell_answered, tell_ended, tell_ruled, tell_collected)
