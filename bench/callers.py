"""Callers of the API: 32 connections that ask again as soon as they are answered. Prints requests a second."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from dataclasses import dataclass

from worgl.core.ids import new_id

CLIENTS = 32


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked."""

    what: str
    seconds: float
    port: int
    token: str
    slug: str
    codes: tuple[str, ...]

    def request(self) -> bytes:
        """Return the next request as it stands on the wire."""
        if self.what == "trivial":
            return b"GET /api/v1/ HTTP/1.1\r\nhost: localhost\r\n\r\n"
        payee = random.choice(self.codes)
        body = f'{{"payee":"{payee}","amount":{{"minor":{random.randint(1, 9_999)},"unit":"ALD"}},"note":"bread"}}'
        return (
            f"POST /api/v1/communities/{self.slug}/payments HTTP/1.1\r\nhost: localhost\r\n"
            f"authorization: Bearer {self.token}\r\nidempotency-key: {new_id()}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def client(call: Call, until: float) -> int:
    """Ask until the time is up and return how often that was."""
    reader, writer = await asyncio.open_connection("127.0.0.1", call.port)
    count = 0
    while time.perf_counter() < until:
        writer.write(call.request())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
        )
        body = await reader.readexactly(length)
        assert head.startswith(b"HTTP/1.1 200"), head + body
        count += 1
    writer.close()
    return count


async def all_clients(call: Call) -> float:
    """Return requests a second of all clients together."""
    begin = time.perf_counter()
    counts = await asyncio.gather(*[client(call, begin + call.seconds) for _client in range(CLIENTS)])
    return sum(counts) / (time.perf_counter() - begin)


if __name__ == "__main__":
    what, seconds, port, token, slug, *codes = sys.argv[1:]
    print(asyncio.run(all_clients(Call(what, float(seconds), int(port), token, slug, tuple(codes)))))
