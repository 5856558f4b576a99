"""Expired vouchers give back what they held."""

from __future__ import annotations

from worgl.core.expiry import Expiry, expires
from worgl.vouchers.commands import return_expired
from worgl.vouchers.queries import has_expired

expires("vouchers", Expiry(is_due=has_expired, close=return_expired))
