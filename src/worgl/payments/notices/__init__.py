"""What members are told about payments: kinds of notices, and the readers of facts that tell them."""

from worgl.payments.notices import disputes, payments, vouchers, waiting

__all__ = ["disputes", "payments", "vouchers", "waiting"]
