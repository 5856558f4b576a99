"""Builders of the demo's tests: dice from seeds, a drawn year, and Sarafu's real payments when they are there."""

from __future__ import annotations

import csv
import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from worgl.demo.rules import Day, Town, draw_people
from worgl.demo.rules.figures import Line
from worgl.demo.rules.year import draw_days

SEED = 1932
NOW = datetime(2026, 6, 18, 9, 30, tzinfo=UTC)
DAYS = 40
"""A town of so many days has a levy behind it, whenever it begins."""
FIRST = date(2025, 3, 14)
SARAFU = Path(__file__).resolve().parents[5] / "shared" / "data" / "sarafu" / "transfers_100k.csv.gz"


def town(seed: int = SEED) -> Town:
    return Town(draw_people(Random(seed)))


def drawn_days(seed: int = SEED, days: int = 365, first: date = FIRST) -> list[tuple[date, Day]]:
    return list(draw_days(town(seed), first, days, lambda day: Random(f"{seed}/{day.isoformat()}")))


@cache
def drawn_year() -> list[tuple[date, Day]]:
    return drawn_days()


def lines_of(days: list[tuple[date, Day]]) -> list[Line]:
    return [Line(deed.payer, deed.payee, deed.amount, day.weekday()) for day, lived in days for deed in lived.deeds]


def sarafu_lines(path: Path = SARAFU) -> list[Line]:
    """Read the real payments; weekdays after the first week are estimates and left at Monday."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [
            Line(int(row["from"]), int(row["to"]), int(Decimal(row["amount"]) * 100), 0)
            for row in csv.DictReader(rows)
            if row["kind"] == "STANDARD"
        ]
