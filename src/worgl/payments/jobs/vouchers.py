"""Giving back what expired vouchers held."""

from __future__ import annotations

from datetime import datetime

from worgl.core.jobs import planned
from worgl.payments import commands


@planned
def return_expired_vouchers(now: datetime) -> None:
    """Give back the coins of vouchers whose last day is over; the rest of many follows in the next round."""
    commands.return_expired(now=now)
