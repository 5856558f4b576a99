"""The API's addresses about payments, requests, standing orders, disputes, vouchers and accounts."""

from worgl.payments.api import accounts, batches, disputes, payments, requests, standing, till, vouchers

__all__ = ["accounts", "batches", "disputes", "payments", "requests", "standing", "till", "vouchers"]
