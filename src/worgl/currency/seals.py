"""What of the currency is sealed: limits given to members, what was granted and why, the terms of a levy.

Statistics are not: they follow from the transfers.
"""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.currency import models

WALLET = sealed(
    "wallet", models.Wallet, ("account", "member_id", "role", "name", "credit_minor", "ceiling_minor", "owing_minor")
)
GRANT = sealed("grant", models.Grant, ("id", "source_id", "payee_id", "minor", "reason", "by", "at"))
LEVY = sealed(
    "levy",
    models.Levy,
    (
        *("id", "date", "rate_ppm", "exempt_minor", "burn_ppm", "dividend_ppm", "participation_ppm"),
        *("commons_ppm", "operator_ppm", "wallets", "base_minor", "taken_minor", "owing_minor", "at"),
    ),
)
MONTH = sealed(
    "commons_month",
    models.CommonsMonth,
    ("id", "wallet_id", "month", "income_minor", "spent_minor", "dividend_minor", "at"),
)
KINDS = (WALLET, GRANT, LEVY, MONTH)
