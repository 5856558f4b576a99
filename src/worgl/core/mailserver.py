"""The way to the mail server: one connection a run, by Django's backend, and what its answers mean."""

from __future__ import annotations

import logging
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Protocol, cast

from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)

PERMANENT = range(500, 600)
"""Replies by which a mail server says: never (RFC 5321, section 4.2.1)."""


class ServerAway(Exception):
    """The mail server cannot be reached, or does not let this worgl in; its text says which, without addresses."""


class NotTaken(Exception):
    """The server did not take a letter.

    Its text is the kind of error, without addresses; `verdict` is what the server says when the address will never
    take letters, else None.
    """

    def __init__(self, told: str, verdict: str | None) -> None:
        """Keep what was told and the verdict."""
        super().__init__(told)
        self.verdict = verdict


class Connection(Protocol):
    """What is used of a mail backend of Django's."""

    def open(self) -> bool | None:
        """Connect if there is no connection."""

    def close(self) -> None:
        """Disconnect."""

    def send_messages(self, messages: list[EmailMessage], /) -> int:
        """Hand messages over and return how many were taken."""


class MailServer:
    """The mail server in one run; once it is away, it is not asked again in that run."""

    def __init__(self) -> None:
        """Prepare a connection; nothing is asked yet."""
        self._connection = cast("Connection", get_connection())
        self._away = ""

    def reach(self) -> None:
        """Connect where there is no connection; raises ServerAway."""
        if self._away:
            raise ServerAway(self._away)
        try:
            self._connection.open()
        except (OSError, SMTPException) as error:
            self._away = _told(error)
            log.warning("the mail server is out of reach: %s", self._away)
            raise ServerAway(self._away) from None

    def hand_over(self, message: EmailMessage) -> None:
        """Hand a letter over; raises NotTaken."""
        try:
            self._connection.send_messages([message])
        except (OSError, SMTPException) as error:
            if isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException):
                self._connection.close()
            # Only the kind of error is passed on for logs: the server's words may carry the address.
            raise NotTaken(_told(error), _verdict(error)) from None

    def close(self) -> None:
        """Disconnect."""
        try:
            self._connection.close()
        except (OSError, SMTPException):
            log.warning("the mail server did not say goodbye")


def _verdict(error: Exception) -> str | None:
    """Return the server's words when it says that this address takes no letters, else None.

    What it says about the sender or about who signs in is the operator's to mend, and is tried again.
    """
    replies: list[tuple[int, bytes | str]] = []
    if isinstance(error, SMTPRecipientsRefused):
        replies = list(error.recipients.values())
    elif isinstance(error, SMTPDataError):
        replies = [(error.smtp_code, error.smtp_error)]
    for code, words in replies:
        if code in PERMANENT:
            text = words.decode(errors="replace") if isinstance(words, bytes) else words
            return f"{code} {' '.join(text.split())}"
    return None


def _told(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return f"recipient refused: {', '.join(str(code) for code, _words in error.recipients.values())}"
    if isinstance(error, SMTPResponseException):
        return f"{type(error).__name__}: {error.smtp_code}"
    return type(error).__name__
