"""What members are told of payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.core.readers import on_many
from worgl.core.request_cache import request_cache
from worgl.inbox.commands import notify_many
from worgl.inbox.queries.messages import blocked_among
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.commands.telling import amount_of, telling_for
from worgl.payments.facts import Paid, Refunded
from worgl.payments.models import Payment

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
KINDS = (PAID, REFUNDED)


@on_many(Paid)
def tell_paid(facts: Sequence[Paid], now: datetime) -> None:
    """Tell who was paid; by whom they have blocked, they find in their list."""
    _tell(PAID, facts, now=now)


@on_many(Refunded)
def tell_refunded(facts: Sequence[Refunded], now: datetime) -> None:
    """Tell who was given something back; by whom they have blocked, they find in their list."""
    _tell(REFUNDED, facts, now=now)


def _tell(kind: Kind, facts: Sequence[Paid | Refunded], *, now: datetime) -> None:
    sides = members_by_ids({own for fact in facts for own in (fact.payer, fact.payee)})
    own = [fact.payment for fact in facts]
    blocked = blocked_among(one.person for one in sides.values() if one.person is not None)
    memos = dict(Payment.objects.filter(pk__in=own).values_list("pk", "note"))
    with request_cache():
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
    notify_many(filter(None, tellings), now=now)


TELLERS = (tell_paid, tell_refunded)
