"""Tables of members that were handed in: what they would bring, how far they are, and who came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from worgl.communities import queries as communities
from worgl.communities.errors import RoleNeeded
from worgl.communities.queries import Member
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core import jobs
from worgl.currency.errors import ArrivalsUnknown
from worgl.currency.models import Arrivals, ArrivedMember
from worgl.currency.queries.currencies import currency_of
from worgl.currency.queries.policy import credit_terms_at
from worgl.currency.rules import CurrencyKind
from worgl.currency.rules.foreign import Layout
from worgl.currency.rules.member_import import MemberImportReport, Terms, read_table, report_of

ARRIVALS_JOB = "currency.arrivals"
SHOWN_TABLES = 20


@dataclass(frozen=True, slots=True)
class MemberImportView:
    """A table that was handed in: its dry run until it is brought in, then how many came and how many did not."""

    id: UUID
    file_name: str
    layout: Layout
    at: datetime
    is_started: bool
    is_done: bool
    report: MemberImportReport | None
    came: int
    faults: int
    done: int = 0
    total: int = 0
    error: str = ""
    places: int = 0
    """How many members the community has places for."""
    places_needed: int = 0
    """How many it would need for its members and the good rows; 0 once the table is brought in."""

    @property
    def lacks_places(self) -> bool:
        """Tell whether the number of places must be raised for the table to come in."""
        return self.places_needed > self.places


@dataclass(frozen=True, slots=True)
class MemberBroughtIn:
    """A member who came with a table, with what they were known by there."""

    line: int
    member: Member
    foreign_id: str
    email: str
    balance_minor: int


def job_key(community: CommunityId, arrivals: UUID) -> str:
    """Return the key of the job that brings a table in; for this domain's own rooms."""
    return f"{community}:{arrivals}"


def terms_of(community: CommunityId, *, now: datetime) -> Terms:
    """Return what a community's currency takes of a table."""
    currency, town = currency_of(community), communities.community(community)
    base = credit_terms_at(community, now).base_minor
    return Terms(
        currency.exponent, town.decimal_mark, currency.kind is CurrencyKind.CREDIT, base, (currency.name, currency.unit)
    )


def member_import_dry_run(*, community: CommunityId, content: bytes, now: datetime) -> MemberImportReport:
    """Return what a table would bring, for operators on the command line. Refuses TableUnreadable."""
    return report_of(read_table(content), terms_of(community, now=now))


def require_admin_reader(viewer: MemberId, *, community: CommunityId) -> None:
    """Refuse RoleNeeded unless the viewer is an administrator of the community."""
    looking = communities.require_reader(viewer, community=community)
    if not looking.is_admin:
        raise RoleNeeded(role=Role.ADMIN.value)


def member_imports(*, community: CommunityId, viewer: MemberId) -> tuple[MemberImportView, ...]:
    """Return the tables handed in lately, the newest first. Refuses NotAMember, RoleNeeded."""
    require_admin_reader(viewer, community=community)
    rows = list(Arrivals.objects.filter(community_id=community).defer("content").order_by("-id")[:SHOWN_TABLES])
    came = ArrivedMember.objects.filter(arrivals__in=[row.pk for row in rows]).values("arrivals").order_by()
    counts = dict(came.annotate(count=Count("pk")).values_list("arrivals", "count"))
    return tuple(_view(row, report=None, came=counts.get(row.pk, 0)) for row in rows)


def member_import(*, community: CommunityId, viewer: MemberId, arrivals: UUID, now: datetime) -> MemberImportView:
    """Return a table with its dry run, or how far it is. Refuses NotAMember, RoleNeeded, ArrivalsUnknown."""
    require_admin_reader(viewer, community=community)
    row = Arrivals.objects.filter(pk=arrivals, community_id=community).first()
    if row is None:
        raise ArrivalsUnknown
    report = None if row.done_at else report_of(read_table(bytes(row.content)), terms_of(community, now=now))
    came = ArrivedMember.objects.filter(arrivals=row).count()
    view, town = _view(row, report=report, came=came), communities.community(community)
    needed = town.seats + report.good - came if report else 0
    return replace(view, places=town.cap, places_needed=needed)


def _view(row: Arrivals, *, report: MemberImportReport | None, came: int) -> MemberImportView:
    return MemberImportView(
        id=row.pk,
        file_name=row.file_name,
        layout=Layout(row.layout),
        at=row.at,
        is_started=row.started_at is not None,
        is_done=row.done_at is not None,
        report=report,
        came=came,
        faults=row.faults,
        total=report.good if report else came,
        done=came,
        error=_error(row) if row.started_at and not row.done_at else "",
    )


def _error(row: Arrivals) -> str:
    key = job_key(CommunityId(row.community_id), row.pk)
    found = (one for one in jobs.recent(kind=ARRIVALS_JOB, limit=200) if one.key == key)
    return next((one.error for one in found), "")


def members_brought_in(*, community: CommunityId, viewer: MemberId, arrivals: UUID) -> Iterator[MemberBroughtIn]:
    """Yield who came with a table, in its order. Refuses NotAMember, RoleNeeded, ArrivalsUnknown."""
    require_admin_reader(viewer, community=community)
    if not Arrivals.objects.filter(pk=arrivals, community_id=community).exists():
        raise ArrivalsUnknown
    rows = list(ArrivedMember.objects.filter(arrivals=arrivals).order_by("line"))
    people = communities.members_by_ids([MemberId(row.member_id) for row in rows])
    return (
        MemberBroughtIn(row.line, people[MemberId(row.member_id)], row.foreign_id, row.email, row.balance_minor)
        for row in rows
    )
