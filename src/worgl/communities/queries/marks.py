"""Marks of a page that are ids."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.paging import Cursor, InvalidCursor


def id_of(cursor: Cursor) -> UUID:
    """Return the id a cursor ends with; refuses InvalidCursor when somebody made it up."""
    try:
        return UUID(hex=str(cursor[-1]))
    except ValueError:
        reason = _("This page of the list is not known. Start from the first page.")
        raise InvalidCursor(field="cursor", reason=reason) from None
