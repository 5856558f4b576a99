"""What of the currency is sealed: itself, limits given to members, what was granted and why, the terms of a levy.

What moved in a day is not: it follows from the transfers. How the money fared on a day is, because members of that
day cannot be counted again.
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
CURRENCY = sealed(
    "currency",
    models.Currency,
    (
        *("id", "unit", "name", "exponent", "kind", "issuer", "commons", "operator", "exit_gap", "levy_pool"),
        "created_at",
    ),
)
SHARE = sealed(
    "levy_share",
    models.LevyShare,
    ("transfer", "levy_id", "receiver", "minor", "redirected"),
    among=("levy__stage", ("shared",)),
)
GIVING = sealed("giving", models.Giving, ("id", "by", "source", "each_minor", "count", "reason", "asked", "ordered_at"))
GIVING_LINE = sealed("giving_line", models.GivingLine, ("transfer", "giving_id", "member_id"))
ARRIVED = sealed(
    "arrived_member",
    models.ArrivedMember,
    ("id", "arrivals_id", "line", "member_id", "foreign_id", "balance_minor"),
)
HEALTH = sealed(
    "day_health",
    models.DayHealth,
    (
        *("id", "day", "members", "active", "gini_ppm", "idle_ppm"),
        *("commons_minor", "commons_in_minor", "commons_out_minor"),
    ),
)
"""Of the days that have ended; the one at hand is written anew as it goes."""
TABLE = sealed(
    "arrivals",
    models.Arrivals,
    ("id", "digest", "by", "file_name", "layout", "content", "faults", "at", "started_at", "done_at"),
)
ADDRESS = sealed("arrived_address", models.ArrivedMember, ("id", "email"))
"""Where the link is sent by which somebody takes over a membership with its money."""
KINDS = (WALLET, GRANT, LEVY, MONTH, CURRENCY, SHARE, GIVING, GIVING_LINE, ARRIVED, HEALTH, TABLE, ADDRESS)
