"""Imports, as operators may look at them."""

from worgl.core.tables import show
from worgl.imports.models import ImportRun

show(
    ImportRun,
    ("community", "file_name", "state", "rows", "accepted", "refused", "rounded", "started_at", "finished_at"),
)
