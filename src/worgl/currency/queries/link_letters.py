"""Letters with personal links to members who came with a table: who is to get one, how many are sent, which failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId
from worgl.core import jobs
from worgl.currency.errors import ArrivalsUnknown
from worgl.currency.models import Arrivals, ArrivedMember, LinkLetter
from worgl.currency.queries.member_imports import require_admin_reader

LINK_LETTERS_JOB = "currency.link_letters"
SHOWN_FAILED = 100
_WORKING = frozenset({"queued", "running"})
_OPEN = (LinkLetter.State.WAITING, LinkLetter.State.SENDING)


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter the mail server did not take, with its words."""

    name: str
    email: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkLettersView:
    """How far the letters of a table are. `unsent` counts who has an address, no letter yet, and signs in nowhere."""

    file_name: str
    unsent: int
    is_underway: bool
    waiting: int
    sent: int
    failed: tuple[FailedLetter, ...]
    error: str
    """Why the sending waits, such as a mail server that cannot be reached; "" when it does not."""

    @property
    def total(self) -> int:
        """Return how many letters this run is about."""
        return self.waiting + self.sent + len(self.failed)

    @property
    def done(self) -> int:
        """Return how many of them are sent, or failed for good."""
        return self.total - self.waiting


def link_letters(*, community: CommunityId, viewer: MemberId, arrivals: UUID) -> LinkLettersView:
    """Return how far the letters of a table are. Refuses NotAMember, RoleNeeded, ArrivalsUnknown."""
    require_admin_reader(viewer, community=community)
    table = Arrivals.objects.filter(pk=arrivals, community_id=community, done_at__isnull=False).defer("content").first()
    if table is None:
        raise ArrivalsUnknown
    letters = LinkLetter.objects.filter(arrivals=table)
    states = Counter(letters.values_list("state", flat=True))
    job = underway(arrivals)
    return LinkLettersView(
        file_name=table.file_name,
        unsent=len(unsent(community, arrivals)),
        is_underway=job is not None,
        waiting=sum(states[state] for state in _OPEN),
        sent=states[LinkLetter.State.SENT],
        failed=_failed(arrivals),
        error=job.error if job else "",
    )


def unsent(community: CommunityId, arrivals: UUID) -> list[ArrivedMember]:
    """Return who came with a table and is to get a letter: has an address, got none yet, signs in nowhere."""
    free = communities.members_without_person(community)
    sent = set(_of(arrivals).filter(state=LinkLetter.State.SENT).values_list("member_id", flat=True))
    rows = ArrivedMember.objects.filter(arrivals=arrivals).exclude(email="").order_by("line")
    return [row for row in rows if row.member_id in free and row.member_id not in sent]


def underway(arrivals: UUID) -> jobs.JobView | None:
    """Return the job that sends a table's letters, None when none is at work or will be."""
    jobs_of = _of(arrivals).filter(state__in=_OPEN, job__isnull=False).values_list("job", flat=True)
    job = jobs_of.order_by("-made_at").first()
    view = jobs.job_view(job) if job else None
    return view if view and view.state in _WORKING else None


def due_letters(arrivals: UUID, *, now: datetime, limit: int) -> list[UUID]:
    """Return letters that may be sent now; those a worker took and did not come back from as well."""
    return list(_of(arrivals).filter(due(now)).order_by("due_at", "id").values_list("pk", flat=True)[:limit])


def due(now: datetime) -> Q:
    """Return the condition under which a letter may be taken."""
    state = LinkLetter.State
    return Q(state=state.WAITING, due_at__lte=now) | Q(state=state.SENDING, claimed_until__lt=now)


def next_moment(arrivals: UUID) -> datetime | None:
    """Return when the next of the letters that are not ended may be taken."""
    rows = _of(arrivals).filter(state__in=_OPEN).values_list("due_at", "claimed_until")
    return min((until or due_at for due_at, until in rows), default=None)


def counted(arrivals: UUID) -> tuple[int, int]:
    """Return how many letters are ended, and how many there are."""
    states = Counter(_of(arrivals).values_list("state", flat=True))
    total = sum(states.values()) - states[LinkLetter.State.STOPPED]
    return total - sum(states[state] for state in _OPEN), total


def _failed(arrivals: UUID) -> tuple[FailedLetter, ...]:
    rows = list(_of(arrivals).filter(state=LinkLetter.State.FAILED).order_by("id")[:SHOWN_FAILED])
    people = communities.members_by_ids([MemberId(row.member_id) for row in rows])
    came = ArrivedMember.objects.filter(arrivals=arrivals, member_id__in=list(people))
    emails = dict(came.values_list("member_id", "email"))
    return tuple(
        FailedLetter(people[MemberId(row.member_id)].name, emails[row.member_id], row.reason)
        for row in rows
        if row.member_id in people
    )


def _of(arrivals: UUID) -> QuerySet[LinkLetter]:
    return LinkLetter.objects.filter(arrivals=arrivals)
