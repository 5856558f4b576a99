"""One POST to an address a browser has named: only to public ones, over TLS, and never by a redirect elsewhere."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from worgl.inbox.rules.addresses import is_public, split_endpoint

TIMEOUT_S = 10
ANSWER_MAX = 2_000


class Unreachable(Exception):
    """The address cannot be posted to now."""


class Forbidden(Exception):
    """The address is none that may be posted to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side answered."""

    status: int
    retry_after: str


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Post to an address; raises Forbidden or Unreachable.

    The name is looked up once and the connection goes to the number that was checked, so that a name which
    changes its number in between leads nowhere else.
    """
    parts = urlsplit(address)
    connection = _open(address)
    try:
        connection.request(
            "POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, dict(headers)
        )
        answer = connection.getresponse()
        answer.read(ANSWER_MAX)
        return Reply(answer.status, answer.headers.get("Retry-After", ""))
    except (OSError, HTTPException) as error:
        raise Unreachable(type(error).__name__) from None
    finally:
        connection.close()


def _open(address: str) -> HTTPConnection:
    if settings.PUSH_PRIVATE:
        parts = urlsplit(address)
        plain = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        return plain(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
    place = split_endpoint(address)
    if place is None:
        raise Forbidden
    host, port = place
    return _Pinned(host, port, number=_public_number(host, port))


def _public_number(host: str, port: int) -> str:
    """Return a number of a host all of whose numbers are public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable(type(error).__name__) from None
    numbers = [str(place[4][0]) for place in found]
    if not numbers or not all(map(is_public, numbers)):
        raise Forbidden
    return numbers[0]


class _Pinned(HTTPSConnection):
    """A TLS connection to a number, with the certificate of a name."""

    def __init__(self, host: str, port: int, *, number: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S, context=ssl.create_default_context())
        self._number = number

    def connect(self) -> None:
        """Connect to the number that was checked, and ask for the certificate of the name."""
        plain = socket.create_connection((self._number, self.port), TIMEOUT_S)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
