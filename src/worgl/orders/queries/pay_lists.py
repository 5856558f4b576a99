"""A member's pay lists: what was read, what is wrong, what became of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from worgl.communities.queries import Member, members_by_ids
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core.errors import NotFound
from worgl.core.lifecycle import Tag
from worgl.core.limits import PAGE_MAX
from worgl.core.money import plain_minor
from worgl.core.paging import Page, decode_cursor, number_in, page_of
from worgl.core.sheets import safe_cell
from worgl.core.transitions import Course, course_by_column
from worgl.currency.queries import currency_of
from worgl.orders.models import PayList, PayListRow
from worgl.orders.rules.pay_lists import (
    LIFE,
    PAID_IN_PART,
    ROW_LIFE,
    ListAct,
    ListMode,
    ListPart,
    ListState,
    PayListId,
    RowAct,
    RowState,
)
from worgl.payments.queries.receipts import party_of
from worgl.payments.rules import Party, PaymentId

LATEST = 10
LISTS: Course[PayList, ListPart, ListState, ListAct] = course_by_column(LIFE, PayList)
ROWS: Course[PayListRow, ListPart, RowState, RowAct] = course_by_column(ROW_LIFE, PayListRow)
_COUNTED = ("rows", "good", "wrong", "paid", "refused", "good_minor", "paid_minor")
_COLUMNS = ("line", "member", "code", "amount", "note", "state", "reason", "payment", "row")


@dataclass(frozen=True, slots=True)
class ListView:
    """A pay list with its sums; `paid_before` is the list of the same content that was paid before, if any."""

    id: PayListId
    state: ListState
    mode: ListMode | None
    file_name: str
    made_at: datetime
    finished_at: datetime | None
    rows: int
    good: int
    wrong: int
    paid: int
    refused: int
    good_minor: int
    paid_minor: int
    paid_before: PayListId | None = None

    @property
    def tag(self) -> Tag:
        """Return how it is shown where it stands."""
        return PAID_IN_PART if self.state is ListState.DONE and self.refused + self.wrong else self.state.tag

    @property
    def settled(self) -> int:
        """Return how many of the rows that could be paid are settled."""
        return self.paid + self.refused

    @property
    def payable(self) -> int:
        """Return how many rows could be read."""
        return self.rows - self.wrong


@dataclass(frozen=True, slots=True)
class ListRowView:
    """One row of a pay list; `text` is the row as it stood, `reason` what is wrong or why it was refused."""

    line: int
    text: str
    payee: Party | None
    amount_minor: int
    note: str
    state: RowState
    code: str
    reason: str
    payment: PaymentId | None


def pay_lists(*, viewer: MemberId, limit: int = LATEST) -> tuple[ListView, ...]:
    """Return the viewer's latest lists, drafts included."""
    payer = member_of(viewer)
    rows = PayList.objects.filter(community=payer.community, payer=viewer).order_by("-pk")[: min(limit, PAGE_MAX)]
    return tuple(_views(list(rows)))


def pay_list(*, pay_list: UUID, viewer: MemberId) -> ListView:
    """Return a list to its payer; refuses NotFound to everybody else."""
    row = _own(pay_list, viewer)
    (view,) = _views([row])
    if view.state is not ListState.DRAFT:
        return view
    same = PayList.objects.filter(community=row.community, payer=row.payer, digest=row.digest)
    before = same.filter(state__in=[ListState.STARTED, ListState.DONE]).order_by("-pk").first()
    return replace(view, paid_before=PayListId(before.pk)) if before else view


