"""Fixtures of the database.

`db` (pytest-django) is a transaction that is rolled back; most tests want it.
`committed_db` commits for real, for threads, processes and the ledger's data plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from tests.support.homes import copy_tables, model_database


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database, also when only tests with real commits were collected; see `committed_db`."""
    with django_db_blocker.unblock():
        keeps = _copies_a_file()
        made = setup_databases(verbosity=0, interactive=False, keepdb=keeps, aliases={"default": None})
    yield
    with django_db_blocker.unblock():
        close_plane()
        teardown_databases(made, verbosity=0, keepdb=keeps)


def _copies_a_file() -> bool:
    """Let the database begin as a copy; tells whether that is a file which lies there already."""
    wanted = connections["default"].settings_dict["TEST"]
    if connections["default"].vendor == "postgresql":
        wanted["TEMPLATE"] = model_database()
        return False
    copy_tables(Path(wanted["NAME"]))
    return True


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Open the database with real commits; nothing is deleted afterwards.

    The ledger refuses DELETE and TRUNCATE, so `transactional_db` cannot be used here. A test makes its
    own fresh community or book and looks at nothing else.
    """
    with django_db_blocker.unblock():
        yield
        close_plane()
        connections.close_all()


def close_plane() -> None:
    """Close the connections of the ledger's data plane, which the test database must not outlive."""
    from worgl.ledger import plane  # noqa: PLC0415 -- this plugin is loaded before Django is set up

    plane.close()
