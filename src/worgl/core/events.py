"""What webhooks tell: facts of any domain that a program outside may want to hear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from worgl.core.facts import Fact


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """A kind of fact that webhooks tell, named by the fact's topic, and in the words of `happens`.

    `concerns` gives the members (UUIDs) whose matter a fact is; without it the fact is everybody's. What only officers
    may know is told to endpoints of the community alone. The fact has a `community`.
    """

    fact: type[Fact]
    happens: str | Promise
    concerns: Callable[[Any], tuple[UUID, ...]] | None = None
    officers_only: bool = False

    @property
    def topic(self) -> str:
        """Return the name under which it is told."""
        return self.fact.topic

    def concerned(self, fact: Fact) -> tuple[UUID, ...] | None:
        """Return whose matter a fact is; nobody's for what officers alone may know, None for everybody's."""
        if self.officers_only:
            return ()
        return self.concerns(fact) if self.concerns else None
