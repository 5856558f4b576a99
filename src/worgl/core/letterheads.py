"""Whose letter it is: name, colour and logo; the domain that knows communities says it, all others only ask."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from worgl.core.domains import derived, domains
from worgl.core.looks import LetterLook, Looks

_PLAIN = LetterLook()


@derived
def _asked() -> Looks | None:
    declared = [one.letter_looks for one in domains().values() if one.letter_looks]
    assert len(declared) <= 1, "two say how letters look"
    return declared[0] if declared else None


def letter_look(community: UUID | None) -> LetterLook:
    """Return how a letter about a community looks; as usual where it is about none."""
    looks = _asked()
    return looks.about(community) if community is not None and looks else _PLAIN


def letter_look_to(person: UUID | None) -> LetterLook:
    """Return how a letter about no community looks to a person: as the one community it can only come from, if any."""
    looks = _asked()
    return looks.to(person) if looks else _PLAIN


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
