"""What proves the payments: each from the transfer that moved it, or from its seals."""

from worgl.payments.checks import asked, spending, transfers, vouchers, written

CHECKS = (*asked.CHECKS, *spending.CHECKS, *transfers.CHECKS, *vouchers.CHECKS, *written.CHECKS)

__all__ = ["CHECKS"]
