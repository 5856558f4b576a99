"""Fixtures of the database.

`db` (pytest-django) is a transaction that is rolled back; most tests want it.
`committed_db` commits for real, for threads, processes and the ledger's data plane.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Open the database with real commits; nothing is deleted afterwards.

    The ledger refuses DELETE and TRUNCATE, so `transactional_db` cannot be used here. A test makes its
    own fresh community or book and looks at nothing else.
    """
    with django_db_blocker.unblock():
        yield
        connections.close_all()
