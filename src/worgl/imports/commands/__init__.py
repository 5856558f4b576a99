"""The import of histories: tried beforehand, or done."""

from worgl.imports.commands.importing import ImportTerms, import_transfers, rehearse_transfers
from worgl.imports.commands.run import ImportReport

__all__ = ["ImportReport", "ImportTerms", "import_transfers", "rehearse_transfers"]
