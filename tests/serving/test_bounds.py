"""Bounds of the web server: how long a head may be, and how many connections it holds."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.support.patience import PATIENCE_S
from tests.support.ports import free_port
from worgl.cli import processes
from worgl.cli.tests.places import Place

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]
MakePlace = Callable[[], Place]
HELD_S = 1
"""How long a connection that is not taken says nothing; a server that takes it answers far sooner."""
HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


@contextmanager
def serving(place: Place) -> Iterator[int]:
    """Run the server as this process would start it now, and tell its port."""
    port = free_port()
    command = processes.server_command(host="127.0.0.1", port=port, workers=1)
    with processes.children({"server": command}, environment=place.environment) as started:
        processes.await_answer(f"http://127.0.0.1:{port}/healthz", started)
        yield port


def connected(port: int, text: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    line.sendall(text)
    return line


def answer_to(port: int, size: int) -> bytes:
    """Return how the answer to a head with a long line begins; nothing when the server hangs up on it."""
    with connected(port, HEAD) as line:
        try:
            line.sendall(b"X-Long: " + b"x" * size + b"\r\n\r\n")
            return line.recv(12)
        except ConnectionError:
            # It stopped reading, so what it said may be lost on the way.
            return b""


def test_a_head_has_so_many_bytes(make_place_with_tables: MakePlace) -> None:
    with serving(make_place_with_tables()) as port:
        assert answer_to(port, processes.HEADERS_MAX // 2) == b"HTTP/1.1 200"
        # The bound is looked at between two reads, each of which may bring as much again.
        assert answer_to(port, 3 * processes.HEADERS_MAX) in {b"HTTP/1.1 431", b""}


def test_a_server_holds_so_many_connections_and_takes_the_next_when_one_ends(
    make_place_with_tables: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "CONNECTIONS_MAX", 2)
    with serving(make_place_with_tables()) as port:
        held = [connected(port, HEAD) for _number in range(2)]
        with connected(port, HEAD + b"\r\n") as waiting:
            waiting.settimeout(HELD_S)
            with pytest.raises(TimeoutError):
                waiting.recv(12)
            waiting.settimeout(PATIENCE_S)
            for line in held:
                line.close()
            assert waiting.recv(12) == b"HTTP/1.1 200"
