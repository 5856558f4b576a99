"""The API's addresses about payments, accounts, and the rules of the money."""

from worgl.payments.api import accounts, batches, payments, rules
from worgl.payments.pages.rooms import ACCOUNT

ROUTERS = (ACCOUNT, payments.router, rules.router)

__all__ = ["ROUTERS", "accounts", "batches"]
