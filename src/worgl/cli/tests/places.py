"""Places in which real processes run the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support.patience import PATIENCE_S


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder and a database of its own; `url` is empty for SQLite in the folder."""

    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
        return {
            **clean,
            "WORGL_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "worgl.config.settings",
            "PYTHONWARNINGS": "default",
        }

    @property
    def database(self) -> Path:
        return self.home / "worgl.sqlite3"

    def worgl(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run one command in a process of its own."""
        return self._run("-m", "worgl.cli", *arguments)

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start one command and do not wait for it."""
        command = [sys.executable, "-m", "worgl.cli", *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def python(self, *arguments: object) -> str:
        """Run Python and return what it printed; it must succeed."""
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worgl_in_turn(self, *commands: list[object]) -> list[tuple[int, str, str]]:
        """Run several commands in one process and return exit code, stdout and stderr of each."""
        told = self.python("-c", _IN_TURN, json.dumps([[str(word) for word in command] for command in commands]))
        return [(code, out, err) for code, out, err in json.loads(told)]

    def _run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )


_IN_TURN = """
import json, sys
from typer.testing import CliRunner
from worgl.cli.main import app
results = [CliRunner().invoke(app, words) for words in json.loads(sys.argv[1])]
broken = [r.exception for r in results if r.exception is not None and not isinstance(r.exception, SystemExit)]
if broken:
    raise broken[0]
print(json.dumps([(r.exit_code, r.stdout, r.stderr) for r in results]))
"""
