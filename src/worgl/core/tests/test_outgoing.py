"""Calls to addresses that strangers name: into no house, no longer than a moment, no more than a bit."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.patience import PATIENCE_S, SLOW_S
from worgl.core import outgoing
from worgl.core.outgoing import RETRY_AFTER_MAX, Forbidden, Reach, Reply, Unreachable, post
from worgl.core.sockets import PlainSocket
from worgl.core.tests.receivers import Talk, answer, drip, flood, listening, silence

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHORT_S = 0.4


def call(address: str, *, reach: Reach = Reach.ANYWHERE, within_s: float = 15.0) -> Reply:
    return post(address, body=b"{}", headers={"content-type": "text/plain"}, reach=reach, now=NOW, within_s=within_s)


def test_what_is_posted_arrives_whole() -> None:
    with listening(answer("HTTP/1.1 204 No Content\n\n")) as receiver:
        assert call(receiver.url + "?town=1") == Reply(204, None)
    (came,) = receiver.calls
    assert came.startswith(b"POST /x?town=1 HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{receiver.port}\r\n".encode() in came
    assert came.endswith(b"\r\n\r\n{}")


HOSTILE: dict[str, Talk] = {
    "is silent": silence,
    "drips the first line": drip(b"HTTP/1.1 200 O"),
    "drips a head": drip(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    "drips heads without end": drip(b"HTTP/1.1 200 OK\r\nA: b\r\n"),
    "asks to go on for ever": drip(b"HTTP/1.1 100 Continue\r\n\r\n", every_s=0.001),
}


@pytest.mark.parametrize("talk", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_receiver_that_never_comes_to_an_end_has_a_deadline_and_has_not_taken_it(talk: Talk) -> None:
    begun = time.monotonic()
    with listening(talk) as receiver, pytest.raises(Unreachable):
        call(receiver.url, within_s=SHORT_S)
    assert time.monotonic() - begun < SLOW_S


def test_a_receiver_that_does_not_read_has_the_same_deadline() -> None:
    begun = time.monotonic()
    with listening(silence, hears=False) as receiver, pytest.raises(Unreachable, match="took too long"):
        post(receiver.url, body=b"x" * 50_000_000, headers={}, reach=Reach.ANYWHERE, now=NOW, within_s=SHORT_S)
    assert time.monotonic() - begun < SLOW_S


def test_a_receiver_that_drips_its_side_of_tls_has_the_same_deadline() -> None:
    begun = time.monotonic()
    with listening(drip(b"\x16\x03\x03\x40\x00\x02")) as receiver, pytest.raises(Unreachable):
        call(receiver.url.replace("http:", "https:"), within_s=SHORT_S)
    assert time.monotonic() - begun < SLOW_S


def test_an_answer_has_a_size() -> None:
    with listening(flood) as receiver, pytest.raises(Unreachable):
        call(receiver.url)


def test_the_body_of_an_answer_is_not_waited_for() -> None:
    with listening(answer("HTTP/1.1 200 OK\nContent-Length: 1000000\n\n")) as receiver:
        assert call(receiver.url).status == 200


def test_a_redirect_is_told_and_not_followed() -> None:
    with listening(answer("HTTP/1.1 200 OK\n\n")) as inner:
        with listening(answer(f"HTTP/1.1 302 Found\nLocation: {inner.url}\n\n")) as receiver:
            assert call(receiver.url).status == 302
        assert inner.calls == []


def test_a_name_that_is_not_known_is_told() -> None:
    with pytest.raises(Unreachable, match="not known"):
        call("http://no-such-host.invalid/")


def test_a_look_up_that_hangs_has_the_same_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def look_up(*_place: object, **_more: object) -> list[object]:
        over.wait(PATIENCE_S)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="not known"):
        call("https://example.org/", reach=Reach.PUBLIC, within_s=SHORT_S)
    assert time.monotonic() - begun < SLOW_S
    over.set()


def resolves(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names mean these numbers, at each look-up the next ones; return the list of who was looked up."""
    asked: list[str] = []
    turns = iter(answers)

    def look_up(host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(0, 0, 0, "", (number, port)) for number in next(turns)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "numbers",
    [["10.0.0.5"], ["93.184.216.34", "10.0.0.5"], ["2002:7f00:1::"], ["64:ff9b::7f00:1"], ["::ffff:127.0.0.1"],
     ["fe80::1%1"], ["2001:0:7f00:1::"], ["2a00:1450:4001:80b:0:5efe:a00:1"], ["fec0::1"], ["100.64.0.1"]],
)  # fmt: skip
def test_a_name_that_means_an_inner_number_is_not_called(monkeypatch: pytest.MonkeyPatch, numbers: list[str]) -> None:
    resolves(monkeypatch, numbers)
    with pytest.raises(Forbidden, match="not public"):
        call("https://example.org/", reach=Reach.PUBLIC)


