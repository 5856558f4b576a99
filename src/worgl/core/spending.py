"""What a program may spend, counted where money is spent: in the transaction that books it, as often as it books.

Whoever lets somebody in says from which allowance they spend; whoever books says how much. There is no key of its own
to count under, so nothing is counted twice for one payment, or once for two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Allowance(Protocol):
    """What may still be spent."""

    def take(self, *, community: UUID, minor: int, now: datetime) -> None:
        """Count an amount in the caller's transaction; refuses what is more than is left."""


_allowance: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def spending_from(allowance: Allowance | None) -> Iterator[None]:
    """Let what is spent in the block count against an allowance; against none where it is None."""
    token = _allowance.set(allowance)
    try:
        yield
    finally:
        _allowance.reset(token)


def spend(*, community: UUID, minor: int, now: datetime) -> None:
    """Count what the caller's transaction spends; refuses what the allowance refuses."""
    allowance = _allowance.get()
    if allowance is not None and minor:
        allowance.take(community=community, minor=minor, now=now)
