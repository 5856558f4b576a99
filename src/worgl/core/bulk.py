"""Writing many rows at once: values are converted column by column, and one statement takes a page of rows.

Django's `bulk_create` makes an object of each row and builds the text of its statements value by value;
from some thousand rows on that takes far longer than the database. Here a row is a tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain, islice
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import connection, models, transaction

ROWS_AT_ONCE = 5_000
"""Rows one statement takes; what is not written yet is not held in memory."""
_COPIED_FROM = 200
"""From how many rows on PostgreSQL's COPY, which is three round trips, is quicker than one INSERT."""

Field: TypeAlias = "models.Field[Any, Any]"
Converter: TypeAlias = Callable[[Any], object]
Row: TypeAlias = Sequence[object]
Page: TypeAlias = list[tuple[Any, ...]]


def insert_rows(model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows as `bulk_create` would, all or none, and return how many.

    `columns` names what stands in a row: every column of the model, a foreign key by its `_id` name, but
    not a key the database numbers. Nothing is filled in, so defaults are given like any other value.
    """
    write = _insert if connection.vendor == "sqlite" else _copy_many
    return _write_pages(write, model, _fields(model, columns), rows)


@contextmanager
def in_one_round_trip() -> Iterator[None]:
    """Send what the block writes without waiting for each answer; what fails is raised at its end.

    For few rows of several tables on PostgreSQL; elsewhere it is a block like any other. Nothing may be read in it.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def insert_missing_rows(model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows as `insert_rows` does, but leave out those whose unique columns stand already."""
    write = partial(_insert, ending=" ON CONFLICT DO NOTHING")
    _write_pages(write, model, _fields(model, columns), rows)


def upsert_rows(
    model: type[models.Model], *, columns: Sequence[str], unique: Sequence[str], rows: Iterable[Row]
) -> int:
    """Insert rows as `insert_rows` does, and where one with the same `unique` columns stands replace the others."""
    fields = _fields(model, columns)
    key = ", ".join(_quoted(one.column) for one in fields if one.attname in unique)
    others = [_quoted(one.column) for one in fields if one.attname not in unique]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in others)
    write = partial(_insert, ending=f" ON CONFLICT ({key}) DO UPDATE SET {changes}")
    return _write_pages(write, model, fields, rows)


def _fields(model: type[models.Model], columns: Sequence[str]) -> Sequence[Field]:
    return _ordered(model, tuple(columns))


@lru_cache(maxsize=200)
def _ordered(model: type[models.Model], columns: tuple[str, ...]) -> Sequence[Field]:
    fields = {
        one.attname: one
        for one in model._meta.concrete_fields  # noqa: SLF001 -- Django's own word for it
        if not isinstance(one, models.AutoField)
    }
    assert sorted(columns) == sorted(fields), f"{model.__name__} has the columns {', '.join(fields)}"
    return [fields[name] for name in columns]


def _quoted(name: str | None) -> str:
    assert name, "every field here has a column"
    return connection.ops.quote_name(name)


def _write_pages(
    write: Callable[[str, str, Page], None],
    model: type[models.Model],
    fields: Sequence[Field],
    rows: Iterable[Row],
) -> int:
    table = _quoted(model._meta.db_table)  # noqa: SLF001 -- Django's own word for it
    names = ", ".join(_quoted(one.column) for one in fields)
    written = 0
    with transaction.atomic(savepoint=False):
        for page in _converted_pages(fields, rows):
            write(table, names, page)
            written += len(page)
    return written


def _converted_pages(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[Page]:
    converters = [_converter(one) for one in fields]
    rest = iter(rows)
    while page := list(islice(rest, ROWS_AT_ONCE)):
        columns = zip(*page, strict=True)
        converted = [_converted(convert, column) for convert, column in zip(converters, columns, strict=True)]
        yield list(zip(*converted, strict=True))


def _converted(convert: Converter, column: Sequence[object]) -> list[object]:
    return [None if value is None else convert(value) for value in column]


def _insert(table: str, names: str, page: Page, *, ending: str = "") -> None:
    marks = ", ".join(["%s"] * len(page[0]))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks}){ending}"  # noqa: S608 -- names are the models', values are parameters
    with connection.cursor() as cursor:
        cursor.executemany(sql, page)


def _copy_many(table: str, names: str, page: Page) -> None:
    if len(page) >= _COPIED_FROM:
        _copy(table, names, page)
    else:
        _insert_at_once(table, names, page)


def _insert_at_once(table: str, names: str, page: Page) -> None:
    marks = f"({', '.join(['%s'] * len(page[0]))})"
    sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * len(page))}"  # noqa: S608 -- names are the models', values are parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(page)))


def _copy(table: str, names: str, page: Page) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in page:
            copy.write_row(row)


def _converter(one: Field) -> Converter:
    """Return what makes a field's value the database's: a short way for common kinds, Django's own for others."""
    target = one.target_field if isinstance(one, models.ForeignKey) else one
    kinds = _COMMON | _SQLITE if connection.vendor == "sqlite" else _COMMON
    for kind, convert in kinds.items():
        if isinstance(target, kind):
            return convert
    if isinstance(target, models.JSONField):
        return _json_converter(one)
    return partial(one.get_db_prep_save, connection=connection)


class JsonText(str):
    """JSON that is written already, for a column of JSON: it goes into the database as it stands."""

    __slots__ = ()


def _json_converter(one: Field) -> Converter:
    convert = partial(one.get_db_prep_save, connection=connection)
    return lambda value: str(value) if type(value) is JsonText else convert(value)


def _instant(value: datetime) -> datetime:
    assert value.tzinfo is not None, "a time without a zone is no instant"
    return value


@lru_cache(maxsize=4_096)
def _instant_text(value: datetime) -> str:
    # Rows written together mostly share their moment.
    return str(_instant(value).astimezone(connection.timezone).replace(tzinfo=None))


_COMMON: dict[type[Field], Converter] = {
    models.IntegerField: int,
    models.BooleanField: bool,
    models.CharField: str,
    models.TextField: str,
    models.DateTimeField: _instant,
}
_SQLITE: dict[type[Field], Converter] = {
    models.UUIDField: attrgetter("hex"),
    models.DateTimeField: _instant_text,
}
