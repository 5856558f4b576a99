"""What is kept of a member's standing orders and pay lists, for "everything about me"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.personal_exports import told_rows, written
from worgl.orders.models import PayList, PayListRow, StandingOrder, StandingRun

_OWN = frozenset({"community"})


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield a member's standing orders with their dates, and pay lists with their rows."""
    town = member_of(member).community
    orders = StandingOrder.objects.filter(payer=member, community=town)
    lists = PayList.objects.filter(payer=member, community=town)
    told = {
        "standing_orders": told_rows(orders, without=_OWN | {"look_at"}),
        "dates_of_standing_orders": told_rows(StandingRun.objects.filter(order__in=orders), without=_OWN),
        "pay_lists": told_rows(lists, without=_OWN | {"digest"}),
        "rows_of_pay_lists": told_rows(PayListRow.objects.filter(pay_list__in=lists), without=_OWN),
    }
    yield "orders.json", written(told)
