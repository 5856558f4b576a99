"""The API's addresses about payments, lists, requests, standing orders, disputes, vouchers and accounts."""

from worgl.payments.api import (
    accounts,
    batches,
    disputes,
    pay_lists,
    payments,
    requests,
    rules,
    standing,
    till,
    vouchers,
)

__all__ = [
    "accounts",
    "batches",
    "disputes",
    "pay_lists",
    "payments",
    "requests",
    "rules",
    "standing",
    "till",
    "vouchers",
]
