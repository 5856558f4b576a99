"""Currencies, wallets and levies as operators may look at them."""

from worgl.core.tables import show
from worgl.currency.models import Currency, Levy, Wallet

show(
    Currency,
    ("community_id", "name", "unit", "exponent", "kind", "book", "created_at", "levied_through", "figures_counted_at"),
    sought=("name", "unit"),
)
show(Wallet, ("community_id", "role", "member_id", "account", "credit_minor", "ceiling_minor", "owing_minor"))
show(Levy, ("community_id", "date", "stage", "rate_ppm", "exempt_minor", "wallets"))
