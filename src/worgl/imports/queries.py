"""What an imported transfer said of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from worgl.imports.models import ImportedNote


def notes_of(transfers: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return what stood in the file as the note of each transfer, where something did."""
    return dict(ImportedNote.objects.filter(pk__in=transfers).values_list("pk", "note"))
