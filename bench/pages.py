"""The time a page takes in a full-grown town: 10,000 members, a million payments of a year.

`python -m bench.pages` founds the town by the same commands a real one uses, then opens every page again
and again, each time in another order, beside a page that asks the database nothing, and prints median and 95th
percentile of the server's own time. `--payments` makes it smaller.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import django
from rich.console import Console
from rich.progress import track

from tests.support.postgres import Server
from tests.support.queries import statements

if TYPE_CHECKING:
    from django.test import Client

    from worgl.communities.rules import CommunityId, MemberId
    from worgl.identity.rules import PersonId
    from worgl.payments.rules import BatchLine

ROOT = Path(__file__).resolve().parent.parent
MUST_MS = 60
"""95 of 100 requests must be answered by the server within this time."""
MUST_ASK = 12
"""Most statements a page may send to the database."""
MEMBERS = 10_000
SLUG = "bench-town"
SPENDING = 100_000_000
"""Minor units for the member whose pages are opened: they pay every fortieth time, and can pay once more."""
MEMBER_PAGES = (
    *("", "pay/", "receive/", "activity/", "statement/", "members/", "rules/", "town/", "town/?days=365"),
    *("town/fading/", "town/commons/", "requests/", "till/", "standing/", "disputes/", "vouchers/", "messages/"),
)
OWN_PAGES = ("notices/", "settings/", "settings/notices/", "settings/everything/")
"""Pages of a person, outside of every community."""
ADMIN_PAGES = (
    *("admin/", "admin/queue/", "admin/log/", "admin/members/", "admin/members/?sort=most"),
    *("admin/members/?activity=dormant", "town/rehearsal/", "town/limits/"),
)
console = Console(stderr=True)


class Town:
    """The full-grown town and two people who look at its pages: its founder, and a member."""

    def __init__(self, payments: int) -> None:
        from worgl.identity.commands import register_person  # noqa: PLC0415 -- after Django is set up

        self.random = random.Random(1932)
        self.now = datetime.now(UTC)
        self.founded = self.now - timedelta(days=365)
        self.founder = register_person(email="founder@example.org", name="Founder", password=None, now=self.founded)
        self.member = register_person(email="member@example.org", name="Member", password=None, now=self.founded)
        community, founder = self._found()
        members = self._fill(community, founder)
        self._trade(community, members, payments)

    def _found(self) -> tuple[CommunityId, MemberId]:
        from worgl.core.commands import IdempotencyKey  # noqa: PLC0415 -- as above
        from worgl.currency.commands import found_town  # noqa: PLC0415 -- as above

        town = found_town(
            actor=self.founder,
            name="Bench Town",
            slug=SLUG,
            preset="woergl_1932",
            coin_name="coin",
            unit="BEN",
            zone="Europe/Vienna",
            decimal_mark=".",
            cap=MEMBERS,
            key=IdempotencyKey("bench"),
            now=self.founded,
        )
        return town.community, town.member

    def _fill(self, community: CommunityId, founder: MemberId) -> list[MemberId]:
        from django.db import transaction  # noqa: PLC0415 -- as above

        from worgl.communities.commands import add_members  # noqa: PLC0415 -- as above
        from worgl.communities.rules import MemberSpec  # noqa: PLC0415 -- as above
        from worgl.core.commands import IdempotencyKey  # noqa: PLC0415 -- as above
        from worgl.currency.commands import issue_many, open_wallets  # noqa: PLC0415 -- as above
        from worgl.currency.rules import GrantSpec  # noqa: PLC0415 -- as above

        specs = [MemberSpec(name=f"Member {number}", joined_at=self.founded) for number in range(MEMBERS - 2)]
        specs.append(MemberSpec(name="Member", person=self.member, joined_at=self.founded))
        with transaction.atomic():
            members = add_members(community=community, specs=specs, now=self.founded)
            for start in range(0, len(members), 500):
                open_wallets(community=community, members=members[start : start + 500], now=self.founded)
        for start in range(0, len(members), 500):
            part = members[start : start + 500]
            issue_many(
                actor=founder,
                grants=[GrantSpec(own, SPENDING if own == members[-1] else 100_000) for own in part],
                reason="Welcome",
                key=IdempotencyKey(f"welcome-{start}"),
                now=self.founded,
            )
        return members

    def _trade(self, community: CommunityId, members: list[MemberId], payments: int) -> None:
        from worgl.core import jobs  # noqa: PLC0415 -- as above
        from worgl.core.limits import BATCH_MAX  # noqa: PLC0415 -- as above
        from worgl.currency.commands import update_figures  # noqa: PLC0415 -- as above
        from worgl.payments.commands import record_batch  # noqa: PLC0415 -- as above

        batches = -(-payments // BATCH_MAX)
        for batch in track(range(batches), "a year of payments", console=console):
            start = self.founded + timedelta(days=364) * (batch / batches)
            lines = list(self._lines(members, start, timedelta(days=364) / batches / BATCH_MAX, BATCH_MAX))
            record_batch(community=community, lines=lines, now=self.now)
        update_figures(community=community)
        while jobs.run_due(now=self.now):
            pass

    def _lines(self, members: list[MemberId], start: datetime, step: timedelta, count: int) -> Iterator[BatchLine]:
        from worgl.core.ids import new_id  # noqa: PLC0415 -- as above
        from worgl.payments.rules import BatchLine  # noqa: PLC0415 -- as above

        for number in range(count):
            payer, payee = self.random.sample(members, 2) if number % 40 else (members[-1], members[0])
            yield BatchLine(new_id(), payer, payee, self.random.randint(10, 900), "bread", start + step * number)


@dataclass
class Visits:
    """What a page took: milliseconds of each visit after the first, and the statements of the first but one."""

    spent_ms: list[float] = field(default_factory=list)
    asked: int = 0


def measure(town: Town, rounds: int) -> dict[str, Visits]:
    """Return what each page took; it is opened once before anything is counted, so that nothing is cold."""
    taken: dict[str, Visits] = defaultdict(Visits)
    visits, order = _visits(town), random.Random(1932)
    for number in track(range(rounds + 2), "pages", console=console):
        # In one order the collector of cycles, which looks after so many objects, would always meet the same page.
        order.shuffle(visits)
        for name, client, address in visits:
            page = taken[name]
            if number == 1:
                with statements() as asked:
                    _get(client, address)
                page.asked = len(asked)
                continue
            begin = time.perf_counter()
            _get(client, address)
            if number:
                page.spent_ms.append(1e3 * (time.perf_counter() - begin))
    return taken


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _visits(town: Town) -> list[tuple[str, Client, str]]:
    """Return the pages with who opens them; the check of a payment stands on what its payer typed before."""
    from django.test import Client  # noqa: PLC0415 -- as above

    visits: list[tuple[str, Client, str]] = [("healthz (no page, for comparison)", Client(), "/healthz")]
    for who, person, pages in (
        ("member", town.member, MEMBER_PAGES),
        ("admin", town.founder, ADMIN_PAGES),
    ):
        client = _signed_in(person)
        visits += [(f"{who}: {page or 'home'}", client, f"/c/{SLUG}/{page}") for page in pages]
        visits += [(f"{who}: {page}", client, f"/{page}") for page in OWN_PAGES if who == "member"]
        visits += _paying(client) if who == "member" else []
    return visits


def _paying(client: Client) -> list[tuple[str, Client, str]]:
    """Return the pages on the way to a payment, and its receipt."""
    activity = client.get(f"/c/{SLUG}/activity/").content.decode()
    receipt = re.findall(rf"/c/{SLUG}/receipt/[0-9a-f-]{{36}}/", activity)[0]
    code = re.findall(r"/pay/([0-9A-Z]{8})/", client.get(f"/c/{SLUG}/pay/").content.decode())[0]
    form = f"/c/{SLUG}/pay/{code}/"
    check = client.post(form, {"amount": "1.00", "note": "bread", "key": "bench"}).headers["Location"]
    pages = {"pay/CODE/": form, "pay/CODE/check/": check, "receipt/ID/": receipt}
    return [(f"member: {name}", client, address) for name, address in pages.items()]


def _signed_in(person: PersonId) -> Client:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- as above
    from django.test import Client  # noqa: PLC0415 -- as above

    client = Client()
    client.force_login(get_user_model()._default_manager.get(pk=person))  # noqa: SLF001 -- Django's own word for it
    return client


def report(taken: dict[str, Visits], *, payments: int, rounds: int) -> str:
    """Return the table as Markdown, slowest page first."""
    rows = [
        (name, median(page.spent_ms), quantiles(page.spent_ms, n=20)[-1], page.asked) for name, page in taken.items()
    ]
    met = sum(slow <= MUST_MS for _name, _median, slow, _asked in rows)
    few = sum(asked <= MUST_ASK for _name, _median, _slow, asked in rows)
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {database}."
    size = f"{MEMBERS:,} members, {payments:,} payments; {rounds} visits of each page in mixed order."
    told = f"{met} of {len(rows)} keep the bar of {MUST_MS} ms at the 95th percentile."
    counted = f"Statements sent to the database: {few} of {len(rows)} keep the bar of {MUST_ASK}."
    lines = [
        f"# Pages measured, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
        f"{machine} {size}",
        f"The server's own time in milliseconds, from request to answer. {told} {counted}",
        "",
        "| page | median | p95 | statements | reached |",
        "|---|---:|---:|---:|---|",
        *(
            f"| {name} | {middle:.1f} | {slow:.1f} | {asked} | {_reached(slow, asked)} |"
            for name, middle, slow, asked in sorted(rows, key=lambda row: -row[2])
        ),
    ]
    return "\n".join(lines) + "\n"


def _reached(slow_ms: float, asked: int) -> str:
    return "must" if slow_ms <= MUST_MS and asked <= MUST_ASK else "below"


def run(payments: int, rounds: int) -> str:
    """Found the town in the database of the environment, open its pages, return the table."""
    os.environ.update(WORGL_LOG_LEVEL="ERROR", WORGL_HOSTS="testserver")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after Django is set up

    from worgl.core.memory import tune_gc  # noqa: PLC0415 -- as above

    call_command("migrate", verbosity=0)
    town = Town(payments)
    tune_gc()
    return report(measure(town, rounds), payments=payments, rounds=rounds)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--payments", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite")
    chosen = parser.parse_args()
    name = "pages-postgres.md" if chosen.postgres else "pages.md"
    with tempfile.TemporaryDirectory(prefix="worgl-bench-pages-") as folder:
        os.environ.update(WORGL_HOME=folder)
        server = Server.start(Path(folder) / "postgres") if chosen.postgres else None
        try:
            if server is not None:
                os.environ.update(DATABASE_URL=server.url)
            text = run(chosen.payments, chosen.rounds)
        finally:
            if server is not None:
                server.stop()
    (ROOT / "bench" / "results" / name).write_text(text, encoding="utf-8")
    console.print(text, highlight=False)


if __name__ == "__main__":
    main()
