"""Measures the API over HTTP: batches of payments, and single payments against a trivial JSON reply.

The server is granian as `worgl serve` starts it, on a town of 2,000 members; the callers are processes of
their own on the same machine, so callers and server share its cores.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from worgl.core.ids import new_id

MEMBERS = 2_000
LINES = 8_192
CLIENTS = 32
WORKERS = 2
"""Server processes: one a core."""
START_S = 60
WANTED = {"lite": 20_000.0, "pg": 10_000.0}
"""Payments a second a batch must reach, by database."""
PREPARE = f"""
import django, json, sys
django.setup()
from datetime import datetime, UTC
from django.core.management import call_command
from django.db import transaction
from worgl.api.commands import make_key
from worgl.communities import commands as communities
from worgl.communities.rules import MemberSpec
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.currency import commands as currencies
from worgl.currency.rules import PRESETS
from worgl.identity.commands import register_person
call_command("migrate", verbosity=0)
from dataclasses import replace
base = PRESETS["woergl_1932"]
open_handed = {{**base.values, "payment_limit": 0, "payment_share": 0, "day_limit": 0}}
PRESETS["bench"] = replace(base, name="bench", values=open_handed)
now = clock.now()
def key():
    return IdempotencyKey(new_id().hex)
person = register_person(email=f"{{new_id().hex}}@example.org", name="Alice", password=None, now=now)
town = currencies.found_town(actor=person, name="Bench", slug=f"bench-{{new_id().hex[-12:]}}", preset="bench",
    coin_name="alder", unit="ALD", zone="Europe/Vienna", decimal_mark=".", key=key(), now=now)
with transaction.atomic():
    members = communities.add_members(community=town.community,
        specs=[MemberSpec(name=f"Member {{number}}") for number in range({MEMBERS})], now=now)
    currencies.open_wallets(community=town.community, members=[town.member, *members], now=now)
currencies.issue(actor=town.member, payee=town.member, amount_minor=10**13, reason="bench", key=key(), now=now)
made = make_key(actor=person, name="bench", scopes=["pay", "read"], community=None, day_limit_minor=None, days=7,
    key=key(), now=now)
from worgl.communities.queries import members_by_ids
codes = [one.code for one in members_by_ids(members).values()]
print(json.dumps({{"token": made.token, "slug": town.slug, "codes": codes}}))
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A served town and a key to it."""

    port: int
    token: str
    slug: str
    codes: tuple[str, ...]

    @property
    def headers(self) -> dict[str, str]:
        """Return what opens the door."""
        return {"Authorization": f"Bearer {self.token}"}


@contextmanager
def served(environment: Mapping[str, str], *, workers: int = WORKERS) -> Iterator[Town]:
    """Prepare a town and serve it."""
    settings = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "worgl.config.settings",
        "WORGL_API_RATE": "100000000",
        "WORGL_LOG_LEVEL": "ERROR",
    }
    done = subprocess.run([sys.executable, "-c", PREPARE], env=settings, check=True, capture_output=True, text=True)
    made = json.loads(done.stdout.strip().splitlines()[-1])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    from worgl.cli.processes import server_command  # noqa: PLC0415 -- as `worgl serve` starts it

    server = subprocess.Popen(server_command(host="127.0.0.1", port=port, workers=workers), env=settings)
    try:
        town = Town(port, made["token"], made["slug"], tuple(made["codes"]))
        _await(town)
        yield town
    finally:
        server.terminate()
        server.wait(timeout=30)


def _await(town: Town) -> None:
    give_up = time.monotonic() + START_S
    while True:
        try:
            asked(http.client.HTTPConnection("127.0.0.1", town.port, timeout=5), town, "GET", "/api/v1/me")
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return


def asked(
    line: http.client.HTTPConnection,
    town: Town,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Send one request and return its answer, which must be good."""
    line.request(method, path, body, {**town.headers, **(headers or {})})
    answer = line.getresponse()
    text = answer.read()
    assert answer.status == http.client.OK, text[:500]
    return text


def batches(town: Town, *, seconds: float) -> float:
    """Return the payments a second of two callers who send one batch after another."""
    drawn = random.Random(1932)
    bodies = [[_batch(town, drawn) for _batch_ in range(max(2, round(seconds)))] for _caller in range(2)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(len(bodies)) as callers:
        counts = list(callers.map(lambda own: _send_batches(town, own), bodies))
    return sum(counts) / (time.perf_counter() - begin)


def _batch(town: Town, drawn: random.Random) -> bytes:
    lines = (
        f'{{"id":"{new_id()}","payee":"{drawn.choice(town.codes)}","minor":{drawn.randint(1, 9_999)},"unit":"ALD"}}\n'
        for _line in range(LINES)
    )
    return "".join(lines).encode()


def _send_batches(town: Town, bodies: Sequence[bytes]) -> int:
    line = http.client.HTTPConnection("127.0.0.1", town.port, timeout=120)
    count = 0
    for body in bodies:
        answer = asked(line, town, "POST", f"/api/v1/communities/{town.slug}/payments/batch", body)
        count += answer.count(b'"code": "ok"')
    assert count == LINES * len(bodies)
    return count


def singles(town: Town, *, seconds: float) -> float:
    """Return the single payments a second of CLIENTS callers at once."""
    return _called(town, "pay", seconds)


def trivial(town: Town, *, seconds: float) -> float:
    """Return the trivial JSON replies a second of CLIENTS callers at once: the API's root, which asks no database."""
    return _called(town, "trivial", seconds)


def _called(town: Town, what: str, seconds: float) -> float:
    arguments = [what, str(seconds), str(town.port), town.token, town.slug, *town.codes[:200]]
    # Callers share the machine with the server, but not its interpreter.
    done = subprocess.run(
        [sys.executable, "-m", "bench.callers", *arguments], check=True, capture_output=True, text=True, env=os.environ
    )
    return float(done.stdout)


def measure(environment: Mapping[str, str], take: Callable[..., None], *, suffix: str, seconds: float) -> None:
    """Measure a database: `take` notes ours against theirs, in turn."""
    with served(environment) as town:
        batches(town, seconds=1)
        take(f"api_batch_{suffix}", lambda: batches(town, seconds=seconds), lambda: WANTED[suffix])
        trivial(town, seconds=0.5)
        take(
            f"api_single_{suffix}",
            lambda: singles(town, seconds=seconds),
            lambda: trivial(town, seconds=seconds),
        )
