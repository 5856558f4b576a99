"""People for tests, made by the real command."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from worgl.identity.commands import register_person
from worgl.identity.rules import PersonId

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "plough-orchard-lantern"
_numbers = itertools.count(1)


def person(name: str = "Alice", *, email: str = "", password: str | None = None, now: datetime = NOW) -> PersonId:
    """Return a fresh person; without an address of his own he gets one nobody else has."""
    address = email or f"person-{next(_numbers)}-{now:%H%M%S%f}@example.org"
    return register_person(email=address, name=name, password=password, now=now)
