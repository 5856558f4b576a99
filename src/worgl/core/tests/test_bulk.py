"""Many rows at once: what `insert_rows` writes is what `bulk_create` writes, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.support.trials import taken_back
from worgl.core.bulk import ROWS_AT_ONCE, insert_rows, upsert_rows
from worgl.core.models import AnsweredCommand, Delivery, Fact

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FACT = ("id", "topic", "body", "at", "pending")
ANSWERED = ("scope", "actor", "key", "content_hash", "answer", "refusal", "at")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 -- zones are drawn
facts = st.tuples(
    st.uuids(),
    texts,
    jsons.filter(lambda body: body is not None),
    instants,
    st.booleans(),
)
answers = st.tuples(texts, texts, texts, st.binary(max_size=32), st.none() | jsons, st.none() | jsons, instants)


def test_facts_are_written_as_by_bulk_create() -> None:
    @given(st.lists(facts, max_size=6, unique_by=lambda row: row[0]))
    def check(rows: list[Sequence[object]]) -> None:
        objects = [Fact(**dict(zip(FACT, row, strict=True))) for row in rows]
        created = after(lambda: Fact.objects.bulk_create(objects), all_facts)
        assert after(lambda: insert_rows(Fact, columns=FACT, rows=rows), all_facts) == created

    check()


def test_answers_are_written_as_by_bulk_create() -> None:
    @given(st.lists(answers, max_size=6, unique_by=lambda row: row[:3]))
    def check(rows: list[Sequence[object]]) -> None:
        objects = [AnsweredCommand(**dict(zip(ANSWERED, row, strict=True))) for row in rows]
        created = after(lambda: AnsweredCommand.objects.bulk_create(objects), all_answers)
        assert after(lambda: insert_rows(AnsweredCommand, columns=ANSWERED, rows=rows), all_answers) == created

    check()


def after(write: Callable[[], object], read: Callable[[], list[object]]) -> list[object]:
    """Return what is read after a write that is then taken back."""

    def both() -> list[object]:
        write()
        return read()

    return taken_back(both)


def all_facts() -> list[object]:
    return [*Fact.objects.order_by("id").values_list(*FACT), *stored("SELECT * FROM core_fact ORDER BY id")]


def all_answers() -> list[object]:
    rows = AnsweredCommand.objects.order_by("id").values_list(*ANSWERED)
    sql = "SELECT scope, actor, key, content_hash, answer, refusal, at FROM core_answeredcommand ORDER BY id"
    return [*rows, *stored(sql)]


def stored(sql: str) -> list[tuple[object, ...]]:
    """Return rows as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def a_fact(own: UUID, *, topic: str = "test.baked") -> tuple[object, ...]:
    return own, topic, {"loaves": 3}, NOW, True, 0, ""


def test_columns_come_in_any_order_and_all_of_them() -> None:
    own = uuid4()
    assert insert_rows(Fact, columns=FACT[::-1], rows=[a_fact(own)[::-1]]) == 1
    assert Fact.objects.get().body == {"loaves": 3}
    for columns in (FACT[:-1], (*FACT, "id"), (*FACT[:-1], "trouble")):
        with pytest.raises(AssertionError, match="Fact has the columns id, topic"):
            insert_rows(Fact, columns=columns, rows=[])
    with pytest.raises(ValueError, match="zip"):
        insert_rows(Fact, columns=FACT, rows=[a_fact(uuid4())[:-1]])


def test_a_foreign_key_is_given_by_its_number() -> None:
    own = uuid4()
    insert_rows(Fact, columns=FACT, rows=[a_fact(own)])
    insert_rows(Delivery, columns=["fact_id", "reader", "at"], rows=[(own, "a.reader", NOW)])
    assert Delivery.objects.get().fact.topic == "test.baked"


def test_rows_of_many_pages_are_read_as_they_are_written() -> None:
    rows = ((f"test.{number}", "a", "k", b"", None, None, NOW) for number in range(2 * ROWS_AT_ONCE + 1))
    assert insert_rows(AnsweredCommand, columns=ANSWERED, rows=rows) == 2 * ROWS_AT_ONCE + 1
    assert AnsweredCommand.objects.count() == 2 * ROWS_AT_ONCE + 1
    assert insert_rows(AnsweredCommand, columns=ANSWERED, rows=[]) == 0


@pytest.mark.parametrize("write", [insert_rows, lambda *a, **k: upsert_rows(*a, unique=["id"], **k)])
def test_nothing_is_written_when_one_row_cannot_be(write: Callable[..., int]) -> None:
    rows = [*(a_fact(uuid4()) for _row in range(ROWS_AT_ONCE)), (uuid4(), None, {}, NOW, True, 0, "")]
    with pytest.raises(IntegrityError), transaction.atomic():
        write(Fact, columns=FACT, rows=rows)
    assert not Fact.objects.exists()


def test_the_same_row_cannot_be_inserted_twice() -> None:
    own = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Fact, columns=FACT, rows=[a_fact(own), a_fact(own)])


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(AssertionError, match="no instant"):
        insert_rows(Delivery, columns=["fact_id", "reader", "at"], rows=[(uuid4(), "a", NOW.replace(tzinfo=None))])


def test_an_upsert_replaces_what_stands_and_adds_what_does_not() -> None:
    first, second = uuid4(), uuid4()
    insert_rows(Fact, columns=FACT, rows=[a_fact(first, topic="old")])
    rows = [a_fact(first, topic="new"), a_fact(second, topic="other")]
    assert upsert_rows(Fact, columns=FACT, unique=["id"], rows=rows) == 2
    assert dict(Fact.objects.values_list("id", "topic")) == {first: "new", second: "other"}