def pay_list_rows(
    *, pay_list: UUID, viewer: MemberId, only: Iterable[RowState] = tuple(RowState), cursor: str = "", limit: int = 100
) -> Page[ListRowView]:
    """Return a page of a list's rows in the order of the table; refuses NotFound to all but the payer."""
    rows = PayListRow.objects.filter(pay_list=_own(pay_list, viewer), state__in=list(only))
    mark = decode_cursor(cursor, length=1)
    if mark is not None:
        rows = rows.filter(line__gt=min(number_in(mark), 2**31 - 1))
    limit = max(1, min(limit, PAGE_MAX))
    page = page_of(list(rows.order_by("line")[: limit + 1]), limit=limit, cursor_of=lambda row: (row.line,))
    people = members_by_ids(MemberId(row.payee) for row in page.items if row.payee)
    return Page(tuple(_row_view(row, people) for row in page.items), page.next_cursor)


def pay_list_csv(*, pay_list: UUID, viewer: MemberId) -> str:
    """Return every row of a list with what became of it as CSV; refuses NotFound to all but the payer."""
    own = _own(pay_list, viewer)
    exponent = currency_of(member_of(viewer).community).exponent
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    rows = list(PayListRow.objects.filter(pay_list=own).order_by("line"))
    people = members_by_ids(MemberId(row.payee) for row in rows if row.payee)
    writer.writerows(_cells(_row_view(row, people), exponent) for row in rows)
    return out.getvalue()


def _cells(row: ListRowView, exponent: int) -> Iterator[str]:
    yield str(row.line)
    yield safe_cell(row.payee.name) if row.payee else ""
    yield row.payee.code if row.payee else ""
    yield plain_minor(row.amount_minor, exponent=exponent) if row.amount_minor else ""
    yield safe_cell(row.note)
    yield row.state.value
    yield safe_cell(row.reason)
    yield str(row.payment or "")
    yield safe_cell(row.text)


def _own(pay_list: UUID, viewer: MemberId) -> PayList:
    row = PayList.objects.filter(pk=pay_list, payer=viewer).first()
    if row is None:
        raise NotFound
    return row


def _sums(rows: list[PayList]) -> dict[UUID, Mapping[str, Any]]:
    def of(*states: RowState) -> Q:
        return Q(state__in=states)

    sums = (
        PayListRow.objects.filter(pay_list__in=[row.pk for row in rows])
        .values("pay_list")
        .annotate(
            rows=Count("pk"),
            good=Count("pk", filter=of(RowState.GOOD)),
            wrong=Count("pk", filter=of(RowState.WRONG)),
            paid=Count("pk", filter=of(RowState.PAID)),
            refused=Count("pk", filter=of(RowState.REFUSED)),
            good_minor=Sum("amount_minor", filter=of(RowState.GOOD)),
            paid_minor=Sum("amount_minor", filter=of(RowState.PAID)),
        )
        .order_by()
    )
    return {each["pay_list"]: each for each in sums}


def _views(rows: list[PayList]) -> list[ListView]:
    sums = _sums(rows)
    return [_view(row, sums.get(row.pk, {})) for row in rows]


def _view(row: PayList, sums: Mapping[str, Any]) -> ListView:
    counted = {name: int(sums.get(name) or 0) for name in _COUNTED}
    return ListView(
        id=PayListId(row.pk),
        state=ListState(row.state),
        mode=ListMode(row.mode) if row.mode else None,
        file_name=row.file_name,
        made_at=row.made_at,
        finished_at=row.finished_at,
        rows=counted["rows"],
        good=counted["good"],
        wrong=counted["wrong"],
        paid=counted["paid"],
        refused=counted["refused"],
        good_minor=counted["good_minor"],
        paid_minor=counted["paid_minor"],
    )


def _row_view(row: PayListRow, people: Mapping[MemberId, Member]) -> ListRowView:
    payee = people.get(MemberId(row.payee)) if row.payee else None
    return ListRowView(
        line=row.line,
        text=row.text,
        payee=party_of(payee) if payee else None,
        amount_minor=row.amount_minor,
        note=row.note,
        state=RowState(row.state),
        code=row.code,
        reason=row.reason,
        payment=PaymentId(row.payment) if row.payment else None,
    )
