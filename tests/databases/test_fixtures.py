"""The database fixtures do what the other tests rely on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

from worgl.core import clock, ids
from worgl.core.models import Job

KIND = "tests.left_behind"


def leave_a_job() -> Job:
    present = clock.now()
    return Job.objects.create(id=ids.new_id(), kind=KIND, key=str(ids.new_id()), due_at=present, created_at=present)


def seen_by_another_connection(job: Job) -> bool:
    found: list[bool] = []

    def look() -> None:
        found.append(Job.objects.filter(pk=job.pk).exists())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found == [True]


def test_committed_rows_are_seen_by_other_connections(committed_db: None) -> None:
    assert seen_by_another_connection(leave_a_job())


@pytest.mark.django_db
def test_rolled_back_rows_are_seen_by_nobody_else() -> None:
    if connection.vendor == "sqlite":
        # A second connection would wait for the first one's transaction: that nobody sees its row is shown by its name.
        assert "test.sqlite3" in str(connection.settings_dict["NAME"])
        return
    assert not seen_by_another_connection(leave_a_job())


@pytest.mark.django_db
def test_the_database_is_the_chosen_one(pytestconfig: pytest.Config) -> None:
    chosen = "postgresql" if pytestconfig.getoption("database") == "postgres" else "sqlite"
    assert connection.vendor == chosen
    assert Path(settings.HOME).parts[-2] == "home"


@pytest.mark.django_db
def test_the_cache_has_its_table() -> None:
    cache.set("key", "value")
    assert cache.get("key") == "value"


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
