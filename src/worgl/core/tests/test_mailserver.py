"""The way to a mail server that hangs or drips: it has a deadline, and stops being asked."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from tests.support.patience import PATIENCE_S, SLOW_S
from worgl.core import mailserver
from worgl.core.mailserver import MailServer, Rejected, ServerAway
from worgl.core.tests.receivers import Talk, drip, listening, silence

SHORT_S = 0.4
HELLO = b"220 here\r\n"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(mailserver, "LETTER_S", SHORT_S)
    monkeypatch.setattr(mailserver, "BYE_S", 0.1)
    settings.EMAIL_BACKEND = "worgl.core.mailserver.Backend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", PATIENCE_S
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def letter() -> EmailMessage:
    return EmailMessage("s", "b", "from@example.org", ["to@example.org"])


def drips_after_hello(caller: socket.socket, over: threading.Event) -> None:
    """Greet as one should, and then take for ever to answer what comes."""
    caller.sendall(HELLO)
    caller.recv(1_000)
    caller.sendall(b"250 here\r\n")
    caller.recv(1_000)
    drip(b"250-and so on ")(caller, over)


@pytest.mark.parametrize("talk", [silence, drip(b"220-and so on ")], ids=["silent", "drips"])
@pytest.mark.parametrize("has_tls", [False, True])
def test_a_server_that_does_not_greet_in_time_is_away_for_the_run(
    talk: Talk, has_tls: bool, settings: Settings
) -> None:
    settings.EMAIL_USE_SSL = has_tls
    begun = time.monotonic()
    with listening(talk, hears=False) as server:
        settings.EMAIL_PORT = server.port
        way = MailServer()
        for _letter in range(3):
            with pytest.raises(ServerAway):
                way.reach()
    assert time.monotonic() - begun < SLOW_S


def test_a_letter_has_a_deadline_and_a_server_that_breaks_off_again_and_again_counts_as_away(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = time.monotonic()
    with listening(drips_after_hello, hears=False) as server:
        settings.EMAIL_PORT = server.port
        way = MailServer()
        for _letter in range(mailserver.BREAKDOWNS_MAX):
            # It greets as one should, however slowly this machine runs.
            monkeypatch.setattr(mailserver, "LETTER_S", SLOW_S)
            way.reach()
            monkeypatch.setattr(mailserver, "LETTER_S", SHORT_S)
            with pytest.raises(Rejected) as told:
                way.hand_over(letter())
            assert told.value.verdict is None
        with pytest.raises(ServerAway):
            way.reach()
    assert time.monotonic() - begun < SLOW_S
