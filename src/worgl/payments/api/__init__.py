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

ROUTERS = (
    accounts.router,
    disputes.router,
    pay_lists.router,
    payments.router,
    requests.router,
    rules.router,
    standing.router,
    vouchers.router,
)

__all__ = [
    "ROUTERS",
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
