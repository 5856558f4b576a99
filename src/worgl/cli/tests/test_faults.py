"""Every fault that somebody with the database's password can plant is named by `worgl check`, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from worgl.cli.tests.going_on import go_on
from worgl.cli.tests.lived_in import SLUG, settle_in
from worgl.cli.tests.plants import PLANTS, Bare, bare
from worgl.communities.queries import community_by_slug
from worgl.core.domains import all_checks, node_checks
from worgl.ledger.tests.test_audit import behind_the_doors
from worgl.payments.queries import faults, faults_of_node

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lived_in(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the town once; each fault is planted in a savepoint and taken back."""
    around = transaction.atomic()
    # The commands of the town may count tries for good: to them this is no transaction, as in a test case.
    around._from_testcase = True  # type: ignore[attr-defined]  # Django sets it so itself
    with django_db_blocker.unblock(), around:
        go_on(settle_in())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def town(lived_in: None) -> Iterator[None]:
    """Lend the town for one fault."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found() -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in (*faults_of_node(), *faults(community_by_slug(SLUG)))]


def test_a_town_in_which_everything_has_happened_is_right(town: None) -> None:
    assert faults(None) == []
    checks = [*all_checks(), *node_checks()]
    assert len(checks) == len({check.proves for check in checks}) > 20


def _shown(own: object) -> str:
    return str(UUID(own) if isinstance(own, str) else own)


@pytest.mark.parametrize("name", PLANTS)
def test_a_fault_of_a_row_is_named_with_its_place(town: None, name: str) -> None:
    plant = PLANTS[name]
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {plant.table} WHERE {plant.of} ORDER BY id LIMIT 1")  # noqa: S608 -- from the table above
        (own,) = cursor.fetchone()
        what = ["UPDATE", plant.table, "SET", plant.change] if plant.change else ["DELETE FROM", plant.table]
        cursor.execute(" ".join([*what, "WHERE id = %s"]), [own])
        assert cursor.rowcount == 1
    place = plant.place or _shown(own)
    # A wallet is named by its account, all others by their ids.
    place = "wallet" if place == "account" else place
    assert [where for kind, where in found() if kind == plant.code and place in where], found()


@pytest.mark.parametrize("one", list(bare()), ids=attrgetter("name"))
def test_a_fault_planted_by_bare_sql_is_named_with_its_place(town: None, one: Bare) -> None:
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute(one.sql.format(book=community_by_slug(SLUG).book))
        assert cursor.rowcount >= 1
    assert [where for kind, where in found() if kind == one.code and one.place in where], found()
