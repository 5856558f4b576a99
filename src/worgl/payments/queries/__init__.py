"""The payments' reads: receipts, activity, statements, people to pay."""

from worgl.payments.queries.accounts import activity, overview, statement, statement_csv
from worgl.payments.queries.mine import statement_files, told_of_requests
from worgl.payments.queries.papers import receipt_pdf, statement_pdf
from worgl.payments.queries.payees import find_payees, recent_payees
from worgl.payments.queries.receipts import receipt, refund_days
from worgl.payments.queries.requests import (
    count_waiting,
    find_request,
    find_requests,
    request_days,
    request_view,
    requests,
)
from worgl.payments.queries.till import till_day
from worgl.payments.rules import ActivityLine, Party, Preview, Receipt, RefundLine, StatementView

__all__ = [
    "ActivityLine",
    "Party",
    "Preview",
    "Receipt",
    "RefundLine",
    "StatementView",
    "activity",
    "count_waiting",
    "find_payees",
    "find_request",
    "find_requests",
    "overview",
    "receipt",
    "receipt_pdf",
    "recent_payees",
    "refund_days",
    "request_days",
    "request_view",
    "requests",
    "statement",
    "statement_csv",
    "statement_files",
    "statement_pdf",
    "till_day",
    "told_of_requests",
]
