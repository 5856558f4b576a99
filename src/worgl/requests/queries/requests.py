"""Payment requests: one, by link, lists of both sides, and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from worgl.communities.queries import Community, Member, communities_of, members_by_ids, policy_values
from worgl.communities.queries import member as member_of
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.ids import InvalidCode, read_code
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import Page, decode_cursor, id_in, page_of
from worgl.core.transitions import Course, course_by_column, overdue
from worgl.identity.rules import PersonId
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import PaymentId
from worgl.requests.errors import RequestUnknown
from worgl.requests.models import PaymentRequest
from worgl.requests.rules.policy import PARAMETERS, REQUEST_DAYS
from worgl.requests.rules.requests import (
    LIFE,
    RequestEvent,
    RequestId,
    RequestPart,
    RequestState,
    RequestView,
    Side,
    may_see,
)

REQUESTS: Course[PaymentRequest, RequestPart, RequestState, RequestEvent] = course_by_column(
    LIFE, PaymentRequest, expires="expires_at"
)


def request_view(*, request: UUID, viewer: MemberId, now: datetime) -> RequestView:
    """Return a request to its two sides, one without a named payer to every active member; else RequestUnknown."""
    row = seen_row(request=request, viewer=viewer)
    return _views([row], viewer=viewer, now=now)[0]


def seen_row(*, request: UUID, viewer: MemberId) -> PaymentRequest:
    """Return the row of a request the viewer may see, for this domain's own rooms; refuses RequestUnknown."""
    row = PaymentRequest.objects.filter(pk=request).first()
    asker = members_by_ids([viewer]).get(viewer)
    if row is None or asker is None or not _may_see(asker, row):
        raise RequestUnknown
    return row


def requests(*, member: MemberId, side: Side, now: datetime, cursor: str = "", limit: int = 30) -> Page[RequestView]:
    """Return a page of a member's own requests of one side, newest first; the codes of their till are left out."""
    mark = decode_cursor(cursor, length=1)
    rows = _of(member_of(member), side)
    if mark is not None:
        rows = rows.filter(pk__lt=id_in(mark))
    limit = max(1, min(limit, PAGE_MAX))
    found = list(rows.order_by("-pk")[: limit + 1])
    page = page_of(found, limit=limit, cursor_of=lambda row: (row.pk.hex,))
    return Page(tuple(_views(page.items, viewer=member, now=now)), page.next_cursor)


def count_waiting(*, member: Member, side: Side, now: datetime) -> int:
    """Return how many of a member's requests of one side are open."""
    return _of(member, side).filter(REQUESTS.is_in(RequestState.OPEN, now)).count()


def find_requests(*, viewer: PersonId, code: str) -> tuple[tuple[Community, RequestId], ...]:
    """Return which requests a link means in the communities a person belongs to; refuses InvalidCode."""
    plain = read_code(code)
    mine = {town.id: (town, member) for town, member in communities_of(viewer)}
    rows = PaymentRequest.objects.filter(community__in=list(mine), code=plain).order_by("community")
    found = ((row, *mine[CommunityId(row.community)]) for row in rows)
    return tuple((town, RequestId(row.pk)) for row, town, member in found if _may_see(member, row))


def find_request(*, viewer: Member, typed: str) -> RequestId | None:
    """Return the request of the viewer's community whose code was typed, None when there is none for them."""
    try:
        plain = read_code(typed)
    except InvalidCode:
        return None
    row = PaymentRequest.objects.filter(community=viewer.community, code=plain).first()
    return RequestId(row.pk) if row is not None and _may_see(viewer, row) else None


def request_days(*, community: CommunityId, at: datetime) -> int:
    """Return for how many days a request made at a moment is open if the asker says nothing."""
    value = policy_values(community=community, defaults=PARAMETERS, at=at)[REQUEST_DAYS.name]
    assert isinstance(value, int)
    return value


def _may_see(viewer: Member, row: PaymentRequest) -> bool:
    return viewer.community == row.community and may_see(
        viewer=viewer.id,
        is_active=viewer.is_active,
        asker=MemberId(row.asker),
        payer=MemberId(row.payer) if row.payer else None,
    )


def _of(member: Member, side: Side) -> QuerySet[PaymentRequest]:
    rows = PaymentRequest.objects.filter(community=member.community)
    return rows.filter(payer=member.id) if side is Side.OF_ME else rows.filter(asker=member.id, is_till=False)


def _views(rows: Sequence[PaymentRequest], *, viewer: MemberId, now: datetime) -> list[RequestView]:
    people = members_by_ids(MemberId(own) for row in rows for own in _people_of(row))
    return [_view(row, people, viewer=viewer, now=now) for row in rows]


def _people_of(row: PaymentRequest) -> Iterable[UUID]:
    return [own for own in (row.asker, row.payer, row.closed_by) if own is not None]


def _view(row: PaymentRequest, people: dict[MemberId, Member], *, viewer: MemberId, now: datetime) -> RequestView:
    is_side = viewer in set(_people_of(row))
    payer = people[MemberId(row.payer)] if row.payer else None
    closed_by = people[MemberId(row.closed_by)] if row.closed_by and is_side else None
    return RequestView(
        id=RequestId(row.pk),
        community=CommunityId(row.community),
        code=row.code,
        asker=party_of(people[MemberId(row.asker)]),
        payer=party_of(payer) if payer else None,
        amount_minor=row.amount_minor,
        note=row.note,
        is_till=row.is_till,
        state=REQUESTS.state_of(row, now),
        made_at=row.made_at,
        told_at=row.told_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        closed_by=party_of(closed_by) if closed_by else None,
        reason=row.reason if is_side else "",
        payment=PaymentId(row.payment) if row.payment and is_side else None,
        viewer=viewer,
    )


def has_overdue(now: datetime) -> bool:
    """Tell whether the time of any open request is over; for the job that closes them."""
    return overdue(REQUESTS, now=now).exists()


def waiting_rows(community: UUID, member: UUID, now: datetime) -> QuerySet[PaymentRequest]:
    """Return the requests that wait for a member, for the look of their home."""
    return REQUESTS.rows(RequestState.OPEN, now=now).filter(community=community, payer=member)
