"""Headers the server cannot hand on decide nothing silently: who sends one has meant something by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from tests.serving.served import Served, serving
from worgl.cli.tests.places import Place

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]
UNREADABLE = [
    "Acting-For: B\u00e4ckerei".encode(),
    b"Acting-For: B\xe4ckerei",
    b"Acting-For: \xff\xfe",
    b"Acting-For:",
    b"Acting-For:  ",
    b"Acting-For: \xe4\r\nActing-For: ABCDEFGH",
    b"Acting-For: ABCDEFGH\r\nActing-For: ABCDEFGH",
]


@pytest.fixture(scope="module")
def place(make_place_with_tables: Callable[[], Place]) -> Place:
    return make_place_with_tables()


@pytest.fixture(scope="module")
def town(place: Place) -> dict[str, str]:
    """Found a town, and make a key that reads and pays in it."""
    told: dict[str, str] = json.loads(place.python("-m", "tests.serving.founded"))
    return told


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[Served]:
    with serving(place) as running:
        yield running


def sent(served: Served, town: dict[str, str], what: str, body: bytes, *headers: bytes) -> tuple[int, str]:
    """Send a request as these bytes; returns the status and the code of a refusal."""
    method, path = what.split()
    lines = [
        f"{method} /api/v1/communities/{town['slug']}/{path} HTTP/1.1".encode(),
        b"Host: 127.0.0.1",
        b"Connection: close",
        f"Authorization: Bearer {town['token']}".encode(),
        b"Content-Type: application/json",
        f"Content-Length: {len(body)}".encode(),
        *headers,
    ]
    with served.connect(b"\r\n".join(lines) + b"\r\n\r\n" + body) as line:
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _blank, told = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(told).get("code", "")


@pytest.mark.parametrize("header", UNREADABLE, ids=repr)
def test_a_header_that_names_a_shop_and_cannot_be_read_acts_for_nobody(
    served: Served, town: dict[str, str], header: bytes
) -> None:
    assert sent(served, town, "GET balance", b"", header) == (400, "header_unreadable")
    order = json.dumps({"payee": "ABCDEFGH", "amount": {"minor": 1, "unit": "ALD"}}).encode()
    key = f"Idempotency-Key: {uuid4()}".encode()
    assert sent(served, town, "POST payments", order, key, header) == (400, "header_unreadable")
    assert sent(served, town, "GET balance", b"") == (200, "")


@pytest.mark.parametrize(
    "keys", ["Idempotency-Key: \u00e4".encode(), b"Idempotency-Key: a\r\nIdempotency-Key: b", b"Idempotency-Key:"]
)
def test_a_key_that_cannot_be_read_or_stands_twice_pays_nothing(
    served: Served, town: dict[str, str], keys: bytes
) -> None:
    order = json.dumps({"payee": "ABCDEFGH", "amount": {"minor": 1, "unit": "ALD"}}).encode()
    assert sent(served, town, "POST payments", order, keys) == (400, "key_missing")


def test_a_language_and_cookies_beyond_ascii_are_none(served: Served, town: dict[str, str]) -> None:
    assert sent(served, town, "GET balance", b"", "Accept-Language: \u00e4".encode(), b"Cookie: \xc3\xa4=1")[0] == 200
