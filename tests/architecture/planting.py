"""Faulty packages, made to show that a check catches what it is there for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "worgl"
WRITTEN = (PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "bench", ROOT / "examples")
"""Folders that hold code of ours."""


def plant(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a package `worgl` below a folder and return the package."""
    package = folder / "worgl"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return package


def report(faults: object) -> str:
    """Return faults one a line, for the message of a failing assertion."""
    assert isinstance(faults, list)
    return "\n".join(str(fault) for fault in sorted(faults))
