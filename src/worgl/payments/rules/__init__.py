"""The payments' rules: their values, statements as CSV, rows of imported history. Pure."""

from worgl.core.sheets import ROW_MAX, safe_cell
from worgl.payments.rules.imports import EXTERNAL_ID_MAX, Column, RowCode
from worgl.payments.rules.policy import PARAMETERS
from worgl.payments.rules.statements import csv_of
from worgl.payments.rules.values import (
    STATEMENT_LINES_MAX,
    ActivityLine,
    BatchLine,
    Direction,
    Party,
    PaymentId,
    PaymentKind,
    Preview,
    Receipt,
    RefundLine,
    StatementPage,
    StatementView,
    clean_text,
    payment_id,
    payment_ids,
)

__all__ = [
    "EXTERNAL_ID_MAX",
    "PARAMETERS",
    "ROW_MAX",
    "STATEMENT_LINES_MAX",
    "ActivityLine",
    "BatchLine",
    "Column",
    "Direction",
    "Party",
    "PaymentId",
    "PaymentKind",
    "Preview",
    "Receipt",
    "RefundLine",
    "RowCode",
    "StatementPage",
    "StatementView",
    "clean_text",
    "csv_of",
    "payment_id",
    "payment_ids",
    "safe_cell",
]
