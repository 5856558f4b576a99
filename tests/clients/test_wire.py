"""What stands on the wire, byte by byte, before the real server: headers it cannot hand on decide nothing silently."""

from __future__ import annotations

import json
import socket
from uuid import uuid4

import pytest

from tests.clients.node import Node

pytestmark = pytest.mark.slow


def sent(node: Node, method: str, path: str, body: bytes = b"", *headers: bytes) -> tuple[int, dict[str, object]]:
    """Send a request as these bytes, and return the status and the body of its answer."""
    lines = [
        f"{method} /api/v1{path} HTTP/1.1".encode(),
        b"Host: 127.0.0.1",
        b"Connection: close",
        f"Authorization: Bearer {node.key}".encode(),
        b"Content-Type: application/json",
        f"Content-Length: {len(body)}".encode(),
        *headers,
    ]
    with socket.create_connection(("127.0.0.1", node.port), timeout=30) as line:
        line.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    head, _blank, told = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(told) if told else {}


def balance(node: Node, *headers: bytes) -> tuple[int, object]:
    status, told = sent(node, "GET", "/communities/alderbrook/balance", b"", *headers)
    return status, told.get("posted") or told["code"]


UNREADABLE = [
    "Acting-For: Bäckerei".encode(),
    "Acting-For: Bäckerei".encode("latin-1"),
    b"Acting-For: \xff\xfe",
    b"Acting-For:",
    b"Acting-For:  ",
]


@pytest.mark.parametrize("header", UNREADABLE)
def test_a_header_beyond_ascii_that_names_a_shop_pays_from_nobodys_wallet(node: Node, header: bytes) -> None:
    before = balance(node)
    order = json.dumps({"payee": node.payee, "amount": {"minor": 5, "unit": "ALD"}}).encode()
    key = f"Idempotency-Key: {uuid4()}".encode()
    status, told = sent(node, "POST", "/communities/alderbrook/payments", order, key, header)
    assert (status, told["code"]) == (400, "header_unreadable")
    line = json.dumps({"id": str(uuid4()), "payee": node.payee, "minor": 5, "unit": "ALD"}).encode()
    assert sent(node, "POST", "/communities/alderbrook/payments/batch", line, header)[0] == 400
    assert balance(node, header) == (400, "header_unreadable")
    assert balance(node) == before


def test_of_two_headers_of_which_one_cannot_be_read_neither_counts(node: Node) -> None:
    readable = f"Acting-For: {node.shop}".encode()
    assert balance(node, readable)[0] == 200
    # The server keeps a second line back without a trace when the first one can be read.
    for pair in ((UNREADABLE[0], readable), (readable, readable)):
        assert balance(node, *pair) == (400, "header_unreadable")


@pytest.mark.parametrize(
    "keys", [["Idempotency-Key: ä".encode()], [b"Idempotency-Key: a", b"Idempotency-Key: b"], [b"Idempotency-Key:"]]
)
def test_a_key_that_cannot_be_read_or_stands_twice_pays_nothing(node: Node, keys: list[bytes]) -> None:
    order = json.dumps({"payee": node.payee, "amount": {"minor": 5, "unit": "ALD"}}).encode()
    status, told = sent(node, "POST", "/communities/alderbrook/payments", order, *keys)
    assert (status, told["code"]) == (400, "key_missing")


def test_a_token_and_a_language_beyond_ascii_are_none(node: Node) -> None:
    status, told = sent(node, "GET", "/me", b"", "Authorization: Bearer ä".encode())
    assert (status, told["code"]) == (401, "token_unknown")
    assert sent(node, "GET", "/me", b"", "Accept-Language: ä".encode(), b"Cookie: \xc3\xa4=1")[0] == 200


def test_the_first_request_of_a_process_finds_all_put_together(node: Node) -> None:
    with socket.create_connection(("127.0.0.1", node.port), timeout=30) as line:
        line.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert b'"openapi": "3.1.0"' in answer


def test_head_has_no_body_on_the_wire(node: Node) -> None:
    assert sent(node, "HEAD", "/me") == (200, {})
    assert sent(node, "OPTIONS", "/me") == (204, {})
