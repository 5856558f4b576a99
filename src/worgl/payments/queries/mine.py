"""What the payments keep about one member, for his own parcel, and every year's statement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from worgl.communities.queries import community
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.parcels import told_rows, written
from worgl.payments.errors import PeriodTooLong
from worgl.payments.models import Dispute, PayList, PayListRow, PaymentRequest, StandingOrder, StandingRun, Voucher
from worgl.payments.queries.accounts import statement
from worgl.payments.queries.papers import statement_pdf
from worgl.payments.rules import csv_of

_OWN = frozenset({"community"})


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield what the payments keep about a member, and their statements."""
    yield "payments.json", written(_told_of_payments(member))
    for name, content in statement_files(member, now=now):
        yield name, [content]


def _told_of_payments(member: MemberId) -> dict[str, object]:
    """Return a member's requests, standing orders with their dates, pay lists, disputes and vouchers.

    Requests are those he made and those made of him, disputes those he is a side of or ruled on, vouchers those he
    issued or redeemed. Others in them are named by their ids; of vouchers there is no code, because nothing keeps it.
    """
    town = member_of(member).community
    asked = PaymentRequest.objects.filter(Q(asker=member) | Q(payer=member), community=town)
    orders = StandingOrder.objects.filter(payer=member, community=town)
    lists = PayList.objects.filter(payer=member, community=town)
    disputes = Dispute.objects.filter(Q(payer=member) | Q(payee=member) | Q(arbiter=member), community=town)
    vouchers = Voucher.objects.filter(Q(issuer=member) | Q(redeemer=member), community=town)
    return {
        "requests": told_rows(asked, without=_OWN),
        "standing_orders": told_rows(orders, without=_OWN | {"look_at"}),
        "dates_of_standing_orders": told_rows(StandingRun.objects.filter(order__in=orders), without=_OWN),
        "pay_lists": told_rows(lists, without=_OWN | {"digest"}),
        "rows_of_pay_lists": told_rows(PayListRow.objects.filter(pay_list__in=lists), without=_OWN),
        "disputes": told_rows(disputes, without=_OWN | {"collect_at"}),
        "vouchers": told_rows(vouchers, without=_OWN | {"mark", "hold"}),
    }


def statement_files(member: MemberId, *, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of a member's statements, each year as CSV and PDF.

    A crowded year comes by months, a crowded month by days; of a day that is still too long a file says so.
    """
    own = member_of(member)
    town = community(own.community)
    zone = ZoneInfo(town.zone)
    began = (own.joined_at or town.created_at).astimezone(zone).date()
    for year in range(min(began.year, now.year), now.astimezone(zone).year + 1):
        yield from _files(member, _Period(f"{year}", date(year, 1, 1), date(year, 12, 31)))


class _Period(NamedTuple):
    """A year, a month or a day, by its name."""

    name: str
    first: date
    last: date

    def parts(self) -> list[_Period]:
        """Return the months of a year, the days of a month, nothing of a day."""
        if self.first == self.last:
            return []
        days = (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
        if self.first.month == self.last.month:
            return [_Period(f"{day}", day, day) for day in days]
        firsts = [day for day in days if day.day == 1]
        lasts = [day - timedelta(days=1) for day in firsts[1:]] + [self.last]
        return [_Period(f"{first:%Y-%m}", first, last) for first, last in zip(firsts, lasts, strict=True)]


def _files(member: MemberId, period: _Period) -> Iterator[tuple[str, bytes]]:
    try:
        view = statement(member=member, viewer=member, start=period.first, end=period.last)
    except PeriodTooLong:
        for part in period.parts():
            yield from _files(member, part)
        if not period.parts():
            crowded = _("This day has more lines than fit into a statement. Read them in your activity.")
            yield f"statement-{period.name}.txt", crowded.encode()
        return
    yield f"statement-{period.name}.csv", csv_of(view).encode()
    yield f"statement-{period.name}.pdf", statement_pdf(view)
