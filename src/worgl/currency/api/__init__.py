"""The API's addresses about money: what one has, the town's figures, levies, rules, leaving, what treasurers do."""

from worgl.currency.api import founding, leaving, rules, town, treasury, wallet

__all__ = ["founding", "leaving", "rules", "town", "treasury", "wallet"]
