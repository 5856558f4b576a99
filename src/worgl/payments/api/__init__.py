"""The API's addresses about payments and accounts."""

from worgl.payments.api import accounts, payments

__all__ = ["accounts", "payments"]
