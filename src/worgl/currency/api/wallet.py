"""What the caller has and may pay."""

from __future__ import annotations

from worgl.core.rest import New, Resource, Scope, Seen, new_router
from worgl.currency import commands, queries
from worgl.currency.pages.entries import OWN_MONEY, Here, money_of
from worgl.currency.pages.shapes import BalanceShape, CurrencyShape, LimitsShape
from worgl.currency.rules import Balance, CurrencyView

router = new_router("Wallet")
CURRENCY: Seen[Here, CurrencyView] = Seen(queries.currency_of, CurrencyShape)


def _balance(here: Here, found: Balance) -> BalanceShape:
    return money_of(here).balance(found)


own = Resource(router, "/communities/{slug}", OWN_MONEY)
own.reads(
    "currency", CURRENCY, "Read the community's currency: unit, decimals, kind.", path="/currency", scopes=tuple(Scope)
)
own.acts(
    "rename_coin",
    commands.rename_coin,
    "Give the coin another name, on old receipts too; for administrators.",
    New("CoinName", "What the coin is called; its unit stands in the books and stays."),
    CURRENCY,
    path="/currency",
    method="PUT",
)
own.reads(
    "balance",
    Seen(queries.balance, BalanceShape, _balance),
    "Read the caller's balance, what of it fades, and when.",
    path="/balance",
)
own.reads(
    "limits",
    Seen(queries.payment_limits, LimitsShape),
    "Read what the caller may pay at once and today, besides what their balance allows.",
    path="/limits",
    scopes=(Scope.READ, Scope.PAY),
)
