"""Registers imports with Django."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core import domains
from worgl.core.codes import CodeMeaning, Counts


class ImportsConfig(domains.DomainConfig):
    """The import of histories."""

    name = "worgl.imports"
    label = "imports"

    def ready(self) -> None:
        """Register the checks."""
        from worgl.imports import checks  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what imports are."""
        from worgl.imports import facts, models
        from worgl.imports.portability import TABLES
        from worgl.imports.queries import notes_of
        from worgl.imports.rules.rows import IMPORTED

        return domains.Domain(
            impersonal={
                models.ImportRun: "a file of many",
                models.RefusedRow: "a row of a file that meant nobody here",
                models.ImportedNote: "the note of a payment; the statements tell it",
                models.ForeignAccount: "what an account was called elsewhere",
            },
            tables=TABLES,
            untold=facts.UNTOLD,
            codes=(CodeMeaning(IMPORTED, "imported", _("Imported payment"), counts=Counts.TRADE, notes=notes_of),),
        )
