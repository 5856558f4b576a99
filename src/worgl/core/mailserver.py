"""The way to the mail server: one connection a run, by Django's backend, and what its answers mean.

The backend gives each connection and each letter one deadline, however slowly the server drips its answers.
"""

from __future__ import annotations

import logging
import socket
import ssl
import time
from functools import cached_property
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any, Protocol, cast

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from worgl.core.sockets import PlainSocket, TimedSocket, TlsSocket

log = logging.getLogger(__name__)

PERMANENT = range(500, 600)
"""Replies by which a mail server says: never (RFC 5321, section 4.2.1)."""


LETTER_S = 30.0
"""How long connecting and greeting may take in all, and how long handing over a letter."""
BYE_S = 5.0
BREAKDOWNS_MAX = 3
"""A server that breaks off so often in a row counts as away for the rest of a run."""


class ServerAway(Exception):
    """The mail server cannot be reached, or does not let this worgl in; its text says which, without addresses."""


class Rejected(Exception):
    """The server did not take a letter.

    Its text is the kind of error, without addresses; `verdict` is what the server says when the address will never
    take letters, else None.
    """

    def __init__(self, told: str, verdict: str | None) -> None:
        """Keep what was told and the verdict."""
        super().__init__(told)
        self.verdict = verdict


class _Timed(SMTP):
    """Speaks to a mail server until a moment."""

    _ends: float | None = None

    def bound(self, seconds: float) -> None:
        """Let what follows end after so many seconds."""
        self._ends = time.monotonic() + seconds
        if isinstance(self.sock, TimedSocket):
            self.sock.bound(ends=self._ends)

    def starttls(self, **kwargs: Any) -> tuple[int, bytes]:  # type: ignore[override]  # noqa: ANN401 -- passed on
        """Go on under TLS, until the same moment."""
        answer = super().starttls(**kwargs)
        if isinstance(self.sock, TimedSocket) and self._ends is not None:
            self.sock.bound(ends=self._ends)
        return answer

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        dialled: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # smtplib's own door
        plain = PlainSocket(dialled.family, dialled.type, dialled.proto, fileno=dialled.detach())
        self._ends = time.monotonic() + LETTER_S
        plain.bound(ends=self._ends)
        # What TLS is put upon it waits as it does.
        plain.set_time_left()
        return plain


class _TimedTls(SMTP_SSL, _Timed):
    """The same, under TLS from the start."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        sealed: socket.socket = super()._get_socket(host, port, timeout)
        if isinstance(sealed, TimedSocket) and self._ends is not None:
            sealed.bound(ends=self._ends)
        return sealed


class Backend(EmailBackend):
    """Django's way to a mail server, with deadlines."""

    @property
    def connection_class(self) -> type[SMTP]:
        """Return what speaks to the server."""
        return _TimedTls if self.use_ssl else _Timed

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        """Return what checks certificates as always, and makes sockets with a deadline."""
        context: ssl.SSLContext = super().ssl_context
        context.sslsocket_class = TlsSocket
        return context

    def send_messages(self, messages: Any) -> int:  # noqa: ANN401 -- Django's own signature
        """Hand letters over; all of one call together have LETTER_S."""
        self._bound(LETTER_S)
        return super().send_messages(messages) or 0

    def close(self) -> None:
        """Say goodbye, and wait no longer than BYE_S for an answer."""
        self._bound(BYE_S)
        super().close()

    def _bound(self, seconds: float) -> None:
        if isinstance(self.connection, _Timed):
            self.connection.bound(seconds)


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
        self._breakdowns = 0

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
            self._breakdowns = 0
        except (OSError, SMTPException) as error:
            if isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException):
                self._note_breakdown(error)
            # Only the kind of error is passed on for logs: the server's words may carry the address.
            raise Rejected(_told(error), _verdict(error)) from None

    def _note_breakdown(self, error: Exception) -> None:
        self.close()
        self._breakdowns += 1
        if self._breakdowns >= BREAKDOWNS_MAX:
            self._away = _told(error)

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
