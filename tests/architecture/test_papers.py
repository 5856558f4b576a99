"""Every dependency is explained and locked; every setting and page of reference is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import papers
from tests.architecture.planting import ROOT, report

REQUIREMENTS = ROOT / "requirements"
RECORD = ROOT / "docs" / "decisions" / "0002-dependencies.md"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))


@pytest.mark.parametrize("wanted", sorted(REQUIREMENTS.glob("*.in")), ids=lambda path: path.name)
def test_every_package_is_explained(wanted: Path) -> None:
    faults = papers.unexplained_packages(wanted.read_text(encoding="utf-8"), RECORD.read_text(encoding="utf-8"))
    assert not faults, report(faults)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_files_carry_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    faults = papers.addresses(lock.name, text) + papers.unhashed(lock.name, text)
    assert not faults, report(faults)


def test_what_is_shipped_binds_nobody() -> None:
    names = papers.required((REQUIREMENTS / "run.txt").read_text(encoding="utf-8"))
    licences = papers.installed_licences(names)
    assert len(licences) > len(names) // 2
    faults = papers.unwelcome_licences(licences)
    assert not faults, report(faults)


def test_an_unexplained_package_is_caught() -> None:
    document = "| Django | BSD-3-Clause | 8 MB | the frame |\n| typer | MIT | | terminal |\n"
    faults = papers.unexplained_packages("django~=5.2\ntyper[all]\npsycopg\n-r run.in\n", document)
    assert [fault.sentence.split()[0] for fault in faults] == ["typer", "psycopg"]


@pytest.mark.parametrize(
    "line",
    ["--index-url https://packages.example/simple", "--find-links wheels", "a @ file:///a", "a==1 # https://x.example"],
)
def test_an_address_in_a_lock_file_is_caught(line: str) -> None:
    assert papers.addresses("run.txt", f"a==1 \\\n    --hash=sha256:00\n{line}\n")


def test_a_package_without_hash_is_caught() -> None:
    (fault,) = papers.unhashed("run.txt", "a==1 \\\n    --hash=sha256:00\nb==2\n")
    assert "b==2" in fault.sentence


@pytest.mark.parametrize(
    "told", ["GPL-3.0-only", "License :: OSI Approved :: GNU General Public License v3", "AGPL-3.0", ""]
)
def test_an_unwelcome_licence_is_caught(told: str) -> None:
    assert papers.unwelcome_licences({"thing": told})


@pytest.mark.parametrize(
    "told", ["MIT", "LGPL-3.0-only", "License :: OSI Approved :: GNU Lesser General Public License v3"]
)
def test_a_welcome_licence_passes(told: str) -> None:
    assert not papers.unwelcome_licences({"thing": told})
