"""Children of `worgl run`: the server and a worker beside it, watched and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from worgl.cli.errors import PortTaken, ServerSilent, ServerStopped

PORTS_TRIED = 50
START_S = 120
"""How long a server may take until it answers; one that ends is noticed at once."""
STOP_S = 10
WATCH_S = 0.2
STDERR = 2
"""File descriptor of this process's stderr."""
HEADERS_MS = 10_000
"""A connection that has not sent a whole head of a request after so many milliseconds is closed; an idle one too."""
HEADERS_MAX = 64 * 1024
BACKLOG = 4_096
CONNECTIONS_MAX = 8_192
"""Connections one server process holds open; each costs a file descriptor and some kilobytes."""


@dataclass(frozen=True, slots=True)
class Child:
    """A started process and what people call it."""

    name: str
    process: subprocess.Popen[bytes]


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server does it: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next free one; refuses PortTaken after PORTS_TRIED."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        if is_free(host, port):
            return port
    raise PortTaken(port=wanted)


def server_command(*, host: str, port: int, workers: int, tied: bool = False) -> list[str]:
    """Return the command line of the web server; `tied` to whoever holds the other end of its stdin."""
    return [
        sys.executable,
        "-m",
        "worgl.cli.server",
        *(["--tied"] if tied else []),
        "--interface=rsgi",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        "--http=1",
        "--no-ws",
        f"--http1-header-read-timeout={HEADERS_MS}",
        f"--http1-buffer-size={HEADERS_MAX}",
        f"--backlog={BACKLOG}",
        f"--backpressure={CONNECTIONS_MAX}",
        f"--workers-kill-timeout={STOP_S}",
        "--respawn-failed-workers",
        "--log-level=error",
        "worgl.config.rsgi:application",
    ]


def worker_command() -> list[str]:
    """Return the command line of a job worker that is tied to whoever holds the other end of its stdin."""
    return [sys.executable, "-m", "worgl.cli", "work", "--tied"]


def never() -> bool:
    """Nobody asks to stop."""
    return False


@contextmanager
def children(commands: Mapping[str, Sequence[str]], *, environment: Mapping[str, str]) -> Iterator[list[Child]]:
    """Start processes and stop all of them at the end, however it comes.

    Each is the leader of a session of its own, so that Ctrl-C reaches only this process, which then stops
    them in order. When this process is killed, their stdin ends, by which those that are tied know it.
    """
    started: list[Child] = []
    try:
        for name, command in commands.items():
            # What children say goes to stderr: stdout is for the one address.
            process = subprocess.Popen(  # noqa: S603 -- our own commands
                command, env=dict(environment), stdin=subprocess.PIPE, stdout=STDERR, start_new_session=True
            )
            started.append(Child(name, process))
        yield started
    finally:
        _stop(started)


def _stop(started: Sequence[Child]) -> None:
    for child in started:
        if child.process.poll() is None:
            child.process.terminate()
    give_up = time.monotonic() + STOP_S
    for child in started:
        try:
            child.process.wait(timeout=max(0.1, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            # The whole session: a server that hangs may have left its own workers behind.
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        if child.process.stdin is not None:
            child.process.stdin.close()


def await_answer(url: str, started: Sequence[Child], *, stop: Callable[[], bool] = never) -> None:
    """Wait until the server answers or `stop` tells so.

    Refuses ServerStopped when a child ends before, and ServerSilent after START_S.
    """
    give_up = time.monotonic() + START_S
    while time.monotonic() < give_up:
        if stop():
            return
        _see_alive(started)
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 -- our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(WATCH_S)
        else:
            return
    raise ServerSilent


def watch(started: Sequence[Child], *, stop: Callable[[], bool] = never) -> None:
    """Wait until a child ends by itself (refuses ServerStopped) or `stop` tells that somebody asked for it."""
    while not stop():
        _see_alive(started)
        time.sleep(WATCH_S)


def _see_alive(started: Sequence[Child]) -> None:
    for child in started:
        code = child.process.poll()
        if code is not None:
            raise ServerStopped(name=child.name, exit=code)


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether Ctrl-C, a plain `kill` or a closed terminal has asked this process to stop.

    They are noted and raise nothing: an exception in the middle of any line could leave a lock of
    `subprocess` closed for ever, and the children would never be stopped.
    """
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, note) for number in _ENDINGS}
    try:
        yield lambda: bool(asked)
    finally:
        for number, old in before.items():
            signal.signal(number, old)


_ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
