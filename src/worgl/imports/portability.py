"""What imports of history left behind, out and in, for export and import.

It goes along, so that a file that was imported before is known in the new place too.
"""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.imports import models

TABLES = (
    Table("imports", models.ImportRun),
    Table("import_refused_rows", models.RefusedRow),
    Table("import_notes", models.ImportedNote),
    Table("import_accounts", models.ForeignAccount),
)
