"""The API's addresses about money: what one has, the town's figures, levies, rules, leaving, what treasurers do."""

from worgl.currency.api import (
    founding,
    givings,
    health,
    leaving,
    member_imports,
    member_register,
    town,
    treasury,
    wallet,
)

ROUTERS = (
    member_imports.router,
    founding.router,
    leaving.router,
    member_register.router,
    town.router,
    treasury.router,
    wallet.router,
)

__all__ = ["ROUTERS", "givings", "health"]
