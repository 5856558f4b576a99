"""People for tests, made by the real command."""

from __future__ import annotations

import io
import itertools
from datetime import UTC, datetime
from uuid import uuid4

from PIL import Image

from worgl.core.commands import IdempotencyKey
from worgl.identity.commands import register_person, show_picture
from worgl.identity.rules import PersonId

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "plough-orchard-lantern"
_numbers = itertools.count(1)


def person(name: str = "Alice", *, email: str = "", password: str | None = None, now: datetime = NOW) -> PersonId:
    """Return a fresh person; without an address of their own they get one nobody else has."""
    address = email or f"person-{next(_numbers)}-{now:%H%M%S%f}@example.org"
    return register_person(email=address, name=name, password=password, now=now)


def photo(colour: str = "red", kind: str = "PNG") -> bytes:
    """Return a photograph of one colour, 300 x 400."""
    out = io.BytesIO()
    Image.new("RGB", (300, 400), colour).save(out, kind)
    return out.getvalue()


def shown(person: PersonId, colour: str = "red") -> str:
    """Show a picture of somebody and return its digest."""
    return show_picture(actor=person, content=photo(colour), key=IdempotencyKey(uuid4().hex), now=NOW)
