"""What proves a currency: wallets, limits, grants, levies, figures; each from what lies below or from its seals."""

from worgl.currency.checks import figures, levies, wallets, written

__all__ = ["figures", "levies", "wallets", "written"]
