"""Queries that are asked with every payment: Django puts their text together once, not each time.

Building the SQL of a look-up by key takes Django ten times as long as the database takes to answer it.
A `Prepared` query is written like any other, with `given(...)` where a value comes in:

    _BY_ID = Prepared(lambda: Town.objects.filter(pk=given("own", UUIDField())))
    town = _BY_ID.first(own=own)

It must ask for the same whatever the values are: no value may be None, and a list can be given only to a
`PreparedMany`, which has a text for each of a few lengths.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
MANY_MAX = 64
"""Most values of a list that one question takes; longer lists are asked in several."""
Converters = Sequence[tuple[int, tuple[Sequence[Callable[..., object]], object]]]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands among the query's parameters, and what makes it the database's."""

    name: str
    field: Field[Any, Any]


class _Param(Expression):
    """A value that is told when the query is asked."""

    def __init__(self, place: _Place) -> None:
        super().__init__(output_field=place.field)
        self.place = place

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list[_Place]]:  # type: ignore[override]  # the place stands for its value
        return "%s", [self.place]


def param(name: str, field: Field[Any, Any]) -> Expression:
    """Return what stands in a prepared query for a value of a field's kind."""
    return _Param(_Place(name, field))


class Prepared(Generic[Row]):
    """A query whose text is kept; `make` is called once for each kind of database."""

    def __init__(self, make: Callable[[], QuerySet[Any, Row]]) -> None:
        self._make = make
        self._ready: dict[str, _Ready] = {}
        self._lock = threading.Lock()

    def rows(self, **values: object) -> list[Row]:
        """Return all rows: model instances, or tuples of a `values_list`."""
        return list(cast("Iterator[Row]", self._text().ask(values)))

    def first(self, **values: object) -> Row | None:
        """Return the first row, None when there is none; a query that can have many brings its own limit."""
        return next(cast("Iterator[Row]", self._text().ask(values)), None)

    def _text(self) -> _Ready:
        ready = self._ready.get(connection.vendor)
        if ready is None:
            with self._lock:
                ready = self._ready.setdefault(connection.vendor, _Ready(self._make()))
        return ready


class PreparedMany(Generic[Row]):
    """A query for all rows that have one of many values; `make` gets what stands for them, to be used with `__in`.

    _BY_IDS = PreparedMany(UUIDField(), lambda ids: Town.objects.filter(pk__in=ids))
    towns = _BY_IDS.rows([one, other])
    """

    def __init__(self, field: Field[Any, Any], make: Callable[[Any], QuerySet[Any, Row]]) -> None:
        self._field = field
        self._make = make
        self._of_length: dict[int, Prepared[Row]] = {}

    def rows(self, wanted: Sequence[object], **values: object) -> list[Row]:
        """Return the rows of all the wanted, which should be different ones; values of other places go by name."""
        found: list[Row] = []
        for start in range(0, len(wanted), MANY_MAX):
            part = wanted[start : start + MANY_MAX]
            length = 1 << (len(part) - 1).bit_length()
            # Filled up with one that is asked for anyhow: few lengths, few texts.
            full = [*part, *[part[-1]] * (length - len(part))]
            named = {f"wanted_{place}": value for place, value in enumerate(full)}
            found += self._prepared(length).rows(**named, **values)
        return found

    def _prepared(self, length: int) -> Prepared[Row]:
        ready = self._of_length.get(length)
        if ready is None:
            places = [param(f"wanted_{place}", self._field) for place in range(length)]
            ready = self._of_length.setdefault(length, Prepared(lambda: self._make(places)))
        return ready


class _Ready:
    """The text of a query, and how its rows are read."""

    def __init__(self, wanted: QuerySet[Any, Any]) -> None:
        compiler = wanted.query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        select, info = compiler.select, compiler.klass_info
        assert select is not None
        self.converters: Converters = list(compiler.get_converters([each[0] for each in select]).items())
        self.read: Callable[[list[Any]], object] = tuple
        if info is not None and issubclass(wanted._iterable_class, ModelIterable):  # noqa: SLF001 -- Django's own word for it
            self.read = _instance_reader(wanted.db, select, info, compiler.annotation_col_map)

    def ask(self, values: dict[str, object]) -> Iterator[object]:
        """Ask the database."""
        parameters = [
            each.field.get_db_prep_value(values[each.name], connection) if isinstance(each, _Place) else each
            for each in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        for one in found:
            row = list(one)
            for place, (converters, expression) in self.converters:
                value = row[place]
                for convert in converters:
                    value = convert(value, expression, connection)
                row[place] = value
            yield self.read(row)


def _instance_reader(
    alias: str, select: Sequence[Any], info: dict[str, Any], annotations: dict[str, int] | None
) -> Callable[[list[Any]], models.Model]:
    """Return what makes a model's instance of a row, as Django's own query sets do."""
    model: type[models.Model] = info["model"]
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in select[start:end]]
    related = get_related_populators(info, select, alias)  # type: ignore[call-arg]  # the stubs are of a later Django
    beside = list((annotations or {}).items())

    def read(row: list[Any]) -> models.Model:
        instance = model.from_db(alias, names, row[start:end])
        for each in related:
            each.populate(row, instance)
        for name, place in beside:
            setattr(instance, name, row[place])
        return instance

    return read
