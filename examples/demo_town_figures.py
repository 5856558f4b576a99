"""Measure the invented town, and beside it the payments of a real community currency if a file is given.

    python examples/demo_town_figures.py [--seed 1932] [transfers.csv[.gz]]

The file has columns from, to, amount and kind, as the Sarafu table of `worgl import` has; only rows of
kind STANDARD count. Nothing is written anywhere.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from worgl.demo.rules import Day, Town, draw_people
from worgl.demo.rules.figures import Line, at_share, measure
from worgl.demo.rules.year import draw_days

FIRST = date(2025, 3, 14)
DAYS = 365
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHARES = (100, 250, 500, 750, 900, 950, 990)


def invented(seed: int) -> list[tuple[date, Day]]:
    """Return a year of the town."""
    town = Town(draw_people(Random(seed)))  # noqa: S311 -- a town is drawn, not a secret
    return list(draw_days(town, FIRST, DAYS, lambda day: Random(f"{seed}/{day.isoformat()}")))  # noqa: S311 -- as above


def lines_of(year: list[tuple[date, Day]]) -> list[Line]:
    """Return the year's payments as the figures read them."""
    return [Line(deed.payer, deed.payee, deed.amount, day.weekday()) for day, lived in year for deed in lived.deeds]


def read(path: Path) -> list[Line]:
    """Return the payments of a file; its weekdays are not used."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        return [
            Line(int(row["from"]), int(row["to"]), int(Decimal(row["amount"]) * 100), 0)
            for row in csv.DictReader(rows)
            if row["kind"] == "STANDARD"
        ]


def print_columns(columns: dict[str, list[Line]]) -> None:
    """Print every figure, one line each, one column for each list of payments."""
    figures = {name: asdict(measure(lines)) for name, lines in columns.items()}
    print(f"{'figure':<24}" + "".join(f"{name:>14}" for name in columns))
    for key in next(iter(figures.values())):
        if key != "friday_to_sunday":
            print(f"{key:<24}" + "".join(f"{values[key]:>14}" for values in figures.values()))
    for share in SHARES:
        spread = []
        for lines in columns.values():
            amounts = sorted(line.amount for line in lines)
            spread.append(Decimal(at_share(amounts, share)) / at_share(amounts, 500))
        print(f"amount at {share / 10:>4.1f} % / median".ljust(24) + "".join(f"{value:>14.2f}" for value in spread))


def print_rhythm(year: list[tuple[date, Day]]) -> None:
    """Print how the week and the money move."""
    lines = lines_of(year)
    weekdays = Counter(line.weekday for line in lines)
    shares = " ".join(f"{name} {100 * weekdays[index] / len(lines):.0f} %" for index, name in enumerate(WEEKDAYS))
    supply = sum(sum(lived.balances) for _day, lived in year) // len(year)
    volume = sum(line.amount for line in lines)
    print(f"\nweekdays: {shares}")
    print(f"mean supply {supply // 100}, paid in the year {volume // 100}: each coin moved {volume / supply:.1f} times")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--seed", type=int, default=1932)
    given = parser.parse_args()
    year = invented(given.seed)
    columns = {"Alderbrook": lines_of(year)}
    if given.file:
        columns[given.file.name.split(".")[0][:13]] = read(given.file)
    print_columns(columns)
    print_rhythm(year)


if __name__ == "__main__":
    main()
