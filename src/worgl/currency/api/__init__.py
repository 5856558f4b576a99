"""The API's addresses about money: what one has, the town's figures, the commons, levies, rules, what treasurers do."""

from worgl.currency.api import health, roll, town, treasury, wallet

__all__ = ["health", "roll", "town", "treasury", "wallet"]
