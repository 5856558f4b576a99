"""Programs on this machine that take what is sent to them, or behave as hostile ones do."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.support.patience import PATIENCE_S

Talk = Callable[[socket.socket, threading.Event], None]


@dataclass
class Receiver:
    """Where it listens, and how many have connected."""

    port: int
    calls: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}/x"


def answer(text: str) -> Talk:
    """Answer at once with the head of an answer."""

    def talk(caller: socket.socket, over: threading.Event) -> None:
        caller.sendall(text.replace("\n", "\r\n").encode())

    return talk


def silence(caller: socket.socket, over: threading.Event) -> None:
    """Take everything and say nothing."""
    over.wait(PATIENCE_S)


def drip(text: bytes, *, every_s: float = 0.05) -> Talk:
    """Say one byte after the other, and begin again when all is said."""

    def talk(caller: socket.socket, over: threading.Event) -> None:
        while not over.is_set():
            for byte in text:
                caller.sendall(bytes([byte]))
                if over.wait(every_s):
                    return

    return talk


def flood(caller: socket.socket, over: threading.Event) -> None:
    """Send heads of an answer without end."""
    caller.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.is_set():
        caller.sendall(b"X: " + b"x" * 1_000 + b"\r\n")


def heard(caller: socket.socket) -> bytes:
    """Return a request whole: its head, and as much of a body as the head says; less when the caller hangs up."""
    came = caller.recv(65_536)
    while True:
        head, _blank, body = came.partition(b"\r\n\r\n")
        length = re.search(rb"\r\n[Cc]ontent-[Ll]ength: (\d+)", head)
        if not came.startswith(b"POST ") or (_blank and len(body) >= int(length[1] if length else 0)):
            return came
        more = caller.recv(65_536)
        if not more:
            return came
        came += more


@contextmanager
def listening(talk: Talk, *, hears: bool = True) -> Iterator[Receiver]:
    """Listen until the end of the block, and talk so to everybody who calls; one that does not hear reads nothing."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        receiver = Receiver(server.getsockname()[1])
        server.settimeout(0.05)
        threads: list[threading.Thread] = []

        def serve(caller: socket.socket) -> None:
            with caller, suppress(OSError):
                if hears:
                    receiver.calls.append(heard(caller))
                talk(caller, over)

        def listen() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    caller = server.accept()[0]
                    caller.settimeout(PATIENCE_S)
                    threads.append(threading.Thread(target=serve, args=(caller,), daemon=True))
                    threads[-1].start()

        threads.append(threading.Thread(target=listen, daemon=True))
        threads[-1].start()
        try:
            yield receiver
        finally:
            over.set()
            for thread in threads:
                thread.join()
