"""Towns that hundreds of tests begin with: built by the real commands once in a worker, then put in as rows.

A builder that is marked `@built_once` runs when its tables hold nothing yet; what it wrote and returned is kept.
The next test that asks for the same, in the same language and within a few minutes, gets these rows in one breath
and a copy of the answer. Where there is something in the tables already (a second town, a test that commits), the
builder runs as it stands, so no test sees a difference but the time it takes.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

Inputs = ParamSpec("Inputs")
Answer = TypeVar("Answer")

FRESH_FOR = timedelta(minutes=5)
"""After which a town is built anew: tests begin with a town of this very hour, and of this day."""
ZONES = (UTC, ZoneInfo("Europe/Vienna"))
FILLED = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""What a database holds when nobody has done anything in it."""
LISTED = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
    "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid",
    "postgresql": "SELECT c.table_name, c.column_name FROM information_schema.columns c "
    "JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public' "
    "AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position",
}
"""Tables and their columns; columns that the database reckons itself are left out."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What one table holds."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Snapshot(Generic[Answer]):
    """What a builder wrote and returned, and when."""

    rows: tuple[Rows, ...]
    answer: Answer
    at: datetime

    def is_fresh(self, now: datetime) -> bool:
        is_same_day = all(self.at.astimezone(zone).date() == now.astimezone(zone).date() for zone in ZONES)
        return is_same_day and now - self.at < FRESH_FOR


def built_once(build: Callable[Inputs, Answer]) -> Callable[Inputs, Answer]:
    """Make a builder of tests put in rows where the same has been built before.

    Its inputs are hashable, or mappings and lists of such, and its answer can be copied: ids and frozen values, no
    browsers.
    """
    kept: dict[Hashable, Snapshot[Answer]] = {}

    @wraps(build)
    def built(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer:
        now, asked = datetime.now(UTC), (_fixed(args), _fixed(kwargs), get_language(), settings.DEMO)
        if not connection.in_atomic_block or not _are_empty(_emptied()):
            return build(*args, **kwargs)
        snapshot = kept.get(asked)
        if snapshot is None or not snapshot.is_fresh(now):
            snapshot = kept[asked] = _made(build(*args, **kwargs), now)
        else:
            _put(snapshot.rows)
        return copy.deepcopy(snapshot.answer)

    return built


def _fixed(value: object) -> Hashable:
    """Return what stands for an input in the memory of towns."""
    if isinstance(value, Mapping):
        return tuple((name, _fixed(value[name])) for name in sorted(value))
    if isinstance(value, list | tuple):
        return tuple(map(_fixed, value))
    assert isinstance(value, Hashable)
    return value


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Return the columns of every table."""
    found: dict[str, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        for table, column in cursor.fetchall():
            found[table] = (*found.get(table, ()), column)
    return found


@cache
def _emptied() -> tuple[str, ...]:
    """Return the tables that a migrated database holds nothing in."""
    return tuple(table for table in _tables() if table not in FILLED)


def _are_empty(tables: Iterable[str]) -> bool:
    parts = (f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608 -- the database's own names
    question = " UNION ALL ".join(parts)
    raw: Any = connection.connection
    # Asked so often that PostgreSQL may keep its plan.
    asked = raw.execute(question) if connection.vendor == "sqlite" else raw.execute(question, prepare=True)
    return asked.fetchone() is None


def _made(answer: Answer, at: datetime) -> Snapshot[Answer]:
    return Snapshot(tuple(_taken(_emptied())), copy.deepcopy(answer), at)


def _taken(tables: Iterable[str]) -> Iterable[Rows]:
    """Yield what the tables hold, as the database itself writes it."""
    shown = '+"{}"' if connection.vendor == "sqlite" else 'quote_nullable("{}"::text)'
    with connection.cursor() as cursor:
        for table in tables:
            columns = _tables()[table]
            cursor.execute(f"SELECT {', '.join(map(shown.format, columns))} FROM {table}")  # noqa: S608 -- the database's own names
            if values := cursor.fetchall():
                yield Rows(table, columns, tuple(values))


def _put(rows: Iterable[Rows]) -> None:
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        for one in rows:
            raw.executemany(f"{_into(one)} ({', '.join('?' * len(one.columns))})", one.values)
        return
    lines = (_into(one) + ", ".join(f"({', '.join(map(str, row))})" for row in one.values) for one in rows)
    raw.execute("; ".join(lines))


def _into(one: Rows) -> str:
    names = ", ".join(f'"{column}"' for column in one.columns)
    return f"INSERT INTO {one.table} ({names}) VALUES "  # noqa: S608 -- the database's own names
