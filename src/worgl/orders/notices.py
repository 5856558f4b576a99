"""What members are told of their standing orders and pay lists."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.core.readers import on
from worgl.inbox.rules import Email, Group, Kind
from worgl.orders.facts import PayListPaid, StandingEnded, StandingMissed, StandingPaid, StandingRefused
from worgl.payments.commands.telling import amount_of, tell_member

STANDING_PAID = Kind(
    key="payments.standing_paid",
    group=Group.MONEY,
    icon="repeat",
    tone="green",
    name=_("A standing payment of mine is made"),
    sentence=_("Your standing payment of {amount} to {name} was made."),
    action=_("Look at it"),
    route="orders:order",
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
    route="orders:order",
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
    route="orders:order",
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
    route="orders:order",
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
    route="orders:pay_list",
    email=Email.DAILY,
)
KINDS = (STANDING_PAID, STANDING_REFUSED, STANDING_MISSED, STANDING_ENDED, LIST_PAID)


@on(StandingPaid)
def tell_standing_paid(fact: StandingPaid, now: datetime) -> None:
    """Tell the payer that a date of their order was paid."""
    _tell_of_order(STANDING_PAID, fact, key=str(fact.run), now=now, amount=amount_of(fact.community, fact.amount_minor))


@on(StandingRefused)
def tell_standing_refused(fact: StandingRefused, now: datetime) -> None:
    """Tell the payer that a date of their order could not be paid: at the first time and at the last."""
    _tell_of_order(STANDING_REFUSED, fact, key=f"{fact.run}:{fact.is_final}", now=now, day=fact.due.isoformat())


@on(StandingMissed)
def tell_standing_missed(fact: StandingMissed, now: datetime) -> None:
    """Tell the payer that dates of their order have passed unpaid."""
    _tell_of_order(STANDING_MISSED, fact, key=f"{fact.order}:{now.isoformat()}", now=now)


@on(StandingEnded)
def tell_standing_ended(fact: StandingEnded, now: datetime) -> None:
    """Tell the payer that their order has reached its end; one who cancelled it knows."""
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


@on(PayListPaid)
def tell_list_paid(fact: PayListPaid, now: datetime) -> None:
    """Tell the payer how their list has ended."""
    people = members_by_ids([fact.payer])
    fields = {"paid": fact.paid, "not_paid": fact.not_paid}
    tell_member(
        LIST_PAID, people[fact.payer], key=str(fact.pay_list), fields=fields, place=(str(fact.pay_list),), now=now
    )


TELLERS = (tell_standing_paid, tell_standing_refused, tell_standing_missed, tell_standing_ended, tell_list_paid)
