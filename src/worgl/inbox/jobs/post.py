"""Handing letters over to the mail server, by Django's backend, over one connection a run."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Protocol, cast

from django.core.mail import EmailMessage, get_connection

from worgl.inbox.commands import sending
from worgl.inbox.commands.sending import Claim
from worgl.inbox.jobs.letters import Letter, NotWanted, compose

log = logging.getLogger(__name__)

PERMANENT = range(500, 600)
"""Replies by which a mail server says: never (RFC 5321, section 4.2.1)."""


class ServerAway(Exception):
    """The mail server cannot be reached, or does not let this worgl in; its text says which, without addresses."""


class Connection(Protocol):
    """What is used of a mail backend of Django's."""

    def open(self) -> bool | None:
        """Connect if there is no connection."""

    def close(self) -> None:
        """Disconnect."""

    def send_messages(self, messages: list[EmailMessage], /) -> int:
        """Hand messages over and return how many were taken."""


class Post:
    """The way to the mail server in one run; once it is away, it is not asked again in that run."""

    def __init__(self) -> None:
        self._connection = cast("Connection", get_connection())
        self._away = ""

    def send(self, claim: Claim, *, now: datetime) -> None:
        """Send a letter and note how that went; raises ServerAway when it could not even be tried."""
        try:
            letter = compose(claim)
        except NotWanted as reason:
            sending.note_dropped(claim, reason=str(reason), now=now)
            return
        self._reach()
        try:
            self._connection.send_messages([letter.message])
        except (OSError, SMTPException) as error:
            self._note_trouble(claim, letter, error, now=now)
        else:
            sending.note_sent(claim, now=now)

    def _reach(self) -> None:
        if self._away:
            raise ServerAway(self._away)
        try:
            self._connection.open()
        except (OSError, SMTPException) as error:
            self._away = _told(error)
            log.warning("the mail server is out of reach: %s", self._away)
            raise ServerAway(self._away) from None

    def _note_trouble(self, claim: Claim, letter: Letter, error: Exception, *, now: datetime) -> None:
        # Only the kind of error is logged and kept for operators: the server's words may carry the address.
        told = _told(error)
        log.warning("letter %s was not taken: %s", claim.id, told)
        if isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException):
            self._connection.close()
        verdict = _verdict(error)
        if verdict is None:
            sending.note_failed(claim, reason=told, now=now)
        else:
            sending.note_bounced(claim, address=letter.address, reason=told, said=verdict, now=now)

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
