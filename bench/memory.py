"""Measures what a server process keeps: `worgl serve` on the demo town under steady reading, as a curve.

`python -m bench.memory MINUTES` prints a table: resident memory of the server process against requests answered.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

CALLERS = 4
EVERY_S = 30.0
PAUSE_S = 0.2
"""Each caller rests so long between two requests: some ten a second, as a busy town has."""
PAGES = (
    *("", "pay/", "receive/", "activity/", "statement/", "members/", "rules/", "town/", "town/?days=365"),
    *("town/fading/", "town/commons/", "requests/", "till/", "standing/", "disputes/", "vouchers/", "messages/"),
    *("admin/", "admin/queue/", "admin/log/", "admin/members/"),
)
OWN_PAGES = ("/", "/notices/", "/settings/", "/settings/notices/", "/account/login/", "/api/v1/openapi.json")
PREPARE = """
import django, json
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
from worgl.communities.queries import all_communities
client = Client(headers={"host": "localhost"})
client.force_login(get_user_model()._default_manager.get(email=EMAIL))
print(json.dumps({"session": client.cookies["sessionid"].value, "slug": all_communities(limit=1)[0].slug}))
"""


@dataclass(slots=True)
class Load:
    """Callers who read one address after another until they are stopped."""

    port: int
    addresses: list[str]
    session: str
    answered: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def call(self, first: int) -> None:
        """Read on until stopped; every answer must be a page."""
        for address in itertools.islice(itertools.cycle(self.addresses), first, None):
            if self.stopped.wait(PAUSE_S):
                return
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            line.request("GET", address, headers={"Cookie": f"sessionid={self.session}", "Host": "localhost"})
            answer = line.getresponse()
            answer.read()
            line.close()
            assert answer.status in {200, 302, 403}, (address, answer.status)
            self.answered += 1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _resident(server: psutil.Process) -> int:
    """Return the kilobytes of the process that answers: the largest child."""
    return max(child.memory_info().rss for child in server.children(recursive=True)) // 1024


def run(minutes: float, email: str = "anna@example.org") -> None:
    """Serve a demo town, read its pages, print the curve."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "WORGL_HOME": home, "WORGL_DEMO": "yes", "WORGL_LOG_LEVEL": "ERROR"}
        environment["DJANGO_SETTINGS_MODULE"] = "worgl.config.settings"
        worgl = [sys.executable, "-m", "worgl.cli"]
        subprocess.run([*worgl, "demo"], env=environment, check=True, capture_output=True)
        prepare = PREPARE.replace("EMAIL", repr(email))
        told = subprocess.run(
            [sys.executable, "-c", prepare], env=environment, check=True, capture_output=True, text=True
        )
        made = json.loads(told.stdout.strip().splitlines()[-1])
        port = _free_port()
        with (Path(home) / "log").open("w") as log:
            server = subprocess.Popen([*worgl, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _read(psutil.Process(server.pid), port, made, minutes)
        finally:
            server.terminate()
            server.wait(timeout=60)


def _read(server: psutil.Process, port: int, made: dict[str, str], minutes: float) -> None:
    addresses = [*(f"/c/{made['slug']}/{page}" for page in PAGES), *OWN_PAGES]
    load = Load(port, addresses, made["session"])
    _await(port)
    callers = [threading.Thread(target=load.call, args=(number * 7,)) for number in range(CALLERS)]
    print("| seconds | requests | MB |\n|---:|---:|---:|", flush=True)
    began = time.monotonic()
    for caller in callers:
        caller.start()
    try:
        while (spent := time.monotonic() - began) < minutes * 60:
            print(f"| {spent:.0f} | {load.answered} | {_resident(server) / 1024:.1f} |", flush=True)
            time.sleep(EVERY_S)
    finally:
        load.stopped.set()
        for caller in callers:
            caller.join()
    print(f"| {time.monotonic() - began:.0f} | {load.answered} | {_resident(server) / 1024:.1f} |", flush=True)


def _await(port: int) -> None:
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            line.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return


if __name__ == "__main__":
    run(float(sys.argv[1]), *sys.argv[2:])
