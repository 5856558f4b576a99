"""Expired vouchers give back what they held."""

from __future__ import annotations

from worgl.core.works import Expiry
from worgl.vouchers.commands import return_expired
from worgl.vouchers.queries import has_expired

EXPIRIES = (Expiry("vouchers", is_due=has_expired, close=return_expired),)
