"""Reminding of requests nobody has answered for some days, once, so that asking is not forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import members_by_ids
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.jobs import enqueue
from worgl.core.readers import on
from worgl.core.works import JobRun, job
from worgl.inbox.rules import Email, Group, Kind
from worgl.payments.commands.telling import amount_of, tell_member, wants_nothing_from
from worgl.requests.facts import RequestMade
from worgl.requests.models import PaymentRequest
from worgl.requests.queries.requests import REQUESTS
from worgl.requests.rules.requests import RequestState

WAITS_JOB = "payments.request_waits"
REMINDED_AFTER = timedelta(days=3)
LEFT = timedelta(days=1)
"""Members with less time than this after the reminder are not reminded: the request ends by itself."""
WAITS = Kind(
    key="payments.request_waits",
    group=Group.MONEY,
    icon="clock",
    tone="amber",
    name=_("A payment I was asked for is still open"),
    sentence=_("{name} still waits for {amount} from you."),
    action=_("Look at it"),
    route="requests:request",
    email=Email.AT_ONCE,
    push=True,
)
KINDS = (WAITS,)


@on(RequestMade)
def plan_reminder(fact: RequestMade, now: datetime) -> None:
    """Queue the reminder of a member who was asked by name, where there is time for one."""
    if fact.payer is None or fact.is_till:
        return
    row = PaymentRequest.objects.get(pk=fact.request)
    due = row.made_at + REMINDED_AFTER
    if due + LEFT <= row.expires_at:
        enqueue(WAITS_JOB, {"request": str(row.pk)}, key=str(row.pk), due_at=due, now=now)


@job(WAITS_JOB)
def remind_of_request(run: JobRun) -> None:
    """Remind the member who was asked, unless it is settled or the asker has reminded them meanwhile."""
    row = PaymentRequest.objects.get(pk=UUID(run.args["request"]))
    is_open = REQUESTS.state_of(row, run.now) is RequestState.OPEN
    if row.payer is None or not is_open or row.told_at > row.made_at:
        return
    sides = members_by_ids([MemberId(row.asker), MemberId(row.payer)])
    if wants_nothing_from(sides[MemberId(row.payer)], sides[MemberId(row.asker)]):
        return
    tell_member(
        WAITS,
        sides[MemberId(row.payer)],
        key=str(row.pk),
        fields={
            "name": sides[MemberId(row.asker)].name,
            "amount": amount_of(CommunityId(row.community), row.amount_minor),
        },
        place=(str(row.pk),),
        note=row.note,
        now=run.now,
    )


JOBS = (remind_of_request,)
TELLERS = (plan_reminder,)
