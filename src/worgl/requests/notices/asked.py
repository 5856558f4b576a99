"""What members are told of payment requests."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.communities.rules import MemberId
from worgl.core.readers import on
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.commands.telling import amount_of, tell_member, wants_nothing_from
from worgl.requests.facts import RequestDenied, RequestExpired, RequestMade, RequestReminded
from worgl.requests.models import PaymentRequest

ASKED = Kind(
    key="payments.asked",
    group=Group.MONEY,
    icon="hand-coins",
    tone="amber",
    name=_("Somebody asks me for a payment"),
    sentence=_("{name} asks you for {amount}."),
    action=_("Look at it"),
    route="requests:request",
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
    route="requests:request",
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
    route="requests:request",
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
    route="requests:request",
    email=Email.DAILY,
)
KINDS = (ASKED, REMINDED, DENIED, EXPIRED)


@on(RequestMade)
def tell_asked(fact: RequestMade, now: datetime) -> None:
    """Tell a member that they are asked for a payment; a code at a till is shown there, and asks nobody by name."""
    if fact.payer is not None and not fact.is_till:
        _tell_of_request(ASKED, fact, to=fact.payer, other=fact.asker, now=now)


@on(RequestReminded)
def tell_reminded(fact: RequestReminded, now: datetime) -> None:
    """Remind a member of what they were asked for."""
    _tell_of_request(REMINDED, fact, to=fact.payer, other=fact.asker, now=now, again=now.isoformat())


@on(RequestDenied)
def tell_denied(fact: RequestDenied, now: datetime) -> None:
    """Tell the asker that they are not paid, and why."""
    _tell_of_request(DENIED, fact, to=fact.asker, other=fact.payer, now=now, note=fact.reason)


@on(RequestExpired)
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


TELLERS = (tell_asked, tell_reminded, tell_denied, tell_expired)
