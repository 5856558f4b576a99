"""What proves the payments: each from the transfer that moved it, or from its seals."""

from worgl.payments.checks import spending, transfers, written

CHECKS = (*spending.CHECKS, *transfers.CHECKS, *written.CHECKS)

__all__ = ["CHECKS"]
