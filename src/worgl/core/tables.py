"""Tables an operator may look into: each domain says in its room `admin` which, and which columns.

Nothing is changed there, and what is not named is not shown: no password, no hash of a token.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns that are shown; `sought` are those a search looks into."""

    model: type[Model]
    columns: tuple[str, ...]
    sought: tuple[str, ...]


_tables: dict[type[Model], Table] = {}


def show(model: type[Model], columns: tuple[str, ...], *, sought: tuple[str, ...] = ()) -> None:
    """Let operators look into a table."""
    _tables[model] = Table(model, columns, sought)


def shown() -> list[Table]:
    """Return the tables that were named."""
    return list(_tables.values())
