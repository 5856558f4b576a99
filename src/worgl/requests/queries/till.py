"""A member's day at the till."""

from __future__ import annotations

from datetime import date

from worgl.communities.rules import MemberId
from worgl.payments.queries.accounts import statement
from worgl.payments.rules import PaymentId
from worgl.requests.models import PaymentRequest
from worgl.requests.rules.till import TillDay
from worgl.requests.rules.till import till_day as day_of


def till_day(*, member: MemberId, viewer: MemberId, on: date) -> TillDay:
    """Return what a member took and gave back on one day; who may see it and what is refused as of a statement."""
    view = statement(member=member, viewer=viewer, start=on, end=on)
    own = [line.payment for line in view.lines if line.payment is not None]
    shown = PaymentRequest.objects.filter(community=view.community, asker=member, is_till=True, payment__in=own)
    found = frozenset(PaymentId(payment) for payment in shown.values_list("payment", flat=True) if payment)
    return day_of(view, at_till=found)
