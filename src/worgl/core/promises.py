"""Promises: coins that count against a day's limit when they are promised, not when they are paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Promised:
    """What a domain has counted in a community: rows of (member, amount in minor units, moment), unordered.

    `paid` are the ids of the payments by which promises were kept, which count no second time.
    """

    rows: QuerySet[Any, tuple[UUID, int, datetime]]
    paid: QuerySet[Any, UUID | None]


PromisedIn = Callable[[UUID], Promised]
"""What a domain has counted, by the community."""
