"""The currency's rows out and in, for export and import. Wallets are known by their account, which keeps its number."""

from __future__ import annotations

from worgl.core.exports import Table
from worgl.currency import models

_BY_ACCOUNT = {"wallet": "account"}

TABLES = (
    Table("currency", models.Currency, "community_id", left_out=frozenset({"book"})),
    Table("wallets", models.Wallet, "community_id"),
    Table("levies", models.Levy, "community_id"),
    Table("levy_lines", models.LevyLine, "community_id", known_by=_BY_ACCOUNT),
    Table("levy_shares", models.LevyShare, "community_id", known_by=_BY_ACCOUNT),
    Table("commons_months", models.CommonsMonth, "community_id", known_by=_BY_ACCOUNT),
    Table("grants", models.Grant, "community_id", known_by={"source": "account", "payee": "account"}),
    Table("givings", models.Giving, "community_id", left_out=frozenset({"job"})),
    Table("giving_lines", models.GivingLine, "community_id"),
    Table("day_spending", models.DaySpending, "community_id"),
    Table("day_figures", models.DayFigures, "community_id"),
    Table("wallet_months", models.WalletMonth, "community_id"),
    Table("arrivals", models.Arrivals, "community_id", left_out=frozenset({"content"})),
    Table("arrived_members", models.ArrivedMember, "community_id"),
    Table("link_letters", models.LinkLetter, "community_id", left_out=frozenset({"job"})),
    Table("day_health", models.DayHealth, "community_id"),
)
