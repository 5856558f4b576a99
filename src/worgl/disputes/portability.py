"""The rows of disputes out and in, for export and import."""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.disputes import models

TABLES = (Table("disputes", models.Dispute),)
