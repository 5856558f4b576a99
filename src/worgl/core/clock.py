"""The clock: the only place where time is read. In a demo or test town it can be moved forward.

The shift lives in the database, so that pages, jobs and CLI agree on it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import Refusal
from worgl.core.models import ClockShift


class ClockFixed(Refusal):
    """The clock of a real community cannot be moved, and never back."""

    code, status = "clock_fixed", 409
    sentence = _("The clock can only be moved forward, and only in a demo town.")


def now() -> datetime:
    """Return the present moment as an aware UTC instant; call it once, at the edge."""
    moment = datetime.now(UTC)
    if settings.DEMO:
        moment += shift()
    return moment


def world_now() -> datetime:
    """Return the present moment of the world outside, which knows of no moved clock.

    For what programs elsewhere hold against their own clocks: signatures, expiries, and what they say of time.
    """
    return datetime.now(UTC)


def passed_s(since: float) -> float:
    """Return how many seconds of the machine's own time have passed since one of its timestamps."""
    return datetime.now(UTC).timestamp() - since


def shift() -> timedelta:
    """Return how far the town's clock runs ahead of the machine's; zero outside demo and test towns."""
    row = ClockShift.objects.filter(pk=1).first()
    return timedelta(seconds=row.seconds) if row else timedelta()


def advance(step: timedelta) -> datetime:
    """Move the town's clock forward by `step` and return the new moment; refuses ClockFixed."""
    if not settings.DEMO or step < timedelta():
        raise ClockFixed
    ahead = shift() + step
    ClockShift.objects.update_or_create(pk=1, defaults={"seconds": int(ahead.total_seconds())})
    return now()
