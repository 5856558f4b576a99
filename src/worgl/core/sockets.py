"""Sockets with a deadline: a time-out counts for one wait, so whoever sends a byte now and then is never too late.

These give each wait what is left of one moment for all, and take in no more than a number of bytes.
"""

from __future__ import annotations

import functools
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    _Base = socket.socket
else:
    _Base = object


class TimedSocket(_Base):
    """What is added to a socket; without `bound` it waits as it was set to."""

    _ends: float | None = None
    _room: int | None = None

    def bound(self, *, ends: float, room: int | None = None) -> None:
        """Let everything end at a moment of the monotonic clock, and take in at most `room` bytes more."""
        self._ends, self._room = ends, room

    def set_time_left(self) -> None:
        """Let the next wait last as long as there is time; raises TimeoutError when there is none."""
        if self._ends is None:
            return
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(left)

    def recv(self, *args: Any, **kwargs: Any) -> bytes:  # noqa: ANN401 -- the socket's own signature
        """Receive in what time and room are left."""
        self.set_time_left()
        return self._taken(super().recv(*args, **kwargs))

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 -- the socket's own signature
        """Receive in what time and room are left."""
        self.set_time_left()
        count = super().recv_into(*args, **kwargs)
        self._take(count)
        return count

    def send(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401 -- the socket's own signature
        """Send in what time is left."""
        self.set_time_left()
        return super().send(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- the socket's own signature
        """Send in what time is left."""
        self.set_time_left()
        super().sendall(*args, **kwargs)

    def _taken(self, received: bytes) -> bytes:
        self._take(len(received))
        return received

    def _take(self, count: int) -> None:
        if self._room is not None:
            self._room -= count
            if self._room < 0:
                message = "the answer is too long"
                raise OSError(message)


class PlainSocket(TimedSocket, socket.socket):
    """A plain socket with a deadline."""


class TlsSocket(TimedSocket, ssl.SSLSocket):
    """A socket under TLS with a deadline; its handshake has what time was left of the plain one it is made of."""


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return what checks certificates as always, and makes sockets with a deadline."""
    context = ssl.create_default_context()
    context.sslsocket_class = TlsSocket
    return context
