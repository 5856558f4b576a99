"""What of imports is sealed.

An import is sealed with what it counts after each batch, so that no file is taken for another; a row it refused until
that row is booked after all.
"""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.imports import models

NOTE = sealed("import_note", models.ImportedNote, ("transfer", "note"), community="community")
IMPORT = sealed(
    "import",
    models.ImportRun,
    (
        *("id", "digest", "settings_digest", "file_name", "state", "line", "rows", "accepted", "refused", "rounded"),
        *("started_at", "finished_at"),
    ),
    community="community",
)
REFUSED = sealed("import_refusal", models.RefusedRow, ("id", "run_id", "line", "code", "text"), community="community")
FOREIGN = sealed(
    "import_account", models.ForeignAccount, ("id", "external_id", "account", "member"), community="community"
)
KINDS = (
    NOTE,
    IMPORT,
    REFUSED,
    FOREIGN,
)
