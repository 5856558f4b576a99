"""What members have paid on one day, and when of that day payments were counted: for what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from worgl.communities.queries import policy_timeline
from worgl.currency.models import DaySpending
from worgl.currency.queries.balances import limits_in_force
from worgl.currency.queries.policy import day_begins
from worgl.currency.rules import CurrencyView


def spendings_of(currency: CurrencyView, *, day: date) -> dict[UUID, int]:
    """Return what is counted for each member on a day."""
    rows = DaySpending.objects.filter(community_id=currency.community, day=day)
    return dict(rows.values_list("member_id", "spent_minor"))


def counting_on(currency: CurrencyView, *, day: date, zone: str) -> Sequence[tuple[datetime, bool]]:
    """Return from when on, within a day, payments were counted and when not: a limit may begin at any moment."""
    begins, ends = day_begins(day, zone), day_begins(day + timedelta(days=1), zone)
    changes = policy_timeline(community=currency.community, since=begins).changes
    moments = sorted({begins, *(one.applies_from for one in changes if begins < one.applies_from < ends)})
    return [(moment, limits_in_force(currency, now=moment)[1] is not None) for moment in moments]
