"""The bars of the ledger: what is measured, against what, and how much of it is enough."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table. `must` and `aim` are ratios ours / theirs; for sizes and losses, upper bounds."""

    key: str
    name: str
    against: str
    must: float
    aim: float
    upper: bool = False


BARS = (
    Bar("lone_pg", "lone request, PostgreSQL, one client", "pgbench TPC-B, 1 client", 0.7, 1.3),
    Bar("c32_pg", "32 concurrent single transfers, PostgreSQL, group commit", "pgbench TPC-B, 32 clients", 2.0, 3.0),
    Bar("c256_pg", "256 concurrent, uniform accounts, PostgreSQL", "pgbench TPC-B, 8 clients", 3.0, 5.0),
    Bar("hot_pg", "256 concurrent, one hot account, PostgreSQL", "the same with uniform accounts", 0.9, 1.0),
    Bar("batch_pg", "batches of 8,192, PostgreSQL", "raw binary COPY of the same rows", 0.10, 0.15),
    Bar("batch_lite", "batches of 8,192, SQLite", "raw executemany of the same rows", 0.12, 0.20),
    Bar("lone_lite", "lone request, SQLite", "raw one-row commits", 0.20, 0.35),
    Bar(
        "growth_pg",
        "growth of the book, PostgreSQL: throughput lost",
        "the same batches on a book of 10^4",
        0.20,
        0.10,
        upper=True,
    ),
    Bar(
        "growth_lite",
        "growth of the book, SQLite: throughput lost",
        "the same batches on a book of 10^4",
        0.20,
        0.10,
        upper=True,
    ),
    Bar("empty_pg", "empty database, first minute, PostgreSQL, 32 clients", "the same once warm", 0.8, 1.0),
    Bar("refused_pg", "half of a batch refused, PostgreSQL", "the accepting rate", 0.5, 0.8),
    Bar("refused_lite", "half of a batch refused, SQLite", "the accepting rate", 0.5, 0.8),
    Bar("pairs_pg", "hold + settle pairs, PostgreSQL, 32 clients", "single transfers, 32 clients", 0.45, 0.55),
    Bar(
        "api_batch_lite",
        "API: payments a second in batches of 8,192 over HTTP, SQLite",
        "20,000 a second",
        1.0,
        1.0,
    ),
    Bar(
        "api_single_lite",
        "API: single payments, 32 callers, SQLite",
        "trivial JSON replies of the same server",
        0.25,
        0.5,
    ),
    Bar(
        "api_batch_pg",
        "API: payments a second in batches of 8,192 over HTTP, PostgreSQL",
        "10,000 a second",
        1.0,
        1.0,
    ),
    Bar(
        "api_single_pg",
        "API: single payments, 32 callers, PostgreSQL",
        "trivial JSON replies of the same server",
        0.25,
        0.5,
    ),
    Bar(
        "demo_lite",
        "Alderbrook, 300 people and a year of payments, loaded by their commands, SQLite (s)",
        "",
        10,
        5,
        upper=True,
    ),
    Bar("memory_pg", "memory of a writer of batches of 8,192, PostgreSQL (MiB)", "", 250, 150, upper=True),
    Bar("memory_lite", "memory of a writer of batches of 8,192, SQLite (MiB)", "", 250, 150, upper=True),
)
