"""Sending one message to an address somebody typed (`core.outgoing`), and what the answer means."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from worgl.api.rules import Delivery
from worgl.core.outgoing import Forbidden, Reach, Unreachable, post

TAKEN = range(200, 300)
GONE = 410


class NotSent(Exception):
    """A message was not taken; `status` is 0 when nobody answered. The reason is for the log of deliveries."""

    def __init__(self, *, reason: str, status: int = 0, asked: timedelta | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.asked = asked or timedelta()
        """How long the other side asks to be left alone."""


def send(parcel: Delivery, *, now: datetime) -> int:
    """Send a message and return the status it was taken with; `now` is the receiver's time. Raises NotSent."""
    reach = Reach.ANYWHERE if settings.WEBHOOKS_ANYWHERE else Reach.PUBLIC
    try:
        reply = post(parcel.url, body=parcel.body, headers=parcel.headers, reach=reach, now=now)
    except (Forbidden, Unreachable) as error:
        raise NotSent(reason=str(error)) from error
    if reply.status not in TAKEN:
        raise NotSent(reason=f"answered {reply.status}", status=reply.status, asked=reply.retry_after)
    return reply.status
