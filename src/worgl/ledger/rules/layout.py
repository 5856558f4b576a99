"""How entries were laid out in buckets, found out from entries written before it was recorded. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from worgl.ledger.rules.values import bucket_of

KNOWN_BITS = (13, 16)
"""Layouts that were ever written, today's first."""


class Filled(NamedTuple):
    """A bucket, and the first and the last transfer whose entries lie in it."""

    bucket: int
    first: int
    last: int


def layouts_of(buckets: Sequence[Filled]) -> list[tuple[int, int]]:
    """Return from which transfer on entries were laid out by how many bits; buckets come in order of their first.

    The longest run that one layout explains is taken each time, of equals today's.

    >>> layouts_of([Filled(0, 1, 8_192), Filled(1, 8_193, 9_000)])
    [(1, 13)]
    >>> layouts_of([Filled(0, 1, 65_536), Filled(1, 65_537, 70_000), Filled(8, 70_001, 73_000)])
    [(1, 16), (70001, 13)]
    """
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(buckets):
        bits = max(KNOWN_BITS, key=lambda own: _explained(buckets[place:], own))
        if not found or found[-1][1] != bits:
            found.append((buckets[place].first if found else 1, bits))
        place += max(1, _explained(buckets[place:], bits))
    return found


def _explained(buckets: Sequence[Filled], bits: int) -> int:
    """Return how many of the buckets, from the first on, lie where a layout puts them."""
    for count, one in enumerate(buckets):
        # A commit lies where its first transfer does and may reach into what would be the next bucket.
        reached = bucket_of(one.last, bits=bits)
        if one.bucket != bucket_of(one.first, bits=bits) or one.bucket not in {reached, reached - 1}:
            return count
    return len(buckets)
