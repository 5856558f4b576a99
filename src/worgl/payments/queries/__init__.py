"""The payments' reads: receipts, activity, statements, people to pay."""

from worgl.payments.queries.accounts import activity, overview, statement, statement_csv
from worgl.payments.queries.payees import find_payees, recent_payees
from worgl.payments.queries.receipts import receipt, refund_days
from worgl.payments.rules import ActivityLine, Party, Preview, Receipt, RefundLine, StatementView

__all__ = [
    "ActivityLine",
    "Party",
    "Preview",
    "Receipt",
    "RefundLine",
    "StatementView",
    "activity",
    "find_payees",
    "overview",
    "receipt",
    "recent_payees",
    "refund_days",
    "statement",
    "statement_csv",
]
