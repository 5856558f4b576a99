"""The import of histories: tried beforehand, or done."""

from worgl.imports.commands.importing import Wish as ImportWish
from worgl.imports.commands.importing import import_transfers, rehearse_transfers
from worgl.imports.commands.run import ImportReport

__all__ = ["ImportReport", "ImportWish", "import_transfers", "rehearse_transfers"]
