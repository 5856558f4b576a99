"""The API's addresses about money: what one has, the town's figures, the commons, levies, rules, what treasurers do."""

from worgl.currency.api import rules, town, treasury, wallet

__all__ = ["rules", "town", "treasury", "wallet"]
