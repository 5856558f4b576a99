"""Whose letter it is: name, colour and logo; the domain that knows communities says it, all others only ask."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


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
    """Who knows how letters look."""

    def about(self, community: UUID) -> LetterLook:
        """Return how a letter about a community looks."""

    def to(self, person: UUID | None) -> LetterLook:
        """Return how a letter looks that is about no community, to a person, None for one who is not known."""


_PLAIN = LetterLook()
_asked: list[Looks] = []


def shows_letters(looks: Looks) -> None:
    """Register who says how letters look; there is one."""
    assert _asked in ([], [looks]), "two say how letters look"
    _asked[:] = [looks]


def letter_look(community: UUID | None) -> LetterLook:
    """Return how a letter about a community looks; as usual where it is about none."""
    return _asked[0].about(community) if community is not None and _asked else _PLAIN


def letter_look_to(person: UUID | None) -> LetterLook:
    """Return how a letter about no community looks to a person: as the one community it can only come from, if any."""
    return _asked[0].to(person) if _asked else _PLAIN


def dress(message: EmailMultiAlternatives, look: LetterLook) -> None:
    """Let a letter that is plain text come under a community's name, and bear its look where pictures are shown."""
    if not look.name:
        return
    message.from_email = look.sender(message.from_email or settings.DEFAULT_FROM_EMAIL)
    context = {
        "subject": message.subject,
        "look": look,
        "text": message.body,
        "language": translation.get_language() or "en",
    }
    message.attach_alternative(render_to_string("core/letter_of_text.html", context), "text/html")
