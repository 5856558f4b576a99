"""What happened to the API's own things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from worgl.api.rules import EndpointId
from worgl.communities.rules import CommunityId, MemberId
from worgl.core.facts import Fact


@dataclass(frozen=True, slots=True)
class EndpointOffSwitched(Fact):
    """An endpoint of a member, or (without one) of a community, was switched off: nobody took its messages.

    It is `gone` when it has said so itself.
    """

    topic: ClassVar[str] = "api.endpoint_off"
    endpoint: EndpointId
    community: CommunityId
    member: MemberId | None
    failing_since: datetime
    gone: bool = False


@dataclass(frozen=True, slots=True)
class EndpointFull(Fact):
    """So many messages wait for an endpoint that it misses what comes on top, from `since` on."""

    topic: ClassVar[str] = "api.endpoint_full"
    endpoint: EndpointId
    community: CommunityId
    member: MemberId | None
    since: datetime


UNTOLD = (EndpointOffSwitched, EndpointFull)
"""What they do not."""
