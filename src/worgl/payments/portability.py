"""The payments' rows out and in, for export and import: payments, and what imports of history left behind.

The imports go along, so that a file that was imported before is known in the new place too.
"""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.payments import models

PAYMENTS = Table("payments", models.Payment)
TABLES = (
    PAYMENTS,
    Table("payment_requests", models.PaymentRequest),
    Table("imports", models.ImportRun),
    Table("import_refused_rows", models.RefusedRow),
    Table("import_notes", models.ImportedNote),
    Table("import_accounts", models.ForeignAccount),
    Table("standing_orders", models.StandingOrder),
    Table("standing_runs", models.StandingRun),
    Table("disputes", models.Dispute),
    Table("vouchers", models.Voucher),
    Table("pay_lists", models.PayList),
    Table("pay_list_rows", models.PayListRow),
)
