"""Servers of the command line, started for a test as a supervisor would."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psutil

from tests.support.patience import PATIENCE_S
from tests.support.ports import free_port
from worgl.cli.tests.places import Place


@dataclass(frozen=True, slots=True)
class Served:
    """A running `worgl serve`, and where its log is."""

    process: subprocess.Popen[str]
    port: int
    place: Place

    @property
    def log(self) -> str:
        return (self.place.home / "serve.log").read_text(encoding="utf-8")

    def ask(
        self, path: str, *, method: str = "GET", body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request; returns status, headers by small name, body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            line.request(method, path, body or None, headers or {})
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()
        finally:
            line.close()

    def connect(self, text: bytes = b"") -> socket.socket:
        """Open a connection and send the beginning of something."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        line.sendall(text)
        return line

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop the server as a supervisor does; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE_S)

    def family(self, children: int = 1) -> list[psutil.Process]:
        """Return the process and its children, once there are as many as that."""
        return [psutil.Process(self.process.pid), *await_children(self.process, children)]


@contextmanager
def serving(place: Place, *options: str, **settings: str) -> Iterator[Served]:
    """Run `worgl serve` while the block runs; it answers when the block begins."""
    port = free_port()
    command = [sys.executable, "-m", "worgl.cli", "serve", "--port", str(port), *options]
    with (place.home / "serve.log").open("w") as log:
        process = subprocess.Popen(
            command, env={**place.environment, **settings}, stdout=log, stderr=log, text=True, stdin=subprocess.DEVNULL
        )
    served = Served(process, port, replace(place))
    try:
        await_answer(served)
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def await_answer(served: Served) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while True:
        assert served.process.poll() is None, served.log[-3000:]
        try:
            if served.ask("/healthz")[0] == http.client.OK:
                return
        except OSError:
            assert time.monotonic() < give_up, served.log[-3000:]
            time.sleep(0.2)


def await_children(process: subprocess.Popen[str], least: int) -> list[psutil.Process]:
    """Wait for so many children: the first answers before the last has begun."""
    give_up = time.monotonic() + PATIENCE_S
    top = psutil.Process(process.pid)
    while len(found := top.children(recursive=True)) < least:
        assert process.poll() is None, process.returncode
        assert time.monotonic() < give_up, found
        time.sleep(0.1)
    return found


def await_gone(processes: list[psutil.Process]) -> None:
    """Wait until none of the processes is left."""
    _gone, alive = psutil.wait_procs(processes, timeout=PATIENCE_S)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE], alive


def kill(process: psutil.Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
