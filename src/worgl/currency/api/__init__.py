"""The API's addresses about money: what one has, the town's figures, levies, rules, leaving, what treasurers do."""

from worgl.currency.api import arrivals, founding, givings, health, leaving, roll, town, treasury, wallet

__all__ = ["arrivals", "founding", "givings", "health", "leaving", "roll", "town", "treasury", "wallet"]
