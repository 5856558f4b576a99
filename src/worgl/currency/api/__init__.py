"""The API's addresses about money: what one has, the town's figures, the commons, levies, rules, what treasurers do."""

from worgl.currency.api import arrivals, health, roll, town, treasury, wallet

__all__ = ["arrivals", "health", "roll", "town", "treasury", "wallet"]
