"""What members are told of payments, requests, standing orders and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.outbox import reads, reads_many
from worgl.core.reading import reading
from worgl.inbox.commands import tell_many
from worgl.inbox.queries.messages import blocked_among
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.facts import (
    Paid,
    PayListPaid,
    Refunded,
    RequestDenied,
    RequestExpired,
    RequestMade,
    RequestReminded,
    StandingEnded,
    StandingMissed,
    StandingPaid,
    StandingRefused,
)
from worgl.payments.models import Payment, PaymentRequest
from worgl.payments.notices.telling import amount_of, tell_member, telling_for, wants_nothing_from

PAID = Kind(
    key="payments.paid",
    group=Group.MONEY,
    icon="arrow-down-left",
    tone="green",
    name=_("Somebody pays me"),
    sentence=_("{name} paid you {amount}."),
    action=_("See the receipt"),
    route="payments:receipt",
    email=Email.DAILY,
    push=True,
)
REFUNDED = Kind(
    key="payments.refunded",
    group=Group.MONEY,
    icon="rotate-ccw",
    tone="green",
    name=_("Somebody gives back what I paid"),
    sentence=_("{name} gave you back {amount}."),
    action=_("See the receipt"),
    route="payments:receipt",
    email=Email.DAILY,
    push=True,
)
ASKED = Kind(
    key="payments.asked",
    group=Group.MONEY,
    icon="hand-coins",
    tone="amber",
    name=_("Somebody asks me for a payment"),
    sentence=_("{name} asks you for {amount}."),
    action=_("Look at it"),
    route="payments:request",
    email=Email.AT_ONCE,
    push=True,
)
REMINDED = Kind(
    key="payments.reminded",
    group=Group.MONEY,
    icon="clock",
    tone="amber",
    name=_("Somebody reminds me of a payment"),
    sentence=_("{name} reminds you to pay {amount}."),
    action=_("Look at it"),
    route="payments:request",
    email=Email.AT_ONCE,
    push=True,
)
DENIED = Kind(
    key="payments.denied",
    group=Group.MONEY,
    icon="circle-x",
    tone="amber",
    name=_("Somebody does not pay what I asked for"),
    sentence=_("{name} does not pay you the {amount} you asked for."),
    action=_("Look at it"),
    route="payments:request",
    email=Email.DAILY,
    push=True,
)
EXPIRED = Kind(
    key="payments.expired",
    group=Group.MONEY,
    icon="hourglass",
    tone="amber",
    name=_("Nobody pays in time what I asked for"),
    sentence=_("Nobody has paid in time the {amount} you asked for."),
    action=_("Look at it"),
    route="payments:request",
    email=Email.DAILY,
)
STANDING_PAID = Kind(
    key="payments.standing_paid",
    group=Group.MONEY,
    icon="repeat",
    tone="green",
    name=_("A standing payment of mine is made"),
    sentence=_("Your standing payment of {amount} to {name} was made."),
    action=_("Look at it"),
    route="payments:order",
    email=Email.NEVER,
)
STANDING_REFUSED = Kind(
    key="payments.standing_refused",
    group=Group.MONEY,
    icon="circle-alert",
    tone="amber",
    name=_("A standing payment of mine cannot be made"),
    sentence=_("Your standing payment of {day} to {name} could not be made."),
    action=_("See why"),
    route="payments:order",
    email=Email.AT_ONCE,
    push=True,
    days=frozenset({"day"}),
)
STANDING_MISSED = Kind(
    key="payments.standing_missed",
    group=Group.MONEY,
    icon="calendar-days",
    tone="amber",
    name=_("Dates of a standing payment of mine have passed"),
    sentence=_("Dates of your standing payment to {name} have passed unpaid."),
    action=_("Look at it"),
    route="payments:order",
    email=Email.AT_ONCE,
)
STANDING_ENDED = Kind(
    key="payments.standing_ended",
    group=Group.MONEY,
    icon="circle-check",
    tone="green",
    name=_("A standing payment of mine has ended"),
    sentence=_("Your standing payment to {name} has reached its end."),
    action=_("Look at it"),
    route="payments:order",
    email=Email.DAILY,
)
LIST_PAID = Kind(
    key="payments.list_paid",
    group=Group.MONEY,
    icon="list",
    tone="green",
    name=_("A list of payments of mine is done"),
    sentence=_("Your list of payments is done. Paid: {paid}. Not paid: {not_paid}."),
    action=_("Look at it"),
    route="payments:pay_list",
    email=Email.DAILY,
)
KINDS = (
    PAID,
    REFUNDED,
    ASKED,
    REMINDED,
    DENIED,
    EXPIRED,
    STANDING_PAID,
    STANDING_REFUSED,
    STANDING_MISSED,
    STANDING_ENDED,
    LIST_PAID,
)


@reads_many(Paid)
def tell_paid(facts: Sequence[Paid], now: datetime) -> None:
    """Tell who was paid; by whom they have blocked, they find in their list."""
    _tell(PAID, facts, now=now)


@reads_many(Refunded)
def tell_refunded(facts: Sequence[Refunded], now: datetime) -> None:
    """Tell who was given something back; by whom they have blocked, they find in their list."""
    _tell(REFUNDED, facts, now=now)


def _tell(kind: Kind, facts: Sequence[Paid | Refunded], *, now: datetime) -> None:
    sides = members_by_ids({own for fact in facts for own in (fact.payer, fact.payee)})
    own = [fact.payment for fact in facts]
    blocked = blocked_among(one.person for one in sides.values() if one.person is not None)
    memos = dict(Payment.objects.filter(pk__in=own).values_list("pk", "memo"))
    with reading():
        tellings = [
            telling_for(
                kind,
                sides[fact.payee],
                key=str(fact.payment),
                fields={"name": sides[fact.payer].name, "amount": amount_of(fact.community, fact.amount_minor)},
                place=(str(fact.payment),),
                note=memos.get(fact.payment, ""),
                by=sides[fact.payer],
            )
            for fact in facts
            if (fact.community, sides[fact.payee].person, sides[fact.payer].person) not in blocked
        ]
    tell_many(filter(None, tellings), now=now)


# Requests


@reads(RequestMade)
def tell_asked(fact: RequestMade, now: datetime) -> None:
    """Tell a member that he is asked for a payment; a code at a till is shown there, and asks nobody by name."""
    if fact.payer is not None and not fact.is_till:
        _tell_of_request(ASKED, fact, to=fact.payer, other=fact.asker, now=now)


@reads(RequestReminded)
def tell_reminded(fact: RequestReminded, now: datetime) -> None:
    """Remind a member of what he was asked for."""
    _tell_of_request(REMINDED, fact, to=fact.payer, other=fact.asker, now=now, again=now.isoformat())


@reads(RequestDenied)
def tell_denied(fact: RequestDenied, now: datetime) -> None:
    """Tell the asker that he is not paid, and why."""
    _tell_of_request(DENIED, fact, to=fact.asker, other=fact.payer, now=now, note=fact.reason)


@reads(RequestExpired)
def tell_expired(fact: RequestExpired, now: datetime) -> None:
    """Tell the asker that nobody has paid in time; what a till asked for just ends."""
    if not fact.is_till:
        _tell_of_request(EXPIRED, fact, to=fact.asker, other=fact.payer, now=now)


def _tell_of_request(
    kind: Kind,
    fact: RequestMade | RequestReminded | RequestDenied | RequestExpired,
    *,
    to: MemberId,
    other: MemberId | None,
    now: datetime,
    note: str | None = None,
    again: str = "",
) -> None:
    people = members_by_ids([to, *([other] if other else [])])
    if other is not None and kind in {ASKED, REMINDED} and wants_nothing_from(people[to], people[other]):
        return
    if note is None:
        asked = PaymentRequest.objects.filter(pk=fact.request).values_list("note", flat=True).first()
        note = asked or ""
    tell_member(
        kind,
        people[to],
        key=f"{fact.request}{again}",
        fields={
            "name": people[other].name if other else "",
            "amount": amount_of(fact.community, fact.amount_minor),
        },
        place=(str(fact.request),),
        note=note,
        by=people[other] if other else None,
        now=now,
    )


# Standing orders and lists


@reads(StandingPaid)
def tell_standing_paid(fact: StandingPaid, now: datetime) -> None:
    """Tell the payer that a date of his order was paid."""
    _tell_of_order(STANDING_PAID, fact, key=str(fact.run), now=now, amount=amount_of(fact.community, fact.amount_minor))


@reads(StandingRefused)
def tell_standing_refused(fact: StandingRefused, now: datetime) -> None:
    """Tell the payer that a date of his order could not be paid: at the first time and at the last."""
    _tell_of_order(STANDING_REFUSED, fact, key=f"{fact.run}:{fact.is_final}", now=now, day=fact.due.isoformat())


@reads(StandingMissed)
def tell_standing_missed(fact: StandingMissed, now: datetime) -> None:
    """Tell the payer that dates of his order have passed unpaid."""
    _tell_of_order(STANDING_MISSED, fact, key=f"{fact.order}:{now.isoformat()}", now=now)


@reads(StandingEnded)
def tell_standing_ended(fact: StandingEnded, now: datetime) -> None:
    """Tell the payer that his order has reached its end; one who cancelled it knows."""
    if not fact.is_cancelled:
        _tell_of_order(STANDING_ENDED, fact, key=str(fact.order), now=now)


def _tell_of_order(
    kind: Kind,
    fact: StandingPaid | StandingRefused | StandingMissed | StandingEnded,
    *,
    key: str,
    now: datetime,
    **fields: str,
) -> None:
    people = members_by_ids([fact.payer, fact.payee])
    named = {"name": people[fact.payee].name, **fields}
    tell_member(kind, people[fact.payer], key=key, fields=named, place=(str(fact.order),), now=now)


@reads(PayListPaid)
def tell_list_paid(fact: PayListPaid, now: datetime) -> None:
    """Tell the payer how his list has ended."""
    people = members_by_ids([fact.payer])
    fields = {"paid": fact.paid, "not_paid": fact.not_paid}
    tell_member(
        LIST_PAID, people[fact.payer], key=str(fact.pay_list), fields=fields, place=(str(fact.pay_list),), now=now
    )


TELLERS = (
    tell_paid,
    tell_refunded,
    tell_asked,
    tell_reminded,
    tell_denied,
    tell_expired,
    tell_standing_paid,
    tell_standing_refused,
    tell_standing_missed,
    tell_standing_ended,
    tell_list_paid,
)
