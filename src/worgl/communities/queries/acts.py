"""The record of what administrators and treasurers did."""

from __future__ import annotations

from django.utils.translation import gettext

from worgl.communities import models
from worgl.communities.queries.standing import require_admin_reader
from worgl.communities.rules import Act, CommunityId, MemberId
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of


def acts(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 50) -> Page[Act]:
    """Return a page of acts, newest first, to administrators. Refuses NotAMember, RoleNeeded, InvalidCursor."""
    require_admin_reader(viewer, community=community)
    rows = models.AdminAct.objects.filter(community=community)
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.select_related("actor", "subject").order_by("-id")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_view(row) for row in page.items), page.next_cursor)


def _view(row: models.AdminAct) -> Act:
    return Act(
        id=row.pk,
        at=row.at,
        what=row.what,
        sentence=gettext(row.sentence).format_map(row.fields),
        actor=row.actor.name if row.actor else "",
        subject=row.subject.name if row.subject else "",
        reason=row.reason,
    )
