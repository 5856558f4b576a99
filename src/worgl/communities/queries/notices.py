"""What all members are told: what stands for one of them now, and everything for administrators."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from worgl.communities import models
from worgl.communities.queries.access import require_admin_reader
from worgl.communities.queries.lives import NOTICES
from worgl.communities.rules import CommunityId, Member, MemberId, Notice, NoticeId
from worgl.communities.rules.lives import AnnouncedState
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of

_SHOWN_MAX = 5


def notices_for(member: Member, *, now: datetime) -> tuple[Notice, ...]:
    """Return what a member has been told and has not put away, the newest first; at most five."""
    seen = models.NoticeSeen.objects.filter(notice=OuterRef("pk"), member=member.id)
    rows = NOTICES.rows(AnnouncedState.ANNOUNCED, now=now).filter(~Exists(seen), community=member.community)
    rows = rows.select_related("by")
    return tuple(_view(row, seen=0) for row in rows.order_by("-id")[:_SHOWN_MAX])


def notices(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 30) -> Page[Notice]:
    """Return all that was told, newest first, with how many put it away. Refuses RoleNeeded, InvalidCursor."""
    require_admin_reader(viewer, community=community)
    rows = models.Notice.objects.filter(community=community).annotate(dismissed=Count("seen"))
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.select_related("by").order_by("-id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_view(row, seen=row.dismissed) for row in page.items), page.next_cursor)


def notice(notice: NoticeId) -> Notice | None:
    """Return what was told, None when it was withdrawn; for domains that pass it on to the members."""
    row = models.Notice.objects.filter(pk=notice, withdrawn_at__isnull=True).select_related("by").first()
    return _view(row, seen=0) if row else None


def _view(row: models.Notice, *, seen: int) -> Notice:
    return Notice(
        id=NoticeId(row.pk),
        title=row.title,
        body=row.body,
        by=row.by.name,
        at=row.at,
        expires_at=row.expires_at,
        is_withdrawn=row.withdrawn_at is not None,
        seen=seen,
    )
