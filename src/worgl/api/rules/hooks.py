"""Webhooks: what can be told, how often a message is tried, how it is signed.

Source: the Standard Webhooks convention (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.api.errors import InvalidEndpoint
from worgl.communities.rules import CommunityId, MemberId

EndpointId = NewType("EndpointId", UUID)
MessageId = NewType("MessageId", UUID)

ENDPOINTS_MAX = 20
"""Most endpoints of one member, and of one community."""
URL_MAX = 500
BODY_MAX = 64 * 1024
"""Largest body of a message, in bytes."""
TRIES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 18 * 3600, 23 * 3600)
)
"""Waits between the tries of a message: a bit more than three days together."""
RESTS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 2 * 60, 10 * 60, 30 * 60))
"""How long an endpoint is left alone after it has failed so often in a row; then always the last."""
WAITING_MAX = 1_000
"""Most messages that wait for one endpoint: what comes on top is not queued, and its owner is told so."""
ENDED_KEPT = 500
"""Most messages that are over and kept for one endpoint."""
TOLD_AGAIN = timedelta(days=1)
"""So often the owner of an endpoint that misses messages is told."""
DISABLED_AFTER = timedelta(days=3)
"""An endpoint that has taken nothing for so long is switched off."""
TEST_KIND = "webhooks.test"


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EndpointView:
    """Where messages go: a member's own endpoint, or (`member` is None) the community's."""

    id: EndpointId
    community: CommunityId
    member: MemberId | None
    url: str
    kinds: tuple[str, ...]
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    is_gone: bool
    missed: int
    missed_since: datetime | None

    @property
    def is_on(self) -> bool:
        """Tell whether messages are sent there."""
        return self.disabled_at is None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message and how its delivery went; `status` is the last HTTP status, 0 when there was none."""

    id: MessageId
    kind: str
    state: MessageState
    attempts: int
    created_at: datetime
    due_at: datetime
    tried_at: datetime | None
    status: int
    error: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message taken for one try: everything that is sent. `owner` is a member, or the community."""

    id: MessageId
    endpoint: EndpointId
    url: str
    body: bytes
    headers: Mapping[str, str]
    attempts: int
    owner: UUID | None = None
    is_failing: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """Whom the next try passes over: endpoints, owners of endpoints, and perhaps all that failed the last time."""

    endpoints: frozenset[EndpointId] = frozenset()
    owners: frozenset[UUID] = frozenset()
    failing: bool = False


NOBODY_BUSY = Busy()


def check_kinds(kinds: Iterable[str], *, offered: Sequence[str]) -> list[str]:
    """Return kinds in the order in which they are offered; refuses InvalidEndpoint for none, or what is not offered."""
    asked = set(kinds)
    known = [kind for kind in offered if kind in asked]
    if not known or len(known) < len(asked):
        reason = _("Choose the events, from: {kinds}.").format(kinds=", ".join(offered))
        raise InvalidEndpoint(field="kinds", reason=reason)
    return known


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed tries, None when there were enough.

    >>> wait_after(1), wait_after(len(TRIES) + 1)
    (datetime.timedelta(seconds=5), None)
    """
    assert attempts >= 1
    return TRIES[attempts - 1] if attempts <= len(TRIES) else None


def rest_after(failures: int) -> timedelta:
    """Return how long an endpoint is left alone after so many failures in a row.

    >>> [int(rest_after(number).total_seconds()) for number in (1, 2, 99)]
    [5, 30, 1800]
    """
    assert failures >= 1
    return RESTS[min(failures, len(RESTS)) - 1]


def signed(secret: bytes, *, message: MessageId, at: int, body: bytes) -> bytes:
    """Return the digest that signs a message sent at a second since 1970."""
    return hmac.new(secret, f"msg_{message.hex}.{at}.".encode() + body, hashlib.sha256).digest()
