"""The payments' reads: receipts, activity, statements, people to pay."""

from worgl.payments.queries.accounts import activity, overview, statement, statement_csv, statement_page
from worgl.payments.queries.checking import faults, faults_of, faults_of_node, towns_by_book
from worgl.payments.queries.mine import files_of_member, statement_files
from worgl.payments.queries.papers import receipt_pdf, statement_pdf
from worgl.payments.queries.payees import find_payees, payee_named, recent_payees
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
    "faults",
    "faults_of",
    "faults_of_node",
    "files_of_member",
    "find_payees",
    "overview",
    "payee_named",
    "receipt",
    "receipt_pdf",
    "recent_payees",
    "refund_days",
    "statement",
    "statement_csv",
    "statement_files",
    "statement_page",
    "statement_pdf",
    "towns_by_book",
]
