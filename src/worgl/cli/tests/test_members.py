"""`import members`: what it prints, how it ends, and that a table comes once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import Result

from worgl.communities.commands import set_cap
from worgl.communities.queries import community as community_of
from worgl.communities.queries import count_members
from worgl.currency.queries import supply
from worgl.payments.tests.builders import NOW, Town, fresh_key, new_town

Worgl = Callable[..., Result]
GOOD = "name,code,balance\nAda,17,12.50\nBea,18,0\n"


@pytest.fixture
def town(db: None) -> Town:
    """Found a town."""
    return new_town()


def test_a_dry_run_tells_and_brings_nothing(town: Town, worgl: Worgl, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(GOOD + "Cleo,17,x\n", encoding="utf-8")
    before = count_members(town.community)
    slug = community_of(town.community).slug
    result = worgl("import", "members", file, "--community", slug, "--dry-run")
    assert result.exit_code == 0
    assert "Good rows: 2 of 3 (own); faulty: 1." in result.stdout
    assert worgl("import", "members", file, "--community", slug, "--dry-run", "--all-or-nothing").exit_code == 1
    assert count_members(town.community) == before


def test_a_table_comes_once_and_says_how_many(town: Town, worgl: Worgl, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(GOOD, encoding="utf-8")
    before, money = count_members(town.community), supply(town.community)
    slug = community_of(town.community).slug
    told = json.loads(worgl("import", "members", file, "--community", slug, "--json").stdout)
    assert (told["came"], told["report"]["good"]) == (2, 2)
    again = worgl("import", "members", file, "--community", slug)
    assert "Members brought in: 2." in again.stdout
    assert count_members(town.community) == before + 2
    assert supply(town.community) == money + 1_250


def test_all_or_nothing_brings_nothing_when_a_row_is_faulty(town: Town, worgl: Worgl, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(GOOD + "Cleo,19,x\n", encoding="utf-8")
    before = count_members(town.community)
    result = worgl("import", "members", file, "--community", community_of(town.community).slug, "--all-or-nothing")
    assert result.exit_code == 1
    assert count_members(town.community) == before
    assert worgl("import", "members", tmp_path / "none.csv", "--community", "nowhere").exit_code == 1


def test_places_are_raised_only_when_told(town: Town, worgl: Worgl, tmp_path: Path) -> None:
    file = tmp_path / "members.csv"
    file.write_text(GOOD, encoding="utf-8")
    here = community_of(town.community)
    set_cap(actor=town.alice, cap=here.seats, key=fresh_key(), now=NOW)
    refused = worgl("import", "members", file, "--community", here.slug)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("worgl: places_lacking: ")
    assert worgl("import", "members", file, "--community", here.slug, "--raise-cap").exit_code == 0
    assert community_of(town.community).cap == here.seats + 2


def test_a_workbook_is_brought_in_like_a_table(town: Town, worgl: Worgl, tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "members.xlsx"
    assert book.active is not None
    for row in (["Name", "Code", "Balance"], ["Ada", 17, 1.125], ["Bea", 18, 1000.5], [], ["Cleo", 19, "1.000"]):
        book.active.append(row)
    book.save(file)
    slug = community_of(town.community).slug
    told = worgl("import", "members", file, "--community", slug)
    assert "Line 2, Ada" in told.stderr
    assert "Line 5, Cleo: In the column balance: “1.000” could mean 1.00 or 1000.00." in told.stderr
    assert supply(town.community) == 100_050
