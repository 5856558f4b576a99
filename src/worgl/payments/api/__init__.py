"""The API's addresses about payments, accounts, and the rules of the money."""

from worgl.payments.api import accounts, batches, payments, rules

__all__ = ["accounts", "batches", "payments", "rules"]
