"""What proves a currency: wallets, limits, grants, levies, figures; each from what lies below or from its seals."""

from worgl.currency.checks import figures, levies, wallets, written

CHECKS = (*figures.CHECKS, *wallets.CHECKS, *levies.CHECKS, *written.CHECKS)

__all__ = ["CHECKS"]
