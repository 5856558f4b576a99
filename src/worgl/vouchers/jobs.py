"""Giving back what expired vouchers held."""

from __future__ import annotations

from datetime import datetime, timedelta

from worgl.core.jobs import planned_every
from worgl.vouchers import commands


@planned_every(timedelta(minutes=1))
def return_expired_vouchers(now: datetime) -> None:
    """Give back the coins of vouchers whose last day is over; the rest of many follows in the next round."""
    commands.return_expired(now=now)
