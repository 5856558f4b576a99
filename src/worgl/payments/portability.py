"""The payments' rows out and in, for export and import."""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.payments import models

PAYMENTS = Table("payments", models.Payment)
TABLES = (PAYMENTS,)
