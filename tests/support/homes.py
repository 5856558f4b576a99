"""Databases whose tables are there already: made once for a run, and copied by whoever needs one.

Making the tables takes seconds of a processor. Tests that start processes in a data folder of their own, and the
workers of a run, begin with a copy; that `worgl init` and `migrate` make a database from nothing is tested as well.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
RUN_FOLDER = "WORGL_TEST_RUN"
"""Environment variable that tells the workers of a run their common folder."""
NAME = "worgl.sqlite3"
MODEL = "worgl_model"


def is_worker() -> bool:
    """Tell whether this process is one of several that run the tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def prepare(home: Path) -> None:
    """Put a database with all tables and no rows of anybody into a data folder, made when missing."""
    home.mkdir(parents=True, exist_ok=True)
    copy_tables(home / NAME)


def copy_tables(file: Path) -> None:
    """Make an SQLite database with all tables and no rows of anybody."""
    shutil.copyfile(made_once("tables", _migrate) / NAME, file)


def model_database() -> str:
    """Return the name of a database of the run's PostgreSQL that `CREATE DATABASE ... TEMPLATE` copies."""
    made_once("model", _make_model)
    return MODEL


def named(url: str, database: str) -> str:
    """Return the DATABASE_URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """Return the run's data folder of that name; the first who asks makes it, all workers of the run share it."""
    shelf = Path(os.environ[RUN_FOLDER]) / "homes"
    shelf.mkdir(exist_ok=True)
    with (shelf / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shelf / name).exists():
            making = shelf / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            # The last connection has gone, so nothing is left in the write-ahead log.
            making.rename(shelf / name)
    return shelf / name


def _make_model(home: Path) -> None:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {MODEL}".encode())
    _migrate(home, url=named(url, MODEL))


def _migrate(home: Path, *, url: str = "") -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
    environment = {**clean, "WORGL_HOME": str(home), "DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'src'}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=PATIENCE_S)
