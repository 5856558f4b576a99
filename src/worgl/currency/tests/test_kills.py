"""A levy whose process is killed with SIGKILL and started again ends as one that was left in peace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.homes import prepare
from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.slow


class Process:
    """Runs this test's town in processes of their own, on a database of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = {**os.environ, "WORGL_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": "src"}
        prepare(home)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )

    def town(self, *arguments: str) -> dict[str, Any]:
        done = self.run("-m", "worgl.currency.tests.killed_levy", *arguments)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def die(self, *arguments: str) -> None:
        done = self.run("-m", "worgl.currency.tests.killed_levy", *arguments)
        assert done.returncode == -signal.SIGKILL, done.stderr


def test_a_levy_killed_in_each_stage_and_started_again_is_taken_once(tmp_path: Path) -> None:
    process = Process(tmp_path)
    community = process.town("found")["community"]
    before = process.town("look", community)
    process.die("levy", community, "charged")
    assert process.town("look", community) == before
    process.die("levy", community, "shared")
    between = process.town("look", community)
    assert (between["levies"], between["findings"], sum(between["balances"])) == (1, [], 0)
    for _again in range(2):
        after = process.town("levy", community)
        assert after["balances"] == [-30_000, 150, 0, 0, 0, 50, 9_950, 19_850]
        assert (after["levies"], after["findings"]) == (1, [])
