"""Facts that webhooks tell: whom each one concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from worgl.api.commands import Happened, queue
from worgl.communities.rules import MemberId
from worgl.core import outbox, readers
from worgl.core.events import WebhookEvent


def reader_of(event: WebhookEvent) -> readers.Reader:
    """Return the reader of a fact that webhooks tell."""

    def tell(facts: Sequence[Any], now: datetime) -> None:
        queue([_happened(event, fact) for fact in facts], now=now)

    # Whoever reads facts is named by where it is defined; this is one for all kinds.
    tell.__qualname__ = "tell"
    return readers.Reader(event.fact, tell, takes_many=True)


def _happened(event: WebhookEvent, fact: Any) -> Happened:  # noqa: ANN401 -- a fact of any kind, with a community
    concerned = event.concerned(fact)
    members = None if concerned is None else tuple(map(MemberId, concerned))
    return Happened(fact.community, event.topic, outbox.as_json(fact), members)
