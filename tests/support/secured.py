"""A door over TCP to the PostgreSQL of the tests, which itself was built without TLS: with a certificate, or without.

It says what a server of PostgreSQL says before anything else, and notes how each session came in.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_SSL, _GSS, _CANCEL = 80_877_103, 80_877_104, 80_877_102
_LENGTH = 8


@dataclass(slots=True)
class Door:
    """Where the server is reached, and who came through: sessions over TLS, and plain ones."""

    port: int
    secured: int = 0
    plain: int = 0
    refused: list[str] = field(default_factory=list)
    """What visitors said who did not like the certificate."""


@contextmanager
def door_to(server: Path, pem: Path | None) -> Iterator[Door]:
    """Open a door to a server's socket while the block runs; without a certificate it offers no TLS."""
    context = None
    if pem is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
    with closing(socket.create_server(("127.0.0.1", 0), backlog=64)) as entrance:
        door = Door(int(entrance.getsockname()[1]))
        threading.Thread(target=_receive, args=(entrance, door, context, server), daemon=True).start()
        yield door


def _receive(entrance: socket.socket, door: Door, context: ssl.SSLContext | None, server: Path) -> None:
    while True:
        try:
            guest, _address = entrance.accept()
        except OSError:
            return
        threading.Thread(target=_let_in, args=(guest, door, context, server), daemon=True).start()


def _let_in(guest: socket.socket, door: Door, context: ssl.SSLContext | None, server: Path) -> None:
    """Answer what is asked before a session, then pass everything on both ways."""
    with suppress(OSError), ExitStack() as opened:
        line = opened.enter_context(guest)
        while True:
            asked = _exactly(line, _LENGTH)
            (_length, what) = struct.unpack("!II", asked)
            if what == _GSS or (what == _SSL and context is None):
                line.sendall(b"N")
            elif what == _SSL and context is not None:
                line.sendall(b"S")
                try:
                    line = opened.enter_context(context.wrap_socket(guest, server_side=True))
                except ssl.SSLError as error:
                    door.refused.append(str(error))
                    return
            else:
                break
        if what != _CANCEL:
            door.secured += line is not guest
            door.plain += line is guest
        inner = opened.enter_context(closing(socket.socket(socket.AF_UNIX)))
        inner.connect(str(server))
        inner.sendall(asked)
        back = threading.Thread(target=_pass, args=(inner, line), daemon=True)
        back.start()
        _pass(line, inner)
        back.join()


def _exactly(line: socket.socket, count: int) -> bytes:
    """Return so many bytes and not one more: the next ones may be the beginning of TLS."""
    read = b""
    while len(read) < count:
        piece = line.recv(count - len(read))
        if not piece:
            raise ConnectionResetError
        read += piece
    return read


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
