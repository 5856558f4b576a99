"""Measures what a server process keeps: `worgl serve` on the demo town under steady traffic, as a curve.

`python -m bench.memory MINUTES` reads pages and prints a table: resident memory of the server process against requests
answered. `python -m bench.memory MINUTES --writing` lives in an aged town as people do (`bench.traffic`), with a worker
beside the server, and prints what both hold.
"""

from __future__ import annotations

import argparse
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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.traffic import Caller, Tally, Town

CALLERS = 4
EVERY_S = 30.0
PAUSE_S = 0.2
"""Each caller rests so long between two requests: some ten a second, as a busy town has."""
WRITING_REST_S = 0.7
"""The same for people who also write: some five requests a second."""
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


AGED_MONTHS = 2
PASSWORD = "plough-orchard-lantern"  # noqa: S105 -- of invented people, in a folder of this run
PREPARE_WRITING = """
import django, json
django.setup()
from datetime import timedelta
from django.contrib.auth import get_user_model
from worgl.api.commands import make_key
from worgl.communities.queries import page_of_members
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.demo.commands import let_time_pass
from worgl.demo.queries import demo_community
from worgl.demo.rules.cast import CAST
town = demo_community()
for _month in range(MONTHS):
    let_time_pass(days=30, now=clock.now())
emails = [one.email for one in CAST]
for person in get_user_model()._default_manager.filter(email__in=emails):
    person.set_password(PASSWORD)
    person.save()
who = get_user_model()._default_manager.get(email=EMAIL)
made = make_key(actor=who.pk, name="bench", scopes=["pay", "read"], community=None, day_limit_minor=None, days=7,
    key=IdempotencyKey(new_id().hex), now=clock.now())
codes = [one.code for one in page_of_members(community=town.id, limit=100).items]
print(json.dumps({"emails": emails, "token": made.token, "codes": codes, "slug": town.slug}))
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


@contextmanager
def _demo_served(
    prepare: str, *, with_a_worker: bool, **settings: str
) -> Iterator[tuple[list[psutil.Process], int, dict[str, Any]]]:
    """Serve a demo town while the block runs; gives the processes, the port, and what `prepare` has printed."""
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        environment = {**os.environ, "WORGL_HOME": home, "WORGL_DEMO": "yes", "WORGL_LOG_LEVEL": "ERROR", **settings}
        environment["DJANGO_SETTINGS_MODULE"] = "worgl.config.settings"
        worgl = [sys.executable, "-m", "worgl.cli"]
        subprocess.run([*worgl, "demo"], env=environment, check=True, capture_output=True)
        told = subprocess.run(
            [sys.executable, "-c", prepare], env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        port = _free_port()
        log = stack.enter_context((Path(home) / "log").open("w"))
        commands = [["serve", "--port", str(port)], *([["work"]] if with_a_worker else [])]
        started = [subprocess.Popen([*worgl, *told], env=environment, stdout=log, stderr=log) for told in commands]
        try:
            _await(port)
            made = json.loads(told.stdout.strip().splitlines()[-1])
            yield [psutil.Process(each.pid) for each in started], port, made
        finally:
            for each in started:
                each.terminate()
            for each in started:
                each.wait(timeout=60)
            sys.stderr.write((Path(home) / "log").read_text()[-5_000:])


def run(minutes: float, email: str) -> None:
    """Serve a demo town, read its pages, print the curve."""
    prepare = PREPARE.replace("EMAIL", repr(email))
    with _demo_served(prepare, with_a_worker=False) as ((server,), port, made):
        addresses = [*(f"/c/{made['slug']}/{page}" for page in PAGES), *OWN_PAGES]
        load = Load(port, addresses, made["session"])
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


def run_writing(minutes: float, email: str) -> None:
    """Serve an aged demo town with a worker beside it, live in it, print the curve of both."""
    known = {"EMAIL": repr(email), "PASSWORD": repr(PASSWORD), "MONTHS": str(AGED_MONTHS)}
    prepare = PREPARE_WRITING
    for name, value in known.items():
        prepare = prepare.replace(name, value)
    with _demo_served(prepare, with_a_worker=True, WORGL_PROXIES="1") as ((server, worker), port, made):
        pages = (*(f"/c/{made['slug']}/{page}" for page in PAGES), *OWN_PAGES)
        town = Town(*(port, made["slug"], tuple(made["emails"]), PASSWORD, tuple(made["codes"]), made["token"], pages))
        tally = Tally()
        callers = [
            threading.Thread(target=Caller(town, tally, number=number, rest_s=WRITING_REST_S).call)
            for number in range(CALLERS)
        ]
        print("| minute | requests | server MB | worker MB |\n|---:|---:|---:|---:|", flush=True)
        began = time.monotonic()
        for caller in callers:
            caller.start()
        try:
            for minute in range(int(minutes) + 1):
                time.sleep(max(0.0, began + minute * 60 - time.monotonic()))
                held = worker.memory_info().rss / 1024 / 1024
                print(f"| {minute} | {tally.count} | {_resident(server) / 1024:.1f} | {held:.1f} |", flush=True)
        finally:
            tally.stopped.set()
            for caller in callers:
                caller.join()
        for (what, status), count in sorted(tally.answers.items()):
            print(f"{what} {status}: {count}", flush=True)


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
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("minutes", type=float)
    told.add_argument("email", nargs="?", default="anna@example.org")
    told.add_argument("--writing", action="store_true", help="live in the town instead of only reading its pages")
    asked = told.parse_args()
    (run_writing if asked.writing else run)(asked.minutes, asked.email)
