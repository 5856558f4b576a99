"""What proves the payments: each from the transfer that moved it, or from its seals."""

from worgl.payments.checks import asked, spending, transfers, vouchers, written

__all__ = ["asked", "spending", "transfers", "vouchers", "written"]
