"""Standing orders: on which calendar dates they pay, how much each time, and what a date may become.

Dates are calendar dates of the community's zone. Every date is counted from the first one and never from the
one before, so that an order of the 31st pays on the 30th of April and again on the 31st of May.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.core.money import split_minor

OrderId = NewType("OrderId", UUID)
RunId = NewType("RunId", UUID)

TIMES_MAX = 1_000
"""Most dates of one order."""
PARTS_MAX = 120
"""Most instalments of one amount."""
RETRY_DAYS_MAX = 30
"""Longest time a refused date is tried again, in days."""
AHEAD_DAYS_MAX = 3_660
"""How far away the first date may be: ten years."""
ORDERS_MAX = 100
"""Most orders of one member that are not over."""
_MONTHS = 12


class Rhythm(StrEnum):
    """How often an order pays."""

    ONCE = "once"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class CatchUp(StrEnum):
    """What is paid when several dates passed before anybody could pay: each of them, or only the latest."""

    EACH = "each"
    LATEST = "latest"


class OrderState(State):
    """Where an order stands."""

    ACTIVE = "active", Tag(_("Active"))
    PAUSED = "paused", Tag(_("Paused"), "pause", Tone.WAITS)
    DONE = "done", Tag(_("Done"), "check", Tone.GOOD)
    CANCELLED = "cancelled", Tag(pgettext_lazy("standing order", "Ended"), "ban")


TRYING = Tag(_("Will be tried again"), "timer", Tone.WAITS)
"""How an order is shown of which a date is tried again."""


class OrderPart(StrEnum):
    """The side that changes an order: its payer, or time, with which its last date comes."""

    PAYER = "payer"
    TIME = "time"


class OrderAct(StrEnum):
    """What can be done with an order."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    END = "end"


LIFE: Lifecycle[OrderPart, OrderState, OrderAct] = Lifecycle(
    starts=(OrderState.ACTIVE,),
    ends=frozenset({OrderState.DONE, OrderState.CANCELLED}),
    table=(
        (OrderPart.PAYER, OrderState.ACTIVE, OrderAct.PAUSE, OrderState.PAUSED),
        (OrderPart.PAYER, OrderState.ACTIVE, OrderAct.CANCEL, OrderState.CANCELLED),
        (OrderPart.TIME, OrderState.ACTIVE, OrderAct.END, OrderState.DONE),
        (OrderPart.PAYER, OrderState.PAUSED, OrderAct.PAUSE, OrderState.PAUSED),
        (OrderPart.PAYER, OrderState.PAUSED, OrderAct.RESUME, OrderState.ACTIVE),
        (OrderPart.PAYER, OrderState.PAUSED, OrderAct.CANCEL, OrderState.CANCELLED),
        (OrderPart.TIME, OrderState.PAUSED, OrderAct.END, OrderState.DONE),
    ),
)


class RunState(State):
    """What became of one date of an order."""

    DUE = "due", Tag(_("Not paid yet"), "timer", Tone.WAITS)
    PAID = "paid", Tag(_("Paid"), "check", Tone.GOOD)
    REFUSED = "refused", Tag(_("Not paid"), "circle-x", Tone.BAD)
    SKIPPED = "skipped", Tag(_("Skipped by you"))
    PAUSED = "paused", Tag(_("Not paid: the order was paused"))
    OVERTAKEN = "overtaken", Tag(_("Not paid: only the latest of missed dates is paid"))
    CANCELLED = "cancelled", Tag(_("Not paid: the order was ended"))


class RunPart(StrEnum):
    """The side that settles a date: the job that pays it, or the payer who ends the order."""

    WORK = "work"
    PAYER = "payer"


class RunAct(StrEnum):
    """What can be done with a date that is due."""

    PAY = "pay"
    TRY_AGAIN = "try_again"
    REFUSE = "refuse"
    OVERTAKE = "overtake"
    CANCEL = "cancel"


