"""Data folders whose SQLite database has its tables already.

Making the tables takes seconds of a processor. Tests that start processes in a data folder of their own copy a
database that was made once for the run; that `worgl init` and `migrate` make one from nothing is tested as well.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.plugin import RUN_FOLDER

ROOT = Path(__file__).resolve().parents[2]
NAME = "worgl.sqlite3"


def prepare(home: Path) -> None:
    """Put a database with all tables and no rows of anybody into a data folder, made when missing."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template() / NAME, home / NAME)


def _template() -> Path:
    """Return the folder of the run's template; the first who asks makes it, all workers of the run share it."""
    folder = Path(os.environ[RUN_FOLDER]) / "template"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / NAME).exists():
            _make(folder)
    return folder


def _make(folder: Path) -> None:
    making = folder / "making"
    making.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
    environment = {**clean, "WORGL_HOME": str(making), "PYTHONPATH": f"{ROOT / 'src'}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    # The last connection has gone, so nothing is left in the write-ahead log.
    (making / NAME).rename(folder / NAME)
