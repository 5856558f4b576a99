"""What proves the payments: each from the transfer that moved it, or from its seals."""

from worgl.payments.checks import spending, transfers, written

__all__ = ["spending", "transfers", "written"]
