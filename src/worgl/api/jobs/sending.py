"""Sending one message to an address somebody typed, without letting it reach into the house.

The host is looked up once; every address it has must be public, and the connection goes to the one that was
looked at, so that a name cannot mean something else a moment later. No redirect is followed, no proxy used.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

from worgl.api.rules import Parcel

CONNECT_S, READ_S = 5, 10
TAKEN = range(200, 300)


class NotSent(Exception):
    """A message was not taken; `status` is 0 when nobody answered. The reason is for the log of deliveries."""

    def __init__(self, *, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class _Pinned(HTTPAdapter):
    """Connects to a looked-up address and still asks for the certificate of the host's name."""

    def __init__(self, host: str) -> None:
        self._host = host
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- the adapter's own signature
        """Open connections whose certificate is the host's."""
        super().init_poolmanager(*args, server_hostname=self._host, assert_hostname=self._host, **kwargs)


def send(parcel: Parcel) -> int:
    """Send a message and return the status it was taken with. Raises NotSent."""
    parts = urlsplit(parcel.url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not settings.WEBHOOKS_ANYWHERE:
        raise NotSent(reason="only https is sent to")
    address = looked_up(host, parts.port or (443 if parts.scheme == "https" else 80))
    at = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{at}:{parts.port}" if parts.port else at).geturl()
    with requests.Session() as session:
        session.trust_env = False
        session.mount("https://", _Pinned(host))
        try:
            with session.post(
                target,
                data=parcel.body,
                headers={**parcel.headers, "host": parts.netloc},
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
            ) as answer:
                status = answer.status_code
        except (requests.RequestException, ValueError, UnicodeError) as error:
            raise NotSent(reason=type(error).__name__) from error
    if status not in TAKEN:
        raise NotSent(reason=f"answered {status}", status=status)
    return status


def looked_up(host: str, port: int) -> str:
    """Return an address of a host, all of whose addresses are public. Raises NotSent."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent(reason="the host is not known") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not settings.WEBHOOKS_ANYWHERE and not all(map(is_public, addresses)):
        raise NotSent(reason="the host is not public")
    return addresses[0]


def is_public(text: str) -> bool:
    """Tell whether an address can belong to nobody's own network.

    >>> [is_public(text) for text in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::1")]
    [True, False, False, False, False]
    >>> is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1"), is_public("224.0.0.1")
    (False, False, False)
    """
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    in_translation = isinstance(address, ipaddress.IPv6Address) and address in _TRANSLATED
    return address.is_global and not address.is_multicast and not in_translation


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
