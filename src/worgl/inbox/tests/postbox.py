"""A real mail server in a thread, that keeps what it is given and can be told to refuse or to hang up."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

# The server's thread tells what it does after the test that captured its words is over.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
Answer = Callable[[], str]
OK = "250 taken"


def take() -> str:
    """Answer that all is well."""
    return OK


@dataclass
class Postbox:
    """What arrived, and how the server answers to a recipient and after the text of a letter."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    port: int = 0
    on_hello: Answer = take
    on_recipient: Answer = take
    on_text: Answer = take
    """Called when the letter is already kept: what follows is only whether the sender learns of it."""

    async def handle_EHLO(  # noqa: N802 -- the name aiosmtpd calls
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        """Greet."""
        session.host_name = hostname
        self.on_hello()
        return answers

    async def handle_RCPT(  # noqa: N802 -- the same
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer to a recipient."""
        answer = self.on_recipient()
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- the same
        """Keep a letter and answer."""
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        return self.on_text()

    def texts(self) -> list[str]:
        """Return the plain texts of what arrived."""
        found = []
        for letter in self.letters:
            part = letter.get_body(("plain",))
            assert part is not None
            found.append(part.get_content())
        return found


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """Serve until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box = Postbox(port=probe.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def deliver_to(box: Postbox, settings: Settings) -> None:
    """Let letters go to the box."""
    settings.EMAIL_BACKEND = "worgl.core.mailserver.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
