"""Every script in examples/ runs on its own and says what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE_S

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
SAYS = {
    "town_in_twenty_lines.py": ("holds 4.46 after the levy", "took 0.99 of 100.00", "Findings of the check: 0."),
    "import_a_csv.py": ("6 rows: 4 booked, 2 refused.", "four"),
    "demo_town_figures.py": ("payments", "each coin moved"),
}


def test_every_example_is_run_here() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(SAYS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SAYS))
def test_an_example_runs(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("WORGL_", "DATABASE_"))}
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        timeout=PATIENCE_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for words in SAYS[name]:
        assert words in ran.stdout
    assert not list(tmp_path.iterdir()), "an example leaves nothing behind"
