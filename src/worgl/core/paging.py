"""Paging by cursor: a page never grows, and nothing is skipped or shown twice when rows are added."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput
from worgl.core.limits import PAGE_MAX

Item = TypeVar("Item")
CURSOR_MAX = 2_000
"""Longest mark read, in characters."""
NUMBER_MAX = 2**63 - 1
Cursor = tuple[str | int, ...]


class InvalidCursor(InvalidInput):
    """A page mark that this list did not give."""

    code, status = "invalid_cursor", 422


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items and the mark of what follows; `next_cursor` is empty on the last page."""

    items: tuple[Item, ...]
    next_cursor: str = ""


def encode_cursor(cursor: Cursor) -> str:
    """Return a cursor as text for a link."""
    return base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")


def decode_cursor(text: str, *, length: int) -> Cursor | None:
    """Return the cursor of a link, None for the first page; refuses InvalidCursor."""
    if not text:
        return None
    try:
        value = json.loads(base64.urlsafe_b64decode(text[:CURSOR_MAX] + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        value = None
    if not isinstance(value, list) or len(value) != length or not all(isinstance(part, str | int) for part in value):
        raise unknown_page()
    return tuple(value)


def unknown_page() -> InvalidCursor:
    """Return the refusal of a mark that somebody made up."""
    return InvalidCursor(field="cursor", reason=_("This page of the list is not known. Start from the first page."))


def id_in(cursor: Cursor) -> UUID:
    """Return the id, written as hex, that a cursor ends with; refuses InvalidCursor."""
    try:
        return UUID(hex=str(cursor[-1]))
    except ValueError:
        raise unknown_page() from None


def number_in(cursor: Cursor) -> int:
    """Return the number of a row or entry that a cursor ends with; refuses InvalidCursor for what no column holds."""
    number = cursor[-1]
    if not isinstance(number, int) or not 0 <= number <= NUMBER_MAX:
        raise unknown_page()
    return number


def day_in(cursor: Cursor) -> date:
    """Return the date, in ISO form, that a cursor ends with; refuses InvalidCursor."""
    try:
        return date.fromisoformat(str(cursor[-1]))
    except ValueError:
        raise unknown_page() from None


def page_of(rows: Sequence[Item], *, limit: int, cursor_of: Callable[[Item], Cursor]) -> Page[Item]:
    """Return a page from rows read with `limit + 1`: the extra row only tells that more follow."""
    assert 1 <= limit <= PAGE_MAX
    more = len(rows) > limit
    items = tuple(rows[:limit])
    return Page(items, encode_cursor(cursor_of(items[-1])) if more else "")
