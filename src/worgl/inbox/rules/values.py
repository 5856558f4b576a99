"""Notices, settings, outgoing letters and conversations as the rest of the house sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from worgl.core.notices import Kind, Ways
from worgl.identity.rules import PersonId

NoticeId = NewType("NoticeId", UUID)
OutgoingId = NewType("OutgoingId", UUID)
EndpointId = NewType("EndpointId", UUID)

Fields = Mapping[str, str | int]
FIELDS_BYTES_MAX = 4_096
"""Longest fields and note of one notice, in bytes of JSON."""
KEY_MAX = 150
"""Longest key of a notice, in characters."""
TELL_MAX = 1_000
"""Most notices told in one call."""


@dataclass(frozen=True, slots=True)
class About:
    """The community a notice is about, as plain values; `zone` is where its members live."""

    community: UUID
    name: str
    slug: str
    zone: str


@dataclass(frozen=True, slots=True)
class NewNotification:
    """Something to tell a person; the same `key` of a kind is told to them once.

    `place` are the parts of the address the kind's route leads to. `note` is somebody's own words, shown as such.
    `by` is who causes it: letters and push messages of a kind are bounded for each, and together where nobody is named.
    """

    person: PersonId
    kind: str
    key: str
    about: About | None = None
    fields: Fields = field(default_factory=dict)
    place: tuple[str, ...] = ()
    note: str = ""
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as its reader sees it, in the language that is active."""

    id: NoticeId
    kind: Kind
    sentence: str
    note: str
    community_name: str
    path: str
    at: datetime
    is_read: bool
    community: UUID | None = None


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind with the ways a person has for it."""

    kind: Kind
    ways: Ways


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a person's letters go: `address` is empty until they have confirmed one, `trouble` says why none arrive."""

    address: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When a person's digests come: at this full hour of their zone, weekly ones on Mondays."""

    zone: str
    hour: int


@dataclass(frozen=True, slots=True)
class EndpointView:
    """A device that takes push messages, as its owner sees it."""

    id: EndpointId
    name: str
    since: datetime


class Channel(StrEnum):
    """How an outgoing reaches its reader."""

    EMAIL = "email"
    DIGEST = "digest"
    PUSH = "push"


class OutgoingState(StrEnum):
    """Where an outgoing stands. DROPPED: no longer wanted; FAILED: refused for good, or tried too often."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Queue:
    """How many outgoings of a channel are in a state; `oldest` is when the first of them fell due."""

    channel: Channel
    state: OutgoingState
    count: int
    oldest: datetime | None