RUN_LIFE: Lifecycle[RunPart, RunState, RunAct] = Lifecycle(
    starts=(RunState.DUE, RunState.SKIPPED, RunState.PAUSED, RunState.OVERTAKEN),
    ends=frozenset(RunState) - {RunState.DUE},
    table=(
        (RunPart.WORK, RunState.DUE, RunAct.PAY, RunState.PAID),
        (RunPart.WORK, RunState.DUE, RunAct.TRY_AGAIN, RunState.DUE),
        (RunPart.WORK, RunState.DUE, RunAct.REFUSE, RunState.REFUSED),
        (RunPart.WORK, RunState.DUE, RunAct.OVERTAKE, RunState.OVERTAKEN),
        (RunPart.PAYER, RunState.DUE, RunAct.CANCEL, RunState.CANCELLED),
    ),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """When an order pays and how much.

    It ends with the date `until` (included) or after `times` dates, whichever comes first; with neither it
    goes on. With `is_split`, `amount_minor` is the whole that is paid in `times` parts, else it is paid each time.
    """

    rhythm: Rhythm
    first: date
    amount_minor: int
    until: date | None = None
    times: int | None = None
    is_split: bool = False

    @property
    def count(self) -> int | None:
        """Return after how many dates the order ends at the latest, None when it goes on."""
        return 1 if self.rhythm is Rhythm.ONCE else self.times


@dataclass(frozen=True, slots=True)
class Coming:
    """One date of an order: its place, counted from 0, the day and the amount."""

    index: int
    due: date
    amount_minor: int


def due_on(plan: Plan, index: int) -> date | None:
    """Return the date with this place, counted from 0; None when the order has ended before it.

    A month without the first date's day pays on its last day, and so does February for the 29th.

    >>> monthly = Plan(Rhythm.MONTH, date(2027, 1, 31), 100)
    >>> [str(due_on(monthly, index)) for index in range(3)]
    ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    assert index >= 0
    if plan.count is not None and index >= plan.count:
        return None
    try:
        due = _counted(plan, index)
    except (OverflowError, ValueError):
        return None
    return None if plan.until is not None and due > plan.until else due


def _counted(plan: Plan, index: int) -> date:
    match plan.rhythm:
        case Rhythm.ONCE:
            return plan.first
        case Rhythm.WEEK:
            return plan.first + timedelta(weeks=index)
        case Rhythm.MONTH:
            return _months_later(plan.first, index)
        case Rhythm.YEAR:
            return _months_later(plan.first, index * _MONTHS)


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * _MONTHS + first.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def amount_of(plan: Plan, index: int) -> int:
    """Return what is paid on the date with this place; instalments sum to the whole, by largest remainder.

    >>> thirds = Plan(Rhythm.MONTH, date(2027, 1, 1), 100, times=3, is_split=True)
    >>> [amount_of(thirds, index) for index in range(3)]
    [34, 33, 33]
    """
    if not plan.is_split:
        return plan.amount_minor
    assert plan.times is not None
    return split_minor(plan.amount_minor, [1] * plan.times)[index]


def coming(plan: Plan, *, index: int) -> Iterator[Coming]:
    """Yield the dates of an order from a place on."""
    while (due := due_on(plan, index)) is not None:
        yield Coming(index, due, amount_of(plan, index))
        index += 1


def fallen_due(plan: Plan, *, index: int, today: date) -> list[Coming]:
    """Return the dates from a place on that are not after today, oldest first.

    >>> weekly = Plan(Rhythm.WEEK, date(2027, 1, 4), 100)
    >>> [str(each.due) for each in fallen_due(weekly, index=1, today=date(2027, 1, 18))]
    ['2027-01-11', '2027-01-18']
    """
    due: list[Coming] = []
    for each in coming(plan, index=index):
        if each.due > today:
            break
        due.append(each)
    return due


def becomes(place: int, *, of: int, catch_up: CatchUp, is_paused: bool) -> RunState:
    """Return what a date becomes that has just fallen due as number `place` (from 0) among `of` of them.

    >>> becomes(0, of=2, catch_up=CatchUp.LATEST, is_paused=False).value
    'overtaken'
    """
    assert 0 <= place < of
    if is_paused:
        return RunState.PAUSED
    if catch_up is CatchUp.LATEST and place < of - 1:
        return RunState.OVERTAKEN
    return RunState.DUE


def is_tried_again(*, attempts: int, retry_days: int) -> bool:
    """Tell whether a date refused `attempts` times is tried once more: daily for `retry_days` days after the first.

    >>> [is_tried_again(attempts=attempts, retry_days=2) for attempts in (1, 2, 3)]
    [True, True, False]
    """
    assert attempts >= 1
    return attempts <= retry_days
