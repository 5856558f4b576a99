"""The pytest plugin of this project: which database, which tests, which data folder.

Loaded by `-p tests.support.plugin` (pyproject.toml), because the settings must be complete before
pytest-django imports them, and it does so before any conftest.py.

`--database=all` (the default) runs all tests but those of the browser and of clients, on SQLite.
`--database=none` runs those that need no database and are not slow.
`--database=sqlite` runs the others, on SQLite: with `none` it makes `all`.
`--database=postgres` runs the tests that need a database, on a PostgreSQL started for this run.
`--database=browser` runs the tests that drive a browser.
`--database=clients` runs those that ask npm and uv for the makers of clients.
A test that is named by its path and `::` runs with whatever database is chosen.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import hypothesis
import pytest

from tests.support.homes import RUN_FOLDER, is_worker
from tests.support.postgres import Server

pytest_plugins = ["tests.support.database", "tests.support.quick", "tests.support.browser"]

CHOICES = ("all", "none", "sqlite", "postgres", "browser", "clients")
PROOF_SETTINGS = frozenset(
    {
        "WORGL_KILLS",
        "WORGL_SEED",
        "WORGL_MODEL_BATCHES",
        "WORGL_SIMULATOR_STEPS",
        "WORGL_RANDOM_REQUESTS",
        "WORGL_REAL_DATA",
    }
)
"""How long proofs run, and on what: the only settings of the environment that tests may see."""
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "committed_db"})

WHOLLY = "\npytestmark = pytest.mark.{}\n"
"""How a module says that all of its tests are of a kind."""

hypothesis.settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    print_blob=True,
    # Two cores shared by two workers: a slow start says nothing about the test.
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("thorough", hypothesis.settings.get_profile("ci"), max_examples=3_000)
hypothesis.settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--database`."""
    parser.addoption("--database", choices=CHOICES, default="all", help="which tests, and on which database")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Set the data folder and the database before pytest-django imports the settings."""
    if not is_worker():
        _begin(early_config)
    folder = Path(os.environ[RUN_FOLDER])
    home = folder / "home" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
    home.mkdir(parents=True, exist_ok=True)
    os.environ["WORGL_HOME"] = str(home)
    os.environ["COLUMNS"] = "100"


def _begin(config: pytest.Config) -> None:
    for name in {name for name in os.environ if name.startswith(("WORGL_", "DATABASE_URL"))} - PROOF_SETTINGS:
        # What a developer has set for their own town must not change what the tests see.
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="worgl-tests-"))
    os.environ[RUN_FOLDER] = str(folder)
    # At exit and not in pytest_unconfigure, which does not come when Django's set-up fails.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if config.known_args_namespace.database == "postgres" and not config.known_args_namespace.help:
        server = Server.start(folder / "postgres")
        server.never_wait_for_disks()
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = server.url


@pytest.hookimpl(hookwrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Let the collector of garbage pass over the collected tests: they stay to the end of the run."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out modules none of whose tests can belong to the run: importing them is most of a short run.

    Those without an example too: `--doctest-modules` would import all of them for nothing.
    """
    if collection_path.suffix != ".py":
        return None
    text = collection_path.read_text(encoding="utf-8")
    if not collection_path.name.startswith("test_"):
        return True if ">>> " not in text or not _may_hold_examples(config) else None
    is_named = any("::" in argument for argument in config.args)
    return True if not is_named and _is_of_another_run(text, config) else None


def _may_hold_examples(config: pytest.Config) -> bool:
    return config.getoption("database") in {"all", "none"}


def _is_of_another_run(text: str, config: pytest.Config) -> bool:
    """Tell whether all tests of a module belong to another run, by the mark that its first lines put on all of them."""
    database = config.getoption("database")
    if database == "browser":
        return "pytest.mark.browser" not in text
    if WHOLLY.format("browser") in text:
        return True
    return database == "none" and (WHOLLY.format("django_db") in text or WHOLLY.format("slow") in text)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that the chosen database is for; slow ones come first, those that commit for good last."""
    if any("::" in argument for argument in config.args):
        return
    database = config.getoption("database")
    kept = [item for item in items if _belongs(item, database)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=_turn)


def _belongs(item: pytest.Item, database: str) -> bool:
    if item.get_closest_marker("browser") is not None:
        return database == "browser"
    if item.get_closest_marker("clients") is not None:
        return database == "clients"
    is_slow = item.get_closest_marker("slow") is not None
    return {
        "all": True,
        "none": not needs_database(item) and not is_slow,
        "sqlite": needs_database(item) or is_slow,
        "postgres": needs_database(item) and _differs(item),
        "browser": False,
        "clients": False,
    }[database]


def _differs(item: pytest.Item) -> bool:
    """Tell whether a test may find something else on another database; see `tests.support.reach`."""
    from tests.support.reach import goes_through_a_door  # noqa: PLC0415 -- this plugin is loaded before Django is set up

    if item.get_closest_marker("both") is not None or "committed_db" in getattr(item, "fixturenames", ()):
        return True
    return not goes_through_a_door(item)


def needs_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for a database, by mark or by fixture."""
    fixtures: Sequence[str] = getattr(item, "fixturenames", ())
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(fixtures)
        # Django's own kind of test opens the database by itself.
        or hasattr(getattr(item, "cls", None), "databases")
    )


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    # Rows of those that commit stay, and a test that is rolled back should meet an empty database.
    commits = "committed_db" in getattr(item, "fixturenames", ())
    # A slow test that begins last would keep one worker busy while the other has nothing left to do.
    is_quick = item.get_closest_marker("slow") is None
    # What needs no demo town begins in the browser while the first of the others makes it.
    waits = item.get_closest_marker("browser") is not None and item.get_closest_marker("xdist_group") is None
    return commits, waits, is_quick
