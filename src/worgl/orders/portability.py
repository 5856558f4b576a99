"""The rows of standing orders and pay lists out and in, for export and import."""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.orders import models

TABLES = (
    Table("standing_orders", models.StandingOrder),
    Table("standing_runs", models.StandingRun),
    Table("pay_lists", models.PayList),
    Table("pay_list_rows", models.PayListRow),
)
