"""Paying a confirmed pay list: all of its rows in one transaction, or those that can be paid, page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.errors import Refusal
from worgl.core.transitions import step
from worgl.orders.facts import PayListPaid
from worgl.orders.models import PayList, PayListRow
from worgl.orders.queries.pay_lists import LISTS, ROWS
from worgl.orders.rules.pay_lists import ListAct, ListMode, ListState, PayListId, RowAct, RowState
from worgl.payments.commands.paying import pay_now
from worgl.payments.rules import payment_id

ROWS_A_STEP = 50
"""Rows paid in one transaction where each row stands for itself."""
_SCOPE = "pay_list"
Told = Callable[[int, int], None]


class _RowStops(Exception):
    """Takes back an all-or-nothing list, naming the row that cannot be paid."""

    def __init__(self, row: PayListRow, refusal: Refusal) -> None:
        self.row, self.refusal = row, refusal
        super().__init__(row.line)


def run_list(*, pay_list: PayListId, now: datetime, told: Told) -> None:
    """Pay a started list to its end; for the job and for `start_list`. Safe to call by several workers at once.

    `told` hears how many rows are settled and of how many, after each step and within its transaction.
    """
    mode = PayList.objects.values_list("mode", flat=True).get(pk=pay_list)
    if mode == ListMode.ALL:
        _pay_all(pay_list, now=now)
        return
    while _pay_some(pay_list, now=now, told=told):
        pass


def _pay_all(pay_list: PayListId, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            row = _locked(pay_list)
            if row is None:
                return
            for line in PayListRow.objects.filter(pay_list=row, state=RowState.GOOD).order_by("line"):
                _pay_or_stop(row, line, now=now)
            _finish(row, ListAct.FINISH, now=now)
    except _RowStops as stop:
        with transaction.atomic():
            row = _locked(pay_list)
            if row is None:
                return
            _note(stop.row, stop.refusal, now=now)
            _finish(row, ListAct.GIVE_UP, now=now)


def _pay_or_stop(pay_list: PayList, line: PayListRow, *, now: datetime) -> None:
    try:
        _pay_row(pay_list, line, now=now)
    except Refusal as refusal:
        raise _RowStops(line, refusal) from refusal


@transaction.atomic
def _pay_some(pay_list: PayListId, *, now: datetime, told: Told) -> bool:
    """Pay the next rows, each for itself; tells whether more are to come."""
    row = _locked(pay_list)
    if row is None:
        return False
    rows = PayListRow.objects.filter(pay_list=row)
    waiting = rows.filter(state=RowState.GOOD).order_by("line")
    for line in waiting[:ROWS_A_STEP]:
        try:
            with transaction.atomic():
                _pay_row(row, line, now=now)
        except Refusal as refusal:
            _note(line, refusal, now=now)
    left, whole = waiting.count(), rows.exclude(state=RowState.WRONG).count()
    told(whole - left, whole)
    if not left:
        _finish(row, ListAct.FINISH, now=now)
    return left > 0


def _pay_row(pay_list: PayList, line: PayListRow, *, now: datetime) -> None:
    payer = MemberId(pay_list.payer)
    own = payment_id(scope=_SCOPE, actor=payer, key=f"{pay_list.pk}:{line.line}")
    assert line.payee is not None, "a good row says who is paid"
    pay_now(actor=payer, payee=MemberId(line.payee), amount_minor=line.amount_minor, note=line.note, own=own, now=now)
    step(ROWS, line, RowAct.PAY, values={"payment": own}, now=now)


def _note(line: PayListRow, refusal: Refusal, *, now: datetime) -> None:
    values = {"code": refusal.code[:40], "reason": str(refusal)}
    step(ROWS, line, RowAct.REFUSE, values=values, now=now)


def _locked(pay_list: PayListId) -> PayList | None:
    """Return a list that is being paid, locked until the transaction ends; None when it is at its end."""
    return PayList.objects.select_for_update().filter(pk=pay_list, state=ListState.STARTED).first()


def _finish(row: PayList, act: ListAct, *, now: datetime) -> None:
    step(LISTS, row, act, values={"finished_at": now}, fact=_paid, now=now)


def _paid(row: PayList) -> PayListPaid:
    lines = PayListRow.objects.filter(pay_list=row)
    paid = lines.filter(state=RowState.PAID).count()
    return PayListPaid(
        PayListId(row.pk), CommunityId(row.community), MemberId(row.payer), paid=paid, not_paid=lines.count() - paid
    )
