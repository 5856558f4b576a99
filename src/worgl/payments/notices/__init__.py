"""What members are told about payments: kinds of notices, and the readers of facts that tell them."""

from worgl.payments.notices import disputes, payments, vouchers, waiting

KINDS = (*disputes.KINDS, *payments.KINDS, *vouchers.KINDS, *waiting.KINDS)
TELLERS = (*disputes.TELLERS, *payments.TELLERS, *vouchers.TELLERS, *waiting.TELLERS)

__all__ = ["KINDS", "TELLERS", "disputes", "payments", "vouchers", "waiting"]
