"""The API's addresses about payments and accounts."""

from worgl.payments.api import accounts, batches, payments

__all__ = ["accounts", "batches", "payments"]
