"""What stands before Django: how much of a body and of an answer lies in memory, and who has to make room."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import IO, Any, NamedTuple
from wsgiref.types import StartResponse

import pytest

from worgl.web.front import bodies, front, gateway

IN_PIECES = {"transfer-encoding": "chunked"}


class Sent:
    """A body as a browser sends it: in pieces, and then, when it `hangs`, nothing more."""

    def __init__(self, *pieces: bytes, hangs: bool = False) -> None:
        self._pieces = pieces
        self._hangs = hangs

    async def _told(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece
        if self._hangs:
            await asyncio.Event().wait()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._told()

    def __call__(self) -> Awaitable[bytes]:
        async def whole() -> bytes:
            return b"".join([piece async for piece in self])

        return whole()


def lies_in_memory(file: IO[bytes]) -> bool:
    """Tell whether none of a file's content lies on a disk."""
    return isinstance(file, io.BytesIO) or not vars(file)["_rolled"]


@pytest.mark.parametrize("headers", [IN_PIECES, None], ids=["in pieces", "with its length"])
@pytest.mark.parametrize(("more", "is_kept"), [(0, True), (1, False)])
def test_of_a_body_only_so_much_lies_in_memory(headers: dict[str, str] | None, more: int, is_kept: bool) -> None:
    whole = bytes(bodies.KEPT_MAX + more)
    told = headers or {"content-length": str(len(whole))}
    taken = asyncio.run(bodies.Bodies().take(told, Sent(whole[:1000], whole[1000:])))
    assert taken is not None
    file, length = taken
    with file:
        assert (length, lies_in_memory(file)) == (len(whole), is_kept)
        assert file.read() == whole


def test_who_has_been_sending_for_longest_makes_room_for_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "READING_MAX", 2)

    async def send() -> list[object]:
        door = bodies.Bodies()
        slow = [asyncio.ensure_future(door.take(IN_PIECES, Sent(b"x", hangs=True))) for _number in range(2)]
        await asyncio.sleep(0)
        third = await door.take(IN_PIECES, Sent(b"quick"))
        await asyncio.wait(slow, return_when=asyncio.FIRST_COMPLETED)
        cut_off: list[object] = [type(one.exception()) if one.done() else None for one in slow]
        slow[1].cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        assert third is not None
        with third[0] as file:
            return [*cut_off, file.read()]

    assert asyncio.run(send()) == [bodies.TooSlow, None, b"quick"]


def answering(pieces: Iterable[bytes]) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    def application(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return pieces

    return application


@pytest.mark.parametrize(("more", "is_kept"), [(0, True), (1, False)])
def test_of_an_answer_only_so_much_lies_in_memory(more: int, is_kept: bool) -> None:
    pieces = [b"a" * 1000, b"b" * (gateway.KEPT_MAX - 1000 + more)]
    answer = gateway.run(answering(pieces), {})
    with answer.body as file:
        assert (answer.status, answer.length) == (200, gateway.KEPT_MAX + more)
        assert lies_in_memory(file) is is_kept
        assert file.read() == b"".join(pieces)


class Asked(NamedTuple):
    """A request as granian tells it."""

    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    scheme: str = "http"
    http_version: str = "1.1"
    client: str = "127.0.0.1:1"
    server: str = "127.0.0.1:2"
    headers: Mapping[str, str] = {}


class Answered(Sent):
    """The server's end of a request without a body, and the status it was answered with."""

    status = 0

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> front.Stream:
        raise NotImplementedError


def test_so_many_requests_wait_for_a_thread_and_one_more_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "THREADS", 1)
    monkeypatch.setattr(front, "WAITING_MAX", 2)
    goes_on = threading.Event()

    def application(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        goes_on.wait()
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    async def ask() -> list[int]:
        door = front.Front(application)
        lines = [Answered() for _number in range(4)]
        waiting = [asyncio.ensure_future(door.__rsgi__(Asked(), line)) for line in lines[:3]]
        await asyncio.sleep(0)
        assert door._under_way == len(waiting), "each has come as far as its thread, or waits for one"
        await door.__rsgi__(Asked(), lines[3])
        goes_on.set()
        await asyncio.gather(*waiting)
        return [line.status for line in lines]

    assert asyncio.run(ask()) == [200, 200, 200, 503]
