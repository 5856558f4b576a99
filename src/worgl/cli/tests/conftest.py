"""Fixtures of the command line: places of their own (data folder and database) that real processes work in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from tests.support.homes import model_database, named, prepare
from worgl.cli.main import app
from worgl.cli.tests.places import Place

_numbers = count(1)
Worgl = Callable[..., Result]


@pytest.fixture
def worgl() -> Worgl:
    """Call the command line in this process, on the test's own database."""

    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture(scope="session")
def make_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Place]]:
    """Make places: an empty data folder each, and on PostgreSQL an empty database each."""
    made: list[str] = []

    def make() -> Place:
        folder = tmp_path_factory.mktemp("place")
        return Place(folder, _new_database(made) if _is_postgres() else "")

    yield make
    _drop(made)


@pytest.fixture(scope="session")
def make_place_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Place]]:
    """Make places whose database has its tables already, for tests of other things than of the first start."""
    made: list[str] = []

    def make() -> Place:
        folder = tmp_path_factory.mktemp("place")
        if _is_postgres():
            return Place(folder, _new_database(made, template=model_database()))
        prepare(folder)
        return Place(folder, "")

    yield make
    _drop(made)


def _is_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _new_database(made: list[str], *, template: str = "template1") -> str:
    name = f"worgl_cli_{os.getpid()}_{next(_numbers)}"
    with _server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    made.append(name)
    return named(os.environ["DATABASE_URL"], name)


def _drop(made: list[str]) -> None:
    for name in made:
        with _server() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _server() -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@pytest.fixture(scope="session")
def town(make_place_with_tables: Callable[[], Place]) -> Place:
    """Make a place with a community that has seen all the books know; tests only read it."""
    place = make_place_with_tables()
    place.python("-c", "import django; django.setup(); from worgl.cli.tests.lived_in import make; make()")
    return place


@pytest.fixture(scope="session")
def backup(town: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Back the town up."""
    file = tmp_path_factory.mktemp("backup") / "town.tar.gz"
    assert town.worgl("backup", file).returncode == 0
    return file


@pytest.fixture(scope="session")
def exported(town: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the town's community; tests that change the directory take a copy."""
    directory = tmp_path_factory.mktemp("export") / "town"
    done = town.worgl("export", "lived-in", directory)
    assert done.returncode == 0, done.stderr
    return directory


@pytest.fixture
def changed(exported: Path, tmp_path: Path) -> Path:
    """Copy the exported directory, to be changed."""
    return Path(shutil.copytree(exported, tmp_path / "changed"))
