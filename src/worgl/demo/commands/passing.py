"""Letting time pass in the demo town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worgl.core import clock, jobs
from worgl.core.errors import InvalidInput
from worgl.currency.commands import close_days, update_figures
from worgl.demo import models
from worgl.demo.commands.story import Report, Story, no_report
from worgl.demo.errors import StepTooLong, TimeHasPassed
from worgl.demo.queries import Lived, demo_community, lived_since, town_day
from worgl.demo.rules import month_after

DAYS_MAX = 366
"""Longest step, in days."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a step through time brought: the new moment, and what the town has seen meanwhile and not before."""

    now: datetime
    days: int
    lived: Lived


def let_a_month_pass(*, since: date, now: datetime) -> Passed:
    """Let time pass until the same day of the next month; `since` is the day the visitor takes for the present one.

    Two clicks on one page are one month: refuses TimeHasPassed when `since` is no longer the town's day, and
    what `let_time_pass` refuses.
    """
    demo_community()
    today = town_day(now=now)
    if since != today:
        raise TimeHasPassed
    return let_time_pass(days=(month_after(today) - today).days, now=now, since=since)


def let_time_pass(*, days: int, now: datetime, since: date | None = None, progress: Report = no_report) -> Passed:
    """Move the clock forward and live the days between: people trade, levies fall due, the statistics follow.

    All or nothing but for jobs that run afterwards, as they would in a real town. Refuses NotADemo,
    NoDemoTown, InvalidInput, StepTooLong; TimeHasPassed when a day `since` is given and somebody else was faster.
    """
    community = demo_community()
    if days < 1:
        raise InvalidInput(field="days", reason=_("At least one day must pass."))
    if days > DAYS_MAX:
        raise StepTooLong(limit=DAYS_MAX)
    with transaction.atomic():
        row = models.DemoTown.objects.select_for_update().get()
        if since is not None and row.lived_through >= since:
            raise TimeHasPassed
        update_figures(community=community.id)
        first = town_day(now=now)
        before = lived_since(first)
        later = clock.advance(timedelta(days=days))
        story = Story(row, community, since=now, now=later)
        yesterday = later.astimezone(story.zone).date() - timedelta(days=1)
        story.live(until=yesterday, report=progress)
    update_figures(community=community.id)
    close_days(community=community.id, now=later)
    jobs.run_due(now=later)
    return Passed(later, days, lived_since(first) - before)
