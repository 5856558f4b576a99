"""Messages between people: their text, their bounds, and how each side sees them. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import too_long
from worgl.identity.rules import PersonId
from worgl.inbox.errors import InvalidMessage

ConversationId = NewType("ConversationId", UUID)
MessageId = NewType("MessageId", UUID)
ReportId = NewType("ReportId", UUID)

MESSAGE_MAX = 4_000
"""Longest message, in characters."""
REPORT_REASON_MAX = 500
"""Longest reason of a report, in characters."""

_KEPT = frozenset("\n\t")
_DROPPED = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as one of its two sides sees it."""

    id: MessageId
    by: PersonId
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SideView:
    """A conversation as one person sees it: with whom, the newest message, how many they have not seen."""

    id: ConversationId
    other: PersonId
    last: MessageView | None
    unread: int
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What writing did. `is_news` is whether the reader is to be told; a withheld message never is."""

    message: MessageId
    conversation: ConversationId
    is_news: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as an administrator sees it: `text` is the reported message alone, "" when a person is reported."""

    id: ReportId
    by: PersonId
    about: PersonId
    text: str
    reason: str
    at: datetime


def clean_message(text: str, *, longest: int = MESSAGE_MAX, field: str = "text") -> str:
    r"""Return a text as it is kept: NFC, Unix line ends, no control characters, trimmed. Refuses InvalidMessage.

    >>> clean_message("  Hello\r\nMira \x00 ")
    'Hello\nMira'
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(one for one in plain if one in _KEPT or unicodedata.category(one) not in _DROPPED).strip()
    if not any(unicodedata.category(one)[0] in "LNPS" for one in kept):
        raise InvalidMessage(field=field, reason=_("Please type something."))
    if len(kept) > longest:
        raise InvalidMessage(field=field, reason=str(too_long(longest)))
    return kept
