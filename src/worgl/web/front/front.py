"""The application granian serves: takes bodies in, gives requests to threads, sends answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol
from wsgiref.types import WSGIApplication

from worgl.web.front import bodies, gateway

log = logging.getLogger("worgl.requests")

THREADS = 16
"""Requests one server process works on at a time; each may hold a database connection."""
WAITING_MAX = 512
"""Requests that may wait for a thread; one more is asked to come back."""
PIECE = 64 * 1024
SEND_S = 60.0
"""A reader may take so long for one piece of a long answer."""
READY_S = 3.0
"""So long /readyz waits for the database."""
READY_PLACES = 2
"""Questions after readiness that may be under way; they come from supervisors, not from people."""
ALIVE = "/healthz"
READY = "/readyz"
ASKED = {"GET", "HEAD"}


class Stream(Protocol):
    """A long answer on its way."""

    def send_bytes(self, data: bytes) -> Awaitable[None]:
        """Send a piece; ends when the reader's line has taken it."""


class Line(bodies.Chunks, Protocol):
    """granian's end of a request."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer at once."""

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Stream:
        """Answer piece by piece."""


class Front:
    """An RSGI application around a WSGI application."""

    def __init__(self, application: WSGIApplication, *, log_requests: bool = False) -> None:
        self._application = application
        self._log_requests = log_requests
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._asking = ThreadPoolExecutor(READY_PLACES, thread_name_prefix="ready")
        self._bodies = bodies.Bodies()
        self._under_way = 0
        self._questions = 0

    async def __rsgi__(self, scope: gateway.Scope, line: Line) -> None:
        """Answer one request."""
        if scope.path == ALIVE and scope.method in ASKED:
            _say(line, 200, "ok")
        elif scope.path == READY and scope.method in ASKED:
            await self._ready(scope, line)
        else:
            await self._pass_on(scope, line)

    async def _pass_on(self, scope: gateway.Scope, line: Line) -> None:
        headers = gateway.headers_of(scope)
        try:
            body = await self._bodies.take(headers, line)
        except bodies.TooLong:
            self._refuse(scope, line, 413, f"This is too large: at most {bodies.BODY_MAX >> 20} MiB are taken.")
            return
        except bodies.TooSlow:
            self._refuse(
                scope, line, 408, "The request did not arrive in time. Nothing was done; please send it again."
            )
            return
        except bodies.Malformed:
            self._refuse(scope, line, 400, "The length of this request cannot be read.")
            return
        if self._under_way >= THREADS + WAITING_MAX:
            self._refuse(
                scope, line, 503, "Too many people ask at once. Nothing was done; please try again in a moment."
            )
            return
        await self._work(scope, headers, body or bodies.nothing(), line)

    async def _work(self, scope: gateway.Scope, headers: dict[str, str], body: bodies.Body, line: Line) -> None:
        loop = asyncio.get_running_loop()
        content, length = body
        self._under_way += 1
        try:
            environ = gateway.environment(scope, headers, content, length)
            answer = await loop.run_in_executor(self._threads, gateway.run, self._application, environ)
        finally:
            self._under_way -= 1
            content.close()
        await _send(answer, line)

    async def _ready(self, scope: gateway.Scope, line: Line) -> None:
        """Ask the database, for no longer than READY_S: an answer that is late is none."""
        if self._questions >= READY_PLACES:
            _say(line, 503, "the database does not answer in time")
            return
        environ = gateway.environment(scope, gateway.headers_of(scope), *bodies.nothing())
        asking = self._asking.submit(gateway.run, self._application, environ)
        self._questions += 1
        asking.add_done_callback(lambda _done: self._answered())
        try:
            answer = await asyncio.wait_for(asyncio.wrap_future(asking), READY_S)
        except (TimeoutError, asyncio.CancelledError):
            _say(line, 503, "the database does not answer in time")
            return
        await _send(answer, line)

    def _answered(self) -> None:
        self._questions -= 1

    def _refuse(self, scope: gateway.Scope, line: Line, status: int, sentence: str) -> None:
        """Answer what Django never sees; nobody's address is noted."""
        if self._log_requests:
            log.info("%s (refused at the door) %d", scope.method, status)
        _say(line, status, sentence)


def _say(line: Line, status: int, sentence: str) -> None:
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")]
    if status == 503:  # noqa: PLR2004 -- an HTTP status
        headers.append(("retry-after", "5"))
    if status in {400, 408, 413}:
        # What is left of the body is not waited for.
        headers.append(("connection", "close"))
    line.response_bytes(status, headers, f"{sentence}\n".encode())


async def _send(answer: gateway.Answer, line: Line) -> None:
    """Send an answer; a long one piece by piece, as fast as its reader takes it, and no thread waits for them."""
    try:
        if answer.length <= gateway.KEPT_MAX:
            line.response_bytes(answer.status, answer.headers, answer.body.read())
            return
        stream = line.response_stream(answer.status, answer.headers)
        while piece := answer.body.read(PIECE):
            await asyncio.wait_for(_sent(stream, piece), SEND_S)
    except (TimeoutError, RuntimeError):
        log.debug("a reader went away before the end")
    finally:
        answer.body.close()


async def _sent(stream: Stream, piece: bytes) -> Any:  # noqa: ANN401 -- whatever granian says
    return await stream.send_bytes(piece)
