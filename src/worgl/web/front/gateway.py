"""From RSGI to WSGI: a request as Django's environment, and Django's answer as status, headers and file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication

KEPT_MAX = 1024 * 1024
"""Of an answer so many bytes are kept in memory; a larger one lies in a temporary file."""


class Scope(Protocol):
    """What granian tells of a request."""

    @property
    def method(self) -> str:
        """Return GET, POST, ..."""

    @property
    def path(self) -> str:
        """Return the path, decoded."""

    @property
    def query_string(self) -> str:
        """Return what stands after the question mark."""

    @property
    def scheme(self) -> str:
        """Return http."""

    @property
    def http_version(self) -> str:
        """Return 1.1."""

    @property
    def client(self) -> str:
        """Return address and port of the other side."""

    @property
    def server(self) -> str:
        """Return address and port of this side."""

    @property
    def headers(self) -> Any:  # noqa: ANN401 -- granian's own class, which has no public name
        """Return the headers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Django's answer; `body` stands at its beginning and is closed by who sends it."""

    status: int
    headers: list[tuple[str, str]]
    body: IO[bytes]
    length: int


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers by their small names; those that came more than once are joined in their order.

    A name with an underscore is left out: as an environment variable it would look like the one with a dash, and
    pass for what only the web server in front may say. granian keeps back a value with bytes beyond ASCII, and tells
    its name: it is there as an empty one, so that whoever reads it sees that something was sent. (A second line of
    one name, after one that can be read, is kept back without a trace.)
    """
    found: dict[str, str] = {}
    for name, value in chain(_kept_back(scope), scope.headers.items()):
        if "_" in name:
            continue
        small = name.lower()
        glue = "; " if small == "cookie" else ","
        found[small] = f"{found[small]}{glue}{value}" if small in found else value
    return found


def _kept_back(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the names whose first value granian does not hand on, each with an empty one."""
    return ((name, "") for name in scope.headers if scope.headers.get(name) is None)


def environment(scope: Scope, headers: Mapping[str, str], body: IO[bytes], length: int) -> dict[str, Any]:
    """Return a request as WSGI wants it (PEP 3333)."""
    host, _colon, port = scope.server.rpartition(":")
    made: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        if name not in {"content-type", "content-length", "transfer-encoding"}:
            made[f"HTTP_{name.upper().replace('-', '_')}"] = value
    made["CONTENT_TYPE"] = headers.get("content-type", "")
    # How much really came: what a request tells of itself is not asked again.
    made["CONTENT_LENGTH"] = str(length)
    return made


def run(application: WSGIApplication, environ: dict[str, Any]) -> Answer:
    """Return what the application answers, whole; runs in a thread."""
    told: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[..., object]:
        told[:] = [(int(status.split(" ", 1)[0]), headers)]
        return _unused

    start: StartResponse = start_response
    pieces = application(environ, start)
    body: IO[bytes] = SpooledTemporaryFile(max_size=KEPT_MAX)  # noqa: SIM115 -- closed by who sends it
    try:
        _write(body, pieces)
    except BaseException:
        body.close()
        raise
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    ((status, headers),) = told
    length = body.tell()
    body.seek(0)
    return Answer(status, headers, body, length)


def _write(body: IO[bytes], pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        body.write(piece)


def _unused(_data: bytes) -> object:
    raise NotImplementedError
