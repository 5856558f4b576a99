"""The rows of vouchers out and in, for export and import."""

from __future__ import annotations

from worgl.core.portability import Table
from worgl.vouchers import models

TABLES = (Table("vouchers", models.Voucher),)
