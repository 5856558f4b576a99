"""What a limited key may still pay, counted with every way of paying."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from worgl.communities.rules import CommunityId
from worgl.core.commands import in_turn
from worgl.core.rest import ApiRequest


@contextmanager
def within_budget(
    request: ApiRequest, community: CommunityId, *, minor: int, key: str, now: datetime
) -> Iterator[None]:
    """Count a payment against what its token may spend, if that is limited, in one transaction with the payment."""
    budget = request.auth.budget
    if budget is None:
        yield
        return
    with in_turn(), transaction.atomic():
        budget.take(community=community, minor=minor, key=key, now=now)
        yield
