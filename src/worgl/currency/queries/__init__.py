"""Reads of the currency domain; every function takes the viewer or the community."""

from worgl.currency.queries.balances import (
    balance,
    fading_of,
    fadings_of,
    limits_of,
    next_levy,
    payment_limits,
)
from worgl.currency.queries.commons import (
    common_accounts,
    commons_flows,
    gift_preview,
    grants,
    paid_unspent,
    rest_of_dividend,
)
from worgl.currency.queries.currencies import (
    currency_of,
    member_holder,
    wallet,
    wallet_of,
    wallets,
    wallets_by_account,
    wallets_of,
)
from worgl.currency.queries.effects import effect_of
from worgl.currency.queries.figures import series, supply, town_figures, town_state
from worgl.currency.queries.givings import giving, giving_preview
from worgl.currency.queries.health import town_health
from worgl.currency.queries.levies import entry_texts, levies, levy_line, levy_lines, lines_of_levy
from worgl.currency.queries.link_letters import LinkLettersView, link_letters
from worgl.currency.queries.member_imports import (
    MemberImportView,
    member_import,
    member_import_dry_run,
    member_imports,
    members_brought_in,
)
from worgl.currency.queries.member_register import limit_order, limits_preview, member_register, register_page
from worgl.currency.queries.mine import files_of_member
from worgl.currency.queries.policy import credit_terms_at, levy_terms_at, payment_terms_at
from worgl.currency.queries.preview import levy_preview, levy_run, next_levy_preview
from worgl.currency.queries.prospects import Prospect, prospect_of
from worgl.currency.rules import CurrencyView, WalletView
from worgl.currency.rules.givings import GivingPreview, GivingView

__all__ = [
    "CurrencyView",
    "GivingPreview",
    "GivingView",
    "LinkLettersView",
    "MemberImportView",
    "Prospect",
    "Purse",
    "WalletView",
    "balance",
    "common_accounts",
    "commons_flows",
    "credit_terms_at",
    "currency_of",
    "effect_of",
    "entry_texts",
    "fading_of",
    "fadings_of",
    "files_of_member",
    "gift_preview",
    "giving",
    "giving_preview",
    "grants",
    "levies",
    "levy_line",
    "levy_lines",
    "levy_preview",
    "levy_run",
    "levy_terms_at",
    "limit_order",
    "limits_of",
    "limits_preview",
    "lines_of_levy",
    "link_letters",
    "member_holder",
    "member_import",
    "member_import_dry_run",
    "member_imports",
    "member_register",
    "members_brought_in",
    "next_levy",
    "next_levy_preview",
    "paid_unspent",
    "payment_limits",
    "payment_terms_at",
    "prospect_of",
    "register_page",
    "rest_of_dividend",
    "series",
    "supply",
    "town_figures",
    "town_health",
    "town_state",
    "wallet",
    "wallet_of",
    "wallets",
    "wallets_by_account",
    "wallets_of",
]
