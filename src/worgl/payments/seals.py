"""What of the payments is sealed: all that members wrote, and all that the ledger does not tell.

A payment's `refunded_minor` is not: it is the sum of its refunds.
"""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.payments import models

PAYMENT = sealed(
    "payment",
    models.Payment,
    ("id", "kind", "payer", "payee", "amount_minor", "refund_of", "note", "by", "at"),
    community="community",
)
KINDS = (PAYMENT,)
