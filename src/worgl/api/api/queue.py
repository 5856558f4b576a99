"""What waits for a person in a community: of all domains, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from worgl.communities import queries as communities
from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member
from worgl.core import clock, jobs
from worgl.core.limits import PAGE_MAX
from worgl.core.rest import ApiRequest, List, Scope, Shape, reads, room
from worgl.payments import queries as payments

router = room("Queue")


class NeedKind(StrEnum):
    """What it is that waits."""

    JOB = "job"
    DISPUTE = "dispute"
    REPORT = "report"
    APPLICATION = "application"


class NeedShape(Shape):
    """One thing that waits, by its id.

    A `job` failed too often and is retried at `/jobs/ID/retry`; a `dispute` waits for a ruling, a `report` for
    somebody to look, an `application` of a member for his admission, and `id` is then that of the member. `member`
    and `name` are whom it is about, null and "" for a job; `text` says why: an error, a reason, or who has invited.
    """

    kind: NeedKind
    id: UUID
    since: datetime
    member: UUID | None
    name: str
    text: str


@reads(router, "/communities/{slug}/queue", List[NeedShape], scopes=(Scope.ADMIN,))
def queue(request: ApiRequest, slug: str) -> List[NeedShape]:
    """List what needs a person, the most pressing kinds first, of each at most 200; for administrators.

    Disputes and reports in which the caller has a part himself are left out.
    """
    return List(items=list(_needs(*seat_on(request, slug))), next=None)


def _needs(community: Community, viewer: Member) -> Iterator[NeedShape]:
    # Asked first, because it refuses who is no administrator; a job shows no one.
    waiting = communities.pending(community=community.id, viewer=viewer.id, limit=PAGE_MAX)
    for job in jobs.failed(args={"community": str(community.id)}, limit=PAGE_MAX):
        yield _need(NeedKind.JOB, job.id, job.due_at, (None, ""), job.error)
    disputes = payments.disputes_waiting(community=community.id, viewer=viewer.id, now=clock.now(), limit=PAGE_MAX)
    for one in disputes:
        yield _need(NeedKind.DISPUTE, one.id, one.opened_at, (one.payee.member, one.payee.name), one.reason)
    for told in communities.reports_waiting(community=community.id, viewer=viewer.id)[:PAGE_MAX]:
        report, about = told.report, told.about
        yield _need(NeedKind.REPORT, report.id, report.at, (about.id, about.name), report.reason)
    for asking in waiting.items:
        own = asking.member
        yield _need(NeedKind.APPLICATION, own.id, asking.applied_at, (own.id, own.name), asking.invited_by)


def _need(kind: NeedKind, own: UUID, since: datetime, about: tuple[UUID | None, str], text: str) -> NeedShape:
    return NeedShape(kind=kind, id=own, since=since, member=about[0], name=about[1], text=text)
