"""The rows of payment requests out and in, for export and import."""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.requests import models

TABLES = (Table("payment_requests", models.PaymentRequest),)
