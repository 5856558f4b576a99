"""A town that is put in as rows is the one that was built, and only where nothing lies there yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.support.homes import digest
from tests.support.snapshots import built_once
from worgl.communities.queries import community_by_slug
from worgl.currency.tests.walkers import Settled, settle, walk
from worgl.identity.tests.builders import person
from worgl.payments.queries import faults, faults_of_node

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def rows() -> dict[str, int]:
    """Return how many rows each table holds."""
    with connection.cursor() as cursor:
        counts = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 -- the database's own names
            counts[name] = cursor.fetchone()[0]
    return counts


def settled_and_taken_back() -> tuple[Settled, dict[str, int]]:
    with transaction.atomic():
        made = settle()
        found = rows()
        transaction.set_rollback(True)
    return made, found


def test_a_town_is_the_same_when_it_is_put_in_again_and_its_books_are_right() -> None:
    first, built = settled_and_taken_back()
    again = settle()
    assert (again, rows()) == (first, built)
    assert again is not first
    assert [*faults(community_by_slug("alderbrook")), *faults_of_node()] == []
    town = walk(again)
    assert town.bob.get(f"/c/{town.slug}/").status_code == 200
    assert town.charlie.get(f"/c/{town.slug}/").status_code == 403


def test_what_is_asked_for_where_something_lies_already_is_built() -> None:
    calls = []

    @built_once
    def somebody(name: str) -> str:
        calls.append(name)
        person(name)
        return name

    for count in (1, 2):
        assert somebody("Ada") == "Ada"
        assert len(calls) == count


def test_tables_are_made_anew_when_a_file_they_come_from_changes(tmp_path: Path) -> None:
    file = tmp_path / "0001_first.py"
    file.write_text("operations = []", encoding="utf-8")
    before = digest(tmp_path, [file])
    file.write_text("operations = [1]", encoding="utf-8")
    assert digest(tmp_path, [file]) != before
    file.write_text("operations = []", encoding="utf-8")
    assert digest(tmp_path, [file]) == before
    assert digest(tmp_path, [file.rename(tmp_path / "0002_second.py")]) != before
