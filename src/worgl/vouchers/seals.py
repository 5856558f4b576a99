"""What of vouchers is sealed: not their state, which follows from holds and payments."""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.vouchers import models

VOUCHER = sealed(
    "voucher",
    models.Voucher,
    ("id", "series", "issuer", "amount_minor", "note", "mark", "hold", "issued_at", "expires_at"),
    community="community",
)
KINDS = (VOUCHER,)