def test_a_name_is_looked_up_once_and_the_number_that_was_looked_at_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = resolves(monkeypatch, ["93.184.216.34", "2606:4700::1111"], ["127.0.0.1"])
    dialled: list[object] = []

    def dial(_self: object, place: object) -> None:
        dialled.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(PlainSocket, "connect", dial)
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        call("https://example.org:8443/x", reach=Reach.PUBLIC)
    assert asked == ["example.org"]
    assert dialled == [("93.184.216.34", 8443), ("2606:4700::1111", 8443)]


def test_of_many_numbers_that_are_out_of_reach_only_some_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    resolves(monkeypatch, [f"93.184.216.{last}" for last in range(1, 9)])
    dialled: list[object] = []

    def dial(_self: object, place: object) -> None:
        dialled.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(PlainSocket, "connect", dial)
    with pytest.raises(Unreachable):
        call("https://example.org/", reach=Reach.PUBLIC)
    assert len(dialled) == outgoing.NUMBERS_TRIED


def test_so_many_look_ups_wait_and_then_no_more_are_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "_look_ups", threading.BoundedSemaphore(1))
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_place, **_more: over.wait(PATIENCE_S) and [])
    with pytest.raises(Unreachable, match="not known"):
        call("https://example.org/", reach=Reach.PUBLIC, within_s=SHORT_S)
    with pytest.raises(Unreachable, match="too many look-ups"):
        call("https://example.org/", reach=Reach.PUBLIC)
    over.set()
    assert outgoing.LOOK_UPS_MAX == 64


def test_even_a_number_that_slipped_through_is_not_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(answer("HTTP/1.1 200 OK\n\n")) as inner:
        monkeypatch.setattr(outgoing, "_numbers", lambda *_place: ("127.0.0.1",))
        with pytest.raises(Forbidden):
            call(inner.url.replace("http:", "https:"), reach=Reach.PUBLIC)
        assert inner.calls == []


@pytest.mark.parametrize("address", ["http://example.org/", "ftp://example.org/", "https://a:b@example.org/", "x", ""])
def test_only_https_is_called(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    asked = resolves(monkeypatch)
    with pytest.raises(Forbidden, match="only https"):
        call(address, reach=Reach.PUBLIC)
    assert asked == []


def test_a_certificate_of_nobody_is_refused() -> None:
    with listening(answer("HTTP/1.1 200 OK\n\n")) as receiver, pytest.raises(Unreachable, match="SSL"):
        call(receiver.url.replace("http:", "https:"))


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta()),
        ("99999999999999", RETRY_AFTER_MAX),
        ("Mon, 01 Jun 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("Mon, 01 Jun 2026 11:00:00 GMT", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", RETRY_AFTER_MAX),
        ("Fri, 31 Dec 99999999999 23:59:59 GMT", None),
        ("Fri, 31 Dec 2026 99999999999:59:59 GMT", None),
        ("Fri, 31 Dec 2026 23:59:59 +99999999999999999999", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_what_we_are_asked_to_wait_is_understood_and_bounded(text: str, wait: timedelta | None) -> None:
    with listening(answer(f"HTTP/1.1 429 Too Many\nRetry-After: {text}\n\n")) as receiver:
        assert call(receiver.url) == Reply(429, wait)
