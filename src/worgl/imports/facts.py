"""What an import brought; written in the transaction in which it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from worgl.communities.rules import CommunityId
from worgl.core.facts import Fact


@dataclass(frozen=True, slots=True)
class TransfersImported(Fact):
    """A file of history was read to its end."""

    topic: ClassVar[str] = "payments.transfers_imported"

    run: UUID
    community: CommunityId
    accepted: int
    refused: int


UNTOLD = (TransfersImported,)
"""What webhooks do not tell."""
