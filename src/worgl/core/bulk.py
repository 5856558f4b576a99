"""Writing many rows at once: values are converted column by column, and one statement takes a page of rows.

Django's `bulk_create` makes an object of each row and builds the text of its statements value by value;
from some thousand rows on that takes far longer than the database. Here a row is a tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any, TypeAlias

from django.db import connection, models, transaction

PAGE = 5_000
"""Rows one statement takes; what is not written yet is not held in memory."""

Field: TypeAlias = "models.Field[Any, Any]"
Converter: TypeAlias = Callable[[Any], object]
Row: TypeAlias = Sequence[object]


def insert_rows(model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows as `bulk_create` would, all or none, and return how many.

    `columns` names what stands in a row: every column of the model, a foreign key by its `_id` name, but
    not a key the database numbers. Nothing is filled in, so defaults are given like any other value.
    """
    write = _insert if connection.vendor == "sqlite" else _copy
    return _write_pages(write, model, _fields(model, columns), rows)


def upsert_rows(
    model: type[models.Model], *, columns: Sequence[str], unique: Sequence[str], rows: Iterable[Row]
) -> int:
    """Insert rows as `insert_rows` does, and where one with the same `unique` columns stands replace the others."""
    fields = _fields(model, columns)
    quote = connection.ops.quote_name
    marks = ", ".join(quote(one.column) for one in fields if one.attname in unique)
    changes = ", ".join(f"{quote(one.column)} = EXCLUDED.{quote(one.column)}" for one in fields if one.attname not in unique)
    return _write_pages(partial(_insert, ending=f" ON CONFLICT ({marks}) DO UPDATE SET {changes}"), model, fields, rows)


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[Field]:
    fields = {
        one.attname: one
        for one in model._meta.concrete_fields  # noqa: SLF001 -- Django's own word for it
        if not isinstance(one, models.AutoField)
    }
    assert sorted(columns) == sorted(fields), f"{model.__name__} has the columns {', '.join(fields)}"
    return [fields[name] for name in columns]


def _write_pages(
    write: Callable[[str, str, list[Row]], None], model: type[models.Model], fields: Sequence[Field], rows: Iterable[Row]
) -> int:
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's own word for it
    names = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    written = 0
    with transaction.atomic(savepoint=False):
        for page in _converted_pages(fields, rows):
            write(table, names, page)
            written += len(page)
    return written


def _converted_pages(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[list[Row]]:
    converters = [_converter(one) for one in fields]
    rest = iter(rows)
    while page := list(islice(rest, PAGE)):
        columns = zip(*page, strict=True)
        converted = [_converted(convert, column) for convert, column in zip(converters, columns, strict=True)]
        yield list(zip(*converted, strict=True))


def _converted(convert: Converter, column: Sequence[object]) -> list[object]:
    return [None if value is None else convert(value) for value in column]


def _insert(table: str, names: str, page: list[Row], *, ending: str = "") -> None:
    marks = ", ".join(["%s"] * len(page[0]))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks}){ending}"  # noqa: S608 -- names are the models', values are parameters
    with connection.cursor() as cursor:
        cursor.executemany(sql, page)


def _copy(table: str, names: str, page: list[Row]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in page:
            copy.write_row(row)


def _converter(one: Field) -> Converter:
    """Return what makes a field's value the database's: a quick way for common kinds, Django's own for others."""
    target = one.target_field if isinstance(one, models.ForeignKey) else one
    for kinds, convert in (*_CONVERTERS, *(_SQLITE_CONVERTERS if connection.vendor == "sqlite" else ())):
        if isinstance(target, kinds):
            return convert
    return partial(one.get_db_prep_save, connection=connection)


def _utc_text(value: Any) -> str:
    """Return an instant as SQLite keeps it; times without a zone are refused by what Django would only warn of."""
    assert value.tzinfo is not None
    return str(value.astimezone(connection.timezone).replace(tzinfo=None))


_CONVERTERS: tuple[tuple[tuple[type[Field], ...], Converter], ...] = (
    ((models.IntegerField,), int),
    ((models.BooleanField,), bool),
    ((models.CharField, models.TextField), str),
)
_SQLITE_CONVERTERS: tuple[tuple[tuple[type[Field], ...], Converter], ...] = (
    ((models.UUIDField,), attrgetter("hex")),
    ((models.DateTimeField,), _utc_text),
)
