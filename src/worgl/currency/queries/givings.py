"""What giving to many would do, and how far it is; for officers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from worgl.communities import queries as communities
from worgl.communities.rules import CommunityId, MemberId, Role
from worgl.core import jobs
from worgl.currency.errors import GivingUnknown
from worgl.currency.models import Giving, GivingLine
from worgl.currency.queries.commons import gift_preview
from worgl.currency.queries.member_register import require_officer_reader, rows_of
from worgl.currency.rules import WalletRole
from worgl.currency.rules.givings import GIVEN, GivingPreview, GivingView, check_source, is_full, takers
from worgl.currency.rules.member_register import RegisterFilter

GIVING_JOB = "currency.giving"


def members_for(community: CommunityId, asked: RegisterFilter, *, now: datetime) -> list[MemberId]:
    """Return who is meant, by name, without asking who looks; for this domain's own rooms."""
    return [row.member.id for row in takers(rows_of(community, asked, now=now))]


def giving_preview(
    *, viewer: MemberId, asked: RegisterFilter, source: WalletRole, each_minor: int, now: datetime
) -> GivingPreview:
    """Return what giving would do; nothing is written. Refuses NotActive, RoleNeeded, InvalidInput, NotIssuable."""
    treasurer = communities.require_role(viewer, Role.TREASURER)
    check_source(source)
    rows = takers(rows_of(treasurer.community, asked, now=now))
    whole = gift_preview(viewer=viewer, source=source, amount_minor=each_minor * len(rows))
    return GivingPreview(
        members=tuple(row.member for row in rows),
        each_minor=each_minor,
        full=sum(is_full(row, each_minor=each_minor) for row in rows),
        before_minor=whole.before_minor,
        after_minor=whole.after_minor,
    )


def giving(*, community: CommunityId, viewer: MemberId, giving: UUID) -> GivingView:
    """Return how far a giving is. Refuses NotYours, GivingUnknown."""
    require_officer_reader(viewer, community=community)
    row = Giving.objects.filter(pk=giving, community_id=community).first()
    if row is None:
        raise GivingUnknown
    counted = GivingLine.objects.filter(giving=row).values_list("outcome").annotate(Count("id")).order_by("outcome")
    outcomes = dict(counted)
    outcomes.pop("", None)
    given = outcomes.pop(GIVEN, 0)
    job = jobs.job_view(row.job) if row.job else None
    return GivingView(
        id=row.pk,
        by=MemberId(row.by),
        source=WalletRole(row.source),
        each_minor=row.each_minor,
        count=row.count,
        reason=row.reason,
        ordered_at=row.ordered_at,
        done_at=row.done_at,
        given=given,
        left_out=outcomes,
        error=job.error if job is not None and row.done_at is None else "",
    )
