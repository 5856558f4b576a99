"""How letters look; the domain that knows communities says it."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LetterLook:
    """The name a letter comes under, a colour that letters of white can be read on, and where its logo is, or ""."""

    name: str = ""
    colour: str = ""
    logo: str = ""

    def sender(self, usual: str) -> str:
        """Return the sender of a letter: the usual address, under the community's name.

        >>> LetterLook("Mill Brook").sender("worgl <post@example.org>")
        'Mill Brook <post@example.org>'
        """
        return formataddr((self.name, parseaddr(usual)[1])) if self.name else usual


class Looks(Protocol):
    """What knows how letters look."""

    def about(self, community: UUID) -> LetterLook:
        """Return how a letter about a community looks."""

    def to(self, person: UUID | None) -> LetterLook:
        """Return how a letter looks that is about no community, to a person, None for one who is not known."""
