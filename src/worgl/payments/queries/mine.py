"""Every year's statement of one member, for "everything about me"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from worgl.communities.queries import community
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.payments.errors import PeriodTooLong
from worgl.payments.queries.accounts import statement
from worgl.payments.queries.papers import statement_pdf
from worgl.payments.rules import csv_of


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield a member's statements, which tell all their payments."""
    for name, content in statement_files(member, now=now):
        yield name, [content]


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
