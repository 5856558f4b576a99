"""Bodies of requests, taken in whole: of bounded size, within bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from worgl.core.limits import UPLOAD_MAX

BODY_MAX = UPLOAD_MAX + 1024 * 1024
"""Largest body, in bytes: an upload and the fields around it."""
KEPT_MAX = 256 * 1024
"""Of a body so many bytes are kept in memory; a larger one lies in a temporary file."""
START_S = 20.0
RATE = 16 * 1024
"""A body may take START_S seconds, and one more for each so many bytes that have come."""
READING_MAX = 2_000
"""Bodies under way at once in a server process; for one more the oldest of them is cut off."""


Body = tuple[IO[bytes], int]
"""A body as a file at its beginning, and its length."""


def nothing() -> Body:
    """Return the body of a request without one."""
    return BytesIO(), 0


class Chunks(Protocol):
    """What gives a request's body piece by piece."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return the pieces."""

    def __call__(self) -> Awaitable[bytes]:
        """Return the whole."""


class TooLong(Exception):
    """A body is larger than BODY_MAX."""


class TooSlow(Exception):
    """A body did not come in time, or had to make room."""


class Malformed(Exception):
    """A body's length is told in a way that cannot be read."""


class Bodies:
    """Takes in bodies; belongs to one event loop."""

    def __init__(self) -> None:
        self._reading: dict[asyncio.Task[object], None] = {}

    async def take(self, headers: Mapping[str, str], chunks: Chunks) -> Body | None:
        """Return a body as a file at its beginning and its length, None where there is none.

        Raises TooLong, TooSlow, Malformed.
        """
        told = told_length(headers)
        if told == 0:
            return None
        if told is not None and told > BODY_MAX:
            raise TooLong
        task = asyncio.current_task()
        assert task is not None
        self._make_room()
        self._reading[task] = None
        try:
            return await (self._in_pieces(chunks) if told is None or told > KEPT_MAX else self._at_once(chunks, told))
        except (TimeoutError, asyncio.CancelledError):
            raise TooSlow from None
        finally:
            self._reading.pop(task, None)

    def _make_room(self) -> None:
        """Cut off who has been sending for longest, when too many do."""
        while len(self._reading) >= READING_MAX:
            oldest = next(iter(self._reading))
            del self._reading[oldest]
            oldest.cancel()

    async def _at_once(self, chunks: Chunks, told: int) -> Body:
        async with asyncio.timeout(START_S + told / RATE):
            whole = await chunks()
        return BytesIO(whole), len(whole)

    async def _in_pieces(self, chunks: Chunks) -> Body:
        loop = asyncio.get_running_loop()
        body: IO[bytes] = SpooledTemporaryFile(max_size=KEPT_MAX)  # noqa: SIM115 -- closed by who was given it
        length = 0
        try:
            async with asyncio.timeout(START_S) as limit:
                began = loop.time()
                async for chunk in chunks:
                    length += _fitting(length, chunk)
                    body.write(chunk)
                    limit.reschedule(began + START_S + length / RATE)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body, length


def _fitting(length: int, chunk: bytes) -> int:
    """Return how long a piece is; refuses TooLong when it is one too many."""
    if length + len(chunk) > BODY_MAX:
        raise TooLong
    return len(chunk)


def told_length(headers: Mapping[str, str]) -> int | None:
    """Return the length a request tells of its body: 0 without a body, None for one that comes in pieces.

    >>> told_length({}), told_length({"content-length": "12"}), told_length({"transfer-encoding": "chunked"})
    (0, 12, None)
    """
    if "transfer-encoding" in headers:
        return None
    told = headers.get("content-length", "0").strip()
    if not (told.isascii() and told.isdigit()):
        raise Malformed
    return int(told)
