"""What a person was told."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from worgl.core import links
from worgl.core.dates import day_text
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.core.request_cache import cached
from worgl.identity.rules import PersonId
from worgl.inbox.errors import NoticeNotHere
from worgl.inbox.models import Notice
from worgl.inbox.queries.kinds import kind_of, known_kinds
from worgl.inbox.rules import Fields, Kind, NoticeId, NoticeView

UNREAD_SHOWN = 100
"""Unread notices are counted up to this many: the bell says no more than "99+"."""


@cached
def unread(person: PersonId) -> int:
    """Return how many notices a person has not read, at most UNREAD_SHOWN."""
    rows = Notice.objects.filter(person=person, shown=True, read_at__isnull=True)
    return rows.values("pk")[:UNREAD_SHOWN].count()


def unread_beside(person_field: str) -> Coalesce:
    """Return what counts the unread notices of the person a row names, for a query that reads this row anyway.

    What it finds is for `learn(unread, ...)`: so the bell costs the pages of a community no question of its own.
    """
    rows = Notice.objects.filter(person=OuterRef(person_field), shown=True, read_at__isnull=True)
    counted = rows.order_by().values("person").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def notices(*, person: PersonId, cursor: str = "", limit: int = 30) -> Page[NoticeView]:
    """Return a page of what a person was told, newest first, to themselves. Refuses InvalidCursor."""
    rows = Notice.objects.filter(person=person, shown=True, kind__in=[kind.key for kind in known_kinds()])
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(id__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("-id")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(notice_view(row) for row in page.items), page.next_cursor)


def notice(*, notice: UUID, person: PersonId) -> NoticeView:
    """Return a notice to whom it was told. Refuses NoticeNotHere."""
    row = Notice.objects.filter(pk=notice, person=person).first()
    if row is None:
        raise NoticeNotHere
    return notice_view(row)


def notice_view(row: Notice) -> NoticeView:
    """Return a notice's row as a value; for this domain's own rooms."""
    kind = kind_of(row.kind)
    return NoticeView(
        id=NoticeId(row.pk),
        kind=kind,
        sentence=sentence_of(kind, row.fields),
        note=row.note,
        community_name=row.community_name,
        path=links.address(kind.route, row.place),
        at=row.at,
        is_read=row.read_at is not None,
        community=row.community,
    )


def sentence_of(kind: Kind, fields: Fields) -> str:
    """Return what a notice says, with its dates and common words in the active language."""
    days = {name: day_text(on) for name, on in kind.day_fields(fields).items()}
    words = {name: gettext(str(fields[name])) for name in kind.words if fields.get(name)}
    return str(kind.sentence).format_map({**fields, **days, **words})
