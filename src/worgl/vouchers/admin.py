"""Vouchers, as operators may look at them: no codes."""

from worgl.core.tables import show
from worgl.vouchers.models import Voucher

show(Voucher, ("id", "community", "series", "issuer", "amount_minor", "state", "issued_at", "expires_at", "payment"))
