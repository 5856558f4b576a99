"""A program that takes webhooks, for tests: it keeps what it was sent and answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.test import override_settings


@dataclass
class Receiver:
    """What came, as headers and body; `status` is what is answered, and `on_arrival` is called before."""

    url: str
    status: int = 204
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    on_arrival: Callable[[], None] = lambda: None


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on this machine and let webhooks come here."""
    taken: list[Receiver] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (receiver,) = taken
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            receiver.on_arrival()
            self.send_response(receiver.status)
            self.send_header("location", receiver.url)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    taken.append(Receiver(f"http://localhost:{server.server_port}/hook?town=1"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with override_settings(WEBHOOKS_ANYWHERE=True):
            yield taken[0]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
