"""Counting requests in fixed windows of a minute."""

from __future__ import annotations

from dataclasses import dataclass

WINDOW_S = 60
"""Length of a window, in seconds."""


@dataclass(frozen=True, slots=True)
class Count:
    """Requests in the window that began at `since`, a number of whole seconds on any steady clock."""

    since: int
    requests: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands: of `limit` a window `remaining` are left, and a new one begins in `reset_s`."""

    limit: int
    remaining: int
    reset_s: int
    is_allowed: bool


def counted(before: Count | None, *, limit: int, at: int) -> tuple[Count, Standing]:
    """Count one more request at a second of the clock, and tell how it stands.

    >>> first, standing = counted(None, limit=2, at=61)
    >>> standing
    Standing(limit=2, remaining=1, reset_s=59, is_allowed=True)
    >>> second, standing = counted(first, limit=2, at=119)
    >>> counted(second, limit=2, at=119)[1].is_allowed, counted(second, limit=2, at=120)[1].is_allowed
    (False, True)
    """
    since = at - at % WINDOW_S
    requests = 1 if before is None or before.since != since else before.requests + 1
    standing = Standing(
        limit=limit,
        remaining=max(0, limit - requests),
        reset_s=since + WINDOW_S - at,
        is_allowed=requests <= limit,
    )
    return Count(since, requests), standing
