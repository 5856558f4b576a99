"""Counting requests in fixed windows of a minute."""

from __future__ import annotations

from dataclasses import dataclass

WINDOW_S = 60
"""Length of a window, in seconds."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How a request stands: of `limit` a window `remaining` are left, and a new one begins in `reset_s`."""

    limit: int
    remaining: int
    reset_s: int
    is_allowed: bool


def rate_limit(requests: int, *, limit: int, at: int) -> RateLimit:
    """Tell how a request stands that is the window's so manieth, at a second of any steady clock.

    >>> rate_limit(1, limit=2, at=61)
    RateLimit(limit=2, remaining=1, reset_s=59, is_allowed=True)
    >>> rate_limit(3, limit=2, at=119).is_allowed
    False
    """
    remaining, reset_s = max(0, limit - requests), WINDOW_S - at % WINDOW_S
    return RateLimit(limit=limit, remaining=remaining, reset_s=reset_s, is_allowed=requests <= limit)
