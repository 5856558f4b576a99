"""How long to wait before something that failed is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed tries: four times longer each time, at most LONGEST_WAIT.

    >>> [int(wait_after(tries).total_seconds()) for tries in (1, 2, 3, 8, 100)]
    [2, 8, 32, 21600, 21600]
    >>> sum((wait_after(tries) for tries in range(1, 20)), timedelta()) > timedelta(days=3)
    True
    """
    assert attempts >= 1
    # Bounded before the power is taken, which would overflow.
    return min(FIRST_WAIT * int(4 ** min(attempts - 1, 10)), LONGEST_WAIT)
