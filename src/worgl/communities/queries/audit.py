"""The record of what administrators and treasurers did, by who, what and when."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext

from worgl.communities import models
from worgl.communities.queries.access import require_admin_reader
from worgl.communities.queries.views import member_view
from worgl.communities.rules import Act, AuditFilter, CommunityId, Member, MemberId
from worgl.core.domains import audit_events_about
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of

ACTS_MAX = 20_000
"""Most acts of one table file."""


def audit_log(
    *,
    community: CommunityId,
    viewer: MemberId,
    asked: AuditFilter | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Page[Act]:
    """Return a page of acts, newest first, to administrators. Refuses NotAMember, RoleNeeded, InvalidCursor."""
    require_admin_reader(viewer, community=community)
    rows = _fitting(community, asked or AuditFilter())
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.select_related("actor", "subject").order_by("-id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_view(row) for row in page.items), page.next_cursor)


def whole_audit_log(*, community: CommunityId, viewer: MemberId, asked: AuditFilter) -> Iterator[Act]:
    """Return the newest ACTS_MAX acts that fit, for a table file. Refuses NotAMember, RoleNeeded."""
    require_admin_reader(viewer, community=community)
    rows = _fitting(community, asked).select_related("actor", "subject").order_by("-id")[:ACTS_MAX]
    return map(_view, rows.iterator(chunk_size=1_000))


def who_acted(*, community: CommunityId, viewer: MemberId) -> tuple[Member, ...]:
    """Return who stands in the record, by name, at most PAGE_MAX. Refuses NotAMember, RoleNeeded."""
    require_admin_reader(viewer, community=community)
    actors = models.AdminAct.objects.filter(community=community, actor__isnull=False).values("actor")
    rows = models.Member.seen.filter(pk__in=actors).order_by("folded_name", "id")[:PAGE_MAX]
    return tuple(member_view(row) for row in rows)


def _fitting(community: CommunityId, asked: AuditFilter) -> QuerySet[models.AdminAct]:
    rows = models.AdminAct.objects.filter(community=community)
    if asked.actor is not None:
        rows = rows.filter(actor=asked.actor)
    if asked.group is not None:
        rows = rows.filter(what__in=audit_events_about(asked.group))
    if asked.since is not None:
        rows = rows.filter(at__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(at__lt=asked.until)
    return rows


def _view(row: models.AdminAct) -> Act:
    return Act(
        id=row.pk,
        at=row.at,
        what=row.what,
        sentence=gettext(row.sentence).format_map(row.fields),
        actor=row.actor.name if row.actor else "",
        subject=row.subject.name if row.subject else "",
        reason=row.reason,
        before=str(row.fields.get("before", "")),
        after=str(row.fields.get("after", "")),
    )
