"""A writer process: does as it is told on standard input, one JSON line each, and answers with what it measured.

Kept apart from the measuring process, so that its memory is its own and it can run on either database.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worgl.config.settings")
django.setup()

import psycopg  # noqa: E402 -- Django must be set up before our own modules are imported
from django.core.management import call_command  # noqa: E402 -- see above
from django.db import connection, transaction  # noqa: E402 -- see above

from worgl.core.ids import new_id  # noqa: E402 -- see above
from worgl.core.limits import BATCH_MAX  # noqa: E402 -- see above
from worgl.core.memory import tune_gc  # noqa: E402 -- see above
from worgl.ledger import commands, plane  # noqa: E402 -- see above
from worgl.ledger.rules import NO_CEILING, NO_FLOOR, AccountId, AccountSpec, BookId, Kind, Transfer  # noqa: E402 -- see above
from worgl.ledger.rules.chain import Rows, rows_of  # noqa: E402 -- see above
from worgl.ledger.store import binary  # noqa: E402 -- see above

ACCOUNTS = 2_000
"""Members of a mid-sized town; all pay and are paid equally often, which touches more accounts than real trade."""
RICH = 10**12


class Writer:
    """One book of 2,000 accounts and the ways to load it."""

    def __init__(self) -> None:
        self.random = random.Random(1932)
        self.now = datetime.now(UTC)
        self.book = BookId(0)
        self.accounts: list[AccountId] = []
        self.empty_handed: list[AccountId] = []

    def fresh(self) -> dict[str, Any]:
        """Open a new book: an issuer, 2,000 funded accounts with a floor of zero, and some without a coin."""
        specs = [AccountSpec("ALD", floor=NO_FLOOR)] + [AccountSpec("ALD", ceiling=NO_CEILING)] * (ACCOUNTS + 100)
        with transaction.atomic():
            self.book = commands.open_book(now=self.now)
            issuer, *rest = commands.open_accounts(book=self.book, specs=specs)
        connection.close()
        self.accounts, self.empty_handed = rest[:ACCOUNTS], rest[ACCOUNTS:]
        plane.submit_batch(self.book, [Transfer(new_id(), issuer, one, RICH) for one in self.accounts], now=self.now)
        return {}

    def transfer(self) -> Transfer:
        """Return a payment between two accounts drawn uniformly."""
        debit = self.random.choice(self.accounts)
        credit = self.random.choice(self.accounts)
        while credit == debit:
            credit = self.random.choice(self.accounts)
        return Transfer(new_id(), debit, credit, self.random.randint(1, 10_000))

    def hot(self) -> Transfer:
        """Return a payment into one shop's account."""
        return Transfer(
            new_id(), self.random.choice(self.accounts[1:]), self.accounts[0], self.random.randint(1, 10_000)
        )

    def poor(self) -> Transfer:
        """Return a payment that is refused: the payer has nothing."""
        return Transfer(new_id(), self.random.choice(self.empty_handed), self.accounts[0], 5)

    def lone(self, *, seconds: float) -> dict[str, Any]:
        """Submit one transfer after another."""
        return self.concurrent(clients=1, seconds=seconds)

    def concurrent(self, *, clients: int, seconds: float, what: str = "transfer") -> dict[str, Any]:
        """Submit transfers from so many threads at once, each waiting for its answer."""
        drawn: Callable[[], Transfer] = {"transfer": self.transfer, "hot": self.hot}[what]
        return self._threads(clients, seconds, lambda: plane.submit(self.book, drawn(), now=self.now))

    def pairs(self, *, clients: int, seconds: float) -> dict[str, Any]:
        """Hold and settle from so many threads at once; a pair counts once."""

        def pair() -> None:
            asked = self.transfer()
            hold = Transfer(asked.id, asked.debit, asked.credit, asked.amount, kind=Kind.HOLD)
            plane.submit(self.book, hold, now=self.now)
            post = Transfer(new_id(), asked.debit, asked.credit, asked.amount, kind=Kind.POST, pending_id=asked.id)
            assert plane.submit(self.book, post, now=self.now).is_booked

        return self._threads(clients, seconds, pair)

    def _threads(self, clients: int, seconds: float, act: Callable[[], object]) -> dict[str, Any]:
        counts = [0] * clients
        begin = time.perf_counter()

        def run(index: int) -> None:
            while time.perf_counter() - begin < seconds:
                act()
                counts[index] += 1

        threads = [threading.Thread(target=run, args=(index,)) for index in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {"rate": sum(counts) / (time.perf_counter() - begin)}

    def batches(self, *, count: int, refused: bool = False) -> dict[str, Any]:
        """Submit batches of 8,192; with `refused` every second transfer is refused."""
        spent = 0.0
        for _batch in range(count):
            batch = [self.poor() if refused and index % 2 else self.transfer() for index in range(BATCH_MAX)]
            begin = time.perf_counter()
            plane.submit_batch(self.book, batch, now=self.now)
            spent += time.perf_counter() - begin
        return {"rate": count * BATCH_MAX / spent}

    def grow(self, *, transfers: int) -> dict[str, Any]:
        """Submit batches until so many transfers more stand in the book."""
        for _batch in range(-(-transfers // BATCH_MAX)):
            plane.submit_batch(self.book, [self.transfer() for _ in range(BATCH_MAX)], now=self.now)
        return {}

    def raw(self, *, count: int) -> dict[str, Any]:
        """Write the same transfer rows into a bare table without keys: COPY, or executemany."""
        spent = 0.0
        for _batch in range(count):
            batch = [self.transfer() for _ in range(BATCH_MAX)]
            rows = rows_of(batch, seqs=range(BATCH_MAX), ats=[1] * BATCH_MAX)
            spent += self._raw_copy(rows) if connection.vendor == "postgresql" else self._raw_many(rows)
        return {"rate": count * BATCH_MAX / spent}

    def _raw_copy(self, rows: Rows) -> float:
        body = binary.COPY_HEADER + binary.copy_body(self.book, rows) + binary.COPY_END
        settings = connection.get_connection_params()
        for name in ("cursor_factory", "context", "pool"):
            settings.pop(name, None)
        with psycopg.connect(**settings) as raw:
            raw.execute("CREATE TABLE IF NOT EXISTS bench_raw (LIKE ledger_transfer)")
            raw.commit()
            begin = time.perf_counter()
            with raw.cursor().copy("COPY bench_raw FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(body)
            raw.commit()
            return time.perf_counter() - begin

    def _raw_many(self, rows: Rows) -> float:
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous=FULL")
            raw.execute(_RAW_TABLE)
            columns = [rows[name].tolist() for name in rows.dtype.names or ()]
            values = list(zip([self.book] * len(rows), *columns, strict=True))
            begin = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.executemany(f"INSERT INTO bench_raw VALUES ({','.join('?' * 13)})", values)  # noqa: S608 -- marks only
            raw.execute("COMMIT")
            return time.perf_counter() - begin

    def raw_lone(self, *, seconds: float) -> dict[str, Any]:
        """Commit one bare row after another on SQLite."""
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous=FULL")
            raw.execute(_RAW_TABLE)
            count = 0
            begin = time.perf_counter()
            while time.perf_counter() - begin < seconds:
                item = self.transfer()
                values = (
                    self.book,
                    item.id.bytes,
                    count,
                    item.debit,
                    item.credit,
                    item.amount,
                    0,
                    0,
                    None,
                    None,
                    1,
                    None,
                    None,
                )
                raw.execute("BEGIN IMMEDIATE")
                raw.execute(f"INSERT INTO bench_raw VALUES ({','.join('?' * 13)})", values)  # noqa: S608 -- marks only
                raw.execute("COMMIT")
                count += 1
            return {"rate": count / (time.perf_counter() - begin)}

    def tidy(self) -> dict[str, Any]:
        """Let the database do its housekeeping, so that no round pays for the one before it."""
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
            if connection.vendor == "postgresql":
                cursor.execute("DROP TABLE IF EXISTS bench_raw")
            else:
                cursor.execute("DROP TABLE IF EXISTS bench_raw")
        connection.close()
        return {}

    def memory(self) -> dict[str, Any]:
        """Return the most memory this process ever held, in MiB."""
        return {"mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


_RAW_TABLE = """CREATE TABLE IF NOT EXISTS bench_raw (
  book INTEGER, id BLOB, seq INTEGER, debit INTEGER, credit INTEGER, amount INTEGER, code INTEGER, kind INTEGER,
  pending_id BLOB, journal BLOB, at INTEGER, event_at INTEGER, expires_at INTEGER)"""


def main(arguments: Sequence[str]) -> None:
    """Make the tables and serve requests until standard input ends."""
    if "--migrate" in arguments:
        call_command("migrate", verbosity=0)
        connection.close()
    writer = Writer()
    tune_gc()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = getattr(writer, asked.pop("do"))(**asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
