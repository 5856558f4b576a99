"""Imports run only downwards, and every domain has its place."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.planting import PACKAGE, ROOT, plant

COMMAND = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]


def layers() -> list[list[str]]:
    """Return the layers of pyproject.toml, highest first."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        (contract,) = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def lint(config: Path, above: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "--config", str(config)],
        env={**os.environ, "PYTHONPATH": str(above)},
        cwd=above,
        capture_output=True,
        text=True,
        check=False,
    )


def unplaced(package: Path, installed: set[str]) -> list[str]:
    """Return the packages that register with Django and are in no layer, or not among the installed apps."""
    known = {name for layer in layers() for name in layer}
    own = [path.parent.name for path in sorted(package.glob("*/apps.py"))]
    return [
        *(f"{name} is in no layer of pyproject.toml" for name in own if name not in known),
        *(f"worgl.{name} is not in INSTALLED_APPS" for name in own if f"worgl.{name}" not in installed),
    ]


def test_every_package_that_registers_is_installed_and_has_its_layer(tmp_path: Path) -> None:
    assert unplaced(PACKAGE, {app.name for app in apps.get_app_configs()}) == []
    stray = plant(tmp_path, {"stray/apps.py": "", "core/apps.py": ""})
    assert unplaced(stray, {"worgl.core"}) == [
        "stray is in no layer of pyproject.toml",
        "worgl.stray is not in INSTALLED_APPS",
    ]


def plant_layers(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    empty = {f"{name}/__init__.py": "" for layer in layers() for name in layer}
    plant(folder, {"__init__.py": "", **empty, **files})
    return lint(ROOT / "pyproject.toml", folder)


def test_imports_run_only_downwards() -> None:
    done = lint(ROOT / "pyproject.toml", PACKAGE.parent)
    assert done.returncode == 0, done.stdout


def test_the_layers_alone_are_kept(tmp_path: Path) -> None:
    assert plant_layers(tmp_path, {}).returncode == 0


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("core/money.py", "import worgl.payments\n", "worgl.core is not allowed to import worgl.payments"),
        ("ledger/rules.py", "from worgl import identity\n", "worgl.ledger is not allowed to import worgl.identity"),
        ("currency/tests/test_it.py", "from worgl.payments import x\n", "worgl.currency is not allowed to import"),
        ("stray/__init__.py", "", "worgl.stray"),
    ],
)
def test_a_planted_import_is_caught(tmp_path: Path, file: str, text: str, told: str) -> None:
    folder = {f"{Path(file).parent}/__init__.py": ""} if "tests" in file else {}
    target = {"payments/x.py": ""}
    done = plant_layers(tmp_path, {**folder, **target, file: text})
    assert done.returncode == 1, done.stdout
    assert told in done.stdout
