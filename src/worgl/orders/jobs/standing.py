"""Work of the payments that falls due by itself: standing orders on their dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from worgl.communities.facts import MemberLeft
from worgl.core import readers
from worgl.core.jobs import enqueue
from worgl.core.works import JobRun, job, planned_every
from worgl.orders import commands
from worgl.orders.models import StandingOrder
from worgl.orders.rules.standing import OrderId

STANDING_JOB = "payments.standing"
LOOKED_AT_ONCE = 200
LOOK_AGAIN = timedelta(days=1)
"""When an order is looked at again whose job has not come to its end."""


@job(STANDING_JOB)
def pay_standing_order(run: JobRun) -> None:
    """Pay what a standing order owes by now."""
    commands.pay_due(order=OrderId(UUID(run.args["order"])), now=run.now)


@planned_every(timedelta(seconds=10))
def plan_standing_orders(now: datetime) -> None:
    """Queue the work of each order whose next date or next try has come: once for that moment, whoever plans."""
    due = StandingOrder.objects.filter(look_at__lte=now).order_by("look_at")
    for order, look_at in due.values_list("pk", "look_at")[:LOOKED_AT_ONCE]:
        assert look_at is not None, "an order without such a moment is not after it"
        enqueue(STANDING_JOB, {"order": str(order)}, key=f"{order}:{look_at.isoformat()}", due_at=now, now=now)
        StandingOrder.objects.filter(pk=order, look_at=look_at).update(look_at=now + LOOK_AGAIN)


@readers.on(MemberLeft)
def end_orders_of_who_left(fact: MemberLeft, now: datetime) -> None:
    """End the standing orders of a member who has left, and those that paid them."""
    commands.cancel_orders_of(community=fact.community, member=fact.member, now=now)


JOBS = (pay_standing_order, plan_standing_orders)
READERS = (end_orders_of_who_left,)
