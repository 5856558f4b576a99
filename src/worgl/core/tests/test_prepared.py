"""Prepared queries find what Django's own find, with every kind of value, relation and annotation."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import BooleanField, CharField, Count, DateTimeField, F, UUIDField

from tests.support.queries import statements
from worgl.core.models import Delivery, Fact
from worgl.core.prepared import Prepared, param

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SINCE = Prepared(
    lambda: Fact.objects.filter(
        topic=param("topic", CharField()),
        at__gte=param("since", DateTimeField()),
        pending=param("open", BooleanField()),
    ).order_by("at")
)
READERS = Prepared(
    lambda: (
        Delivery.objects.filter(fact=param("fact", UUIDField())).select_related("fact").annotate(topic=F("fact__topic"))
    )
)
COUNTS = Prepared(lambda: Fact.objects.values_list("topic").annotate(count=Count("pk")).order_by("topic"))


@pytest.fixture
def facts(db: None) -> list[Fact]:
    """Return three facts, a day apart."""
    rows = [
        Fact(id=uuid4(), topic="a%s'b", body={"n": [number, None]}, at=NOW + timedelta(days=number))
        for number in range(3)
    ]
    return Fact.objects.bulk_create(rows)


def plain(rows: list[Fact]) -> list[dict[str, object]]:
    return [{one.attname: getattr(row, one.attname) for one in Fact._meta.concrete_fields} for row in rows]


def test_it_finds_what_a_query_set_finds(facts: list[Fact]) -> None:
    since = NOW + timedelta(days=1)
    expected = list(Fact.objects.filter(topic="a%s'b", at__gte=since, pending=True).order_by("at"))
    assert plain(SINCE.rows(topic="a%s'b", since=since, open=True)) == plain(expected) == plain(facts[1:])
    assert SINCE.rows(topic="a", since=since, open=True) == []
    assert SINCE.first(topic="a%s'b", since=since, open=False) is None


def test_the_first_row_is_the_first(facts: list[Fact]) -> None:
    found = SINCE.first(topic="a%s'b", since=NOW, open=True)
    assert found == facts[0]
    found.pending = False
    found.save()
    assert not Fact.objects.get(pk=facts[0].pk).pending


def test_relations_and_annotations_come_along(facts: list[Fact]) -> None:
    Delivery.objects.create(fact=facts[1], reader="r", at=NOW)
    with statements() as asked:
        (row,) = READERS.rows(fact=facts[1].pk)
        assert (row.fact.body, row.fact.pending, row.topic) == ({"n": [1, None]}, True, "a%s'b")
    assert len(asked) == 1


def test_lists_of_values_come_as_tuples(facts: list[Fact]) -> None:
    assert COUNTS.rows() == [("a%s'b", 3)]


def test_threads_share_the_text_and_use_their_own_connections(committed_db: None) -> None:
    topic = uuid4().hex
    Fact.objects.create(id=uuid4(), topic=topic, body={}, at=NOW)
    found: list[int] = []

    def look() -> None:
        found.append(len(SINCE.rows(topic=topic, since=NOW, open=True)))
        connection.close()

    threads = [threading.Thread(target=look) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 4
