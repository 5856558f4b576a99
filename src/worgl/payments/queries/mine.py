"""What the payments keep about one member, for his own parcel: requests, and statements of every year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from worgl.communities.queries import community
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.payments.errors import PeriodTooLong
from worgl.payments.models import PaymentRequest
from worgl.payments.queries.accounts import statement
from worgl.payments.queries.papers import statement_pdf
from worgl.payments.rules import StatementView, csv_of

REQUESTS_MAX = 10_000
"""Most requests that stand in a parcel, the newest."""
_MONTHS = 12


def told_of_requests(member: MemberId) -> dict[str, object]:
    """Return the requests a member made and those made of him; others in them are named by their ids."""
    own = member_of(member)
    rows = PaymentRequest.objects.filter(Q(asker=member) | Q(payer=member), community=own.community)
    return {"requests": [_told(row) for row in rows.order_by("-pk")[:REQUESTS_MAX]]}


def _told(row: PaymentRequest) -> dict[str, object]:
    def name(own: UUID | None) -> str:
        return str(own) if own else ""

    return {
        "id": str(row.pk),
        "code": row.code,
        "asker": name(row.asker),
        "payer": name(row.payer),
        "amount_minor": row.amount_minor,
        "note": row.note,
        "is_till": row.is_till,
        "state": row.state,
        "made_at": row.made_at,
        "expires_at": row.expires_at,
        "closed_at": row.closed_at,
        "reason": row.reason,
        "payment": name(row.payment),
    }


def statement_files(member: MemberId, *, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of a member's statements, each year as CSV and PDF; a crowded year comes by months."""
    own = member_of(member)
    town = community(own.community)
    zone = ZoneInfo(town.zone)
    began = (own.joined_at or town.created_at).astimezone(zone).date()
    for year in range(min(began.year, now.year), now.astimezone(zone).year + 1):
        for name, view in _year(member, year):
            yield f"{name}.csv", csv_of(view).encode()
            yield f"{name}.pdf", statement_pdf(view)


def _year(member: MemberId, year: int) -> Iterator[tuple[str, StatementView]]:
    try:
        start, end = date(year, 1, 1), date(year, 12, 31)
        yield f"statement-{year}", statement(member=member, viewer=member, start=start, end=end)
    except PeriodTooLong:
        for month in range(1, _MONTHS + 1):
            first = date(year, month, 1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            view = statement(member=member, viewer=member, start=first, end=last)
            yield f"statement-{first:%Y-%m}", view
