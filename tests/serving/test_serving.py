"""A real server: signs of life, slow strangers, and how it stops."""

from __future__ import annotations

import contextlib
import gzip
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.serving.served import Served, await_answer, await_children, await_gone, kill, serving
from tests.support.patience import PATIENCE_S
from tests.support.ports import free_port
from worgl.cli.tests.places import Place
from worgl.web.front.bodies import BODY_MAX

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]
MakePlace = Callable[[], Place]
UNFINISHED_POST = (
    b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 5000\r\n\r\nlogin="
)


@pytest.fixture(scope="module")
def place(make_place_with_tables: MakePlace) -> Place:
    return make_place_with_tables()


@pytest.fixture(scope="module")
def served(place: Place) -> Iterator[Served]:
    settings = {
        "WORGL_URL": "https://coins.example.org",
        "WORGL_HOSTS": "coins.example.org",
        "WORGL_HTTPS": "yes",
        "WORGL_LOG_REQUESTS": "yes",
    }
    with serving(place, **settings) as running:
        yield running


BEHIND = {"Host": "coins.example.org", "X-Forwarded-Proto": "https"}


@contextlib.contextmanager
def strangers(served: Served, count: int, text: bytes) -> Iterator[list[socket.socket]]:
    """Open many connections that stay as they are while the block runs."""
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(served.connect(text)) for _number in range(count)]
        yield lines


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "whatever.example"])
def test_a_supervisor_gets_a_sign_of_life_by_any_name_and_without_https(served: Served, path: str, host: str) -> None:
    status, headers, _body = served.ask(path, headers={"Host": host})
    assert (status, headers["cache-control"]) == (200, "no-store")


def test_a_page_by_the_wrong_name_is_refused_and_by_plain_http_is_sent_to_https(served: Served) -> None:
    assert served.ask("/", headers={"Host": "evil.example", "X-Forwarded-Proto": "https"})[0] == 400
    status, headers, _body = served.ask("/", headers={"Host": "coins.example.org"})
    assert (status, headers["location"]) == (301, "https://coins.example.org/")
    assert "Traceback" not in served.log


def test_a_header_with_an_underscore_does_not_pass_for_the_web_servers_own(served: Served) -> None:
    assert served.ask("/", headers={"Host": "coins.example.org", "X_Forwarded_Proto": "https"})[0] == 301


@pytest.mark.parametrize(
    ("count", "text"),
    [(100, UNFINISHED_POST), (1_100, b"GET / HTT"), (1_100, b""), (300, UNFINISHED_POST + b"a" * 3_000)],
    ids=["bodies", "heads", "silence", "long bodies"],
)
def test_slow_strangers_keep_nobody_waiting(served: Served, count: int, text: bytes) -> None:
    with strangers(served, count, text):
        assert served.ask("/healthz")[0] == 200
        assert served.ask("/account/login/", headers=BEHIND)[0] == 200
        assert served.ask("/readyz")[0] == 200


def test_a_body_that_does_not_come_is_given_up(served: Served) -> None:
    with served.connect(UNFINISHED_POST) as line:
        line.settimeout(PATIENCE_S)
        assert line.recv(4_096).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_does_not_come_is_given_up(served: Served) -> None:
    with served.connect(b"GET / HTTP/1.1\r\nHost: loc") as line:
        line.settimeout(PATIENCE_S)
        assert b" 200 " not in line.recv(4_096)


@pytest.mark.parametrize(
    "head", [f"Content-Length: {BODY_MAX + 1}", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked"]
)
def test_a_body_that_is_too_large_is_refused_before_anybody_works_on_it(served: Served, head: str) -> None:
    with served.connect(f"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode()) as line:
        with contextlib.suppress(ConnectionError):
            piece = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
            for _piece in range(BODY_MAX // 65_536 + 2 if "chunked" in head else 0):
                line.sendall(piece)
        with contextlib.suppress(ConnectionResetError):
            answer = line.recv(4_096)
            assert answer.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 400 ")), answer


def test_a_log_line_tells_the_pattern_of_an_address_and_nobodys_name(served: Served) -> None:
    served.ask("/c/annas-secret-town/members/?search=Anna", headers=BEHIND)
    served.ask("/no/such/annas-secret-place", headers=BEHIND)
    assert "GET /c/<slug:slug>/members/ " in served.log
    assert "GET (no such address) 404" in served.log
    for word in ("annas", "Anna", "127.0.0.1"):
        assert word not in served.log


def test_pages_are_packed_for_who_asks_for_it(served: Served) -> None:
    _status, plain, whole = served.ask("/account/login/", headers=BEHIND)
    _status, packed, body = served.ask("/account/login/", headers={**BEHIND, "Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain
    assert packed["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed["vary"]
    assert len(body) < len(whole) / 2
    assert b"</html>" in gzip.decompress(body)


def test_files_have_names_by_their_content_and_stay_for_good(served: Served) -> None:
    _status, _headers, page = served.ask("/account/login/", headers=BEHIND)
    (address,) = {part.partition(b'"')[0] for part in page.split(b'href="') if part.startswith(b"/static/app.")}
    asked = {**BEHIND, "Accept-Encoding": "gzip"}
    status, headers, body = served.ask(address.decode(), headers=asked)
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert headers["content-encoding"] == "gzip"
    assert len(body) < 20_000


def test_a_process_that_died_is_replaced_and_a_stop_waits_for_no_stranger(place: Place) -> None:
    with serving(place) as running:
        _replace_the_server_process(running)
        family = running.family()
        with strangers(running, 3, UNFINISHED_POST), strangers(running, 3, b""):
            assert running.stop() == 0
        await_gone(family)


def test_a_killed_server_leaves_nobody_on_its_port(place: Place) -> None:
    with serving(place, "--workers", "2") as running:
        top, *others = running.family(children=2)
        kill(top)
        running.process.wait(timeout=PATIENCE_S)
        await_gone(others)
        with pytest.raises(OSError, match="refused"):
            running.connect()


def _replace_the_server_process(running: Served) -> None:
    """Kill the process that answers; another one answers soon."""
    top, *others = running.family()
    for each in others:
        kill(each)
    await_gone(others)
    while not {child.pid for child in top.children()} - {each.pid for each in others}:
        assert running.process.poll() is None
        time.sleep(0.1)
    await_answer(running)


def test_what_run_started_ends_with_it_however_it_ended(place: Place) -> None:
    port = free_port()
    process = place.start("run", "--port", port)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    urllib.request.urlopen(address, timeout=PATIENCE_S).close()  # noqa: S310 -- our own address
    children = await_children(process, 3)
    process.kill()
    process.communicate()
    await_gone(children)


def test_a_worker_started_twice_stops_cleanly(place: Place) -> None:
    workers = [place.start("work") for _number in range(2)]
    for worker in workers:
        assert worker.stderr is not None
        assert "Working" in worker.stderr.readline()
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        _out, said = worker.communicate(timeout=PATIENCE_S)
        assert (worker.returncode, "Traceback" in said) == (0, False)


def test_a_port_that_is_taken_is_one_line(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = place.worgl("serve", "--port", taken.getsockname()[1])
    assert (done.returncode, done.stderr.startswith("worgl: port_taken: ")) == (1, True)


def test_the_version_is_told_without_settings() -> None:
    command = [sys.executable, "-m", "worgl.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"WORGL_NONSENSE": "1", "PATH": ""})
    assert done.stdout.strip().replace(".", "").isdigit()
