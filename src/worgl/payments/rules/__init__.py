"""The payments' rules: their values, and statements as CSV. Pure."""

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
    "PARAMETERS",
    "STATEMENT_LINES_MAX",
    "ActivityLine",
    "BatchLine",
    "Direction",
    "Party",
    "PaymentId",
    "PaymentKind",
    "Preview",
    "Receipt",
    "RefundLine",
    "StatementPage",
    "StatementView",
    "clean_text",
    "csv_of",
    "payment_id",
    "payment_ids",
]
