"""A table of a community's rows, as it goes into an export; the domains declare theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one model that belong to one community, and how they stand in a file."""

    name: str
    model: type[models.Model]
    community: str = "community"
    """The field that names the community; the key itself for the community's own row."""
    left_out: frozenset[str] = frozenset()
    """Fields that are filled in when the rows are read into another database."""
    known_by: Mapping[str, str] = field(default_factory=dict)
    """Foreign keys to rows numbered anew, each with the field of the other row that is written instead."""
    fault: Callable[[Any], str] | None = None
    """Says what is wrong with a row that is read, "" when nothing is."""

    def fields(self) -> list[models.Field[Any, Any]]:
        """Return the fields that stand in the file."""
        return [each for each in self.model._meta.concrete_fields if self._is_written(each)]  # noqa: SLF001 -- Django's own word for it

    def _is_written(self, one: models.Field[Any, Any]) -> bool:
        if isinstance(one, models.AutoField) or one.name in self.left_out:
            return False
        return one.primary_key or self.community not in {one.name, one.attname}

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [
            f"{one.name}.{self.known_by[one.name]}" if one.name in self.known_by else one.name for one in self.fields()
        ]
