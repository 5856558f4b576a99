"""The API's addresses about money: what one has, the town's figures, levies, rules, leaving, what treasurers do."""

from worgl.currency.api import arrivals, founding, givings, health, leaving, roll, town, treasury, wallet

ROUTERS = (arrivals.router, founding.router, leaving.router, roll.router, town.router, treasury.router, wallet.router)

__all__ = ["ROUTERS", "givings", "health"]
