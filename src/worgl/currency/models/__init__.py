"""Tables of the currency."""

from worgl.currency.models.arrivals import Arrivals, ArrivedMember, LinkLetter
from worgl.currency.models.coin import Currency, DaySpending, Wallet
from worgl.currency.models.figures import DayFigures, DayHealth, WalletMonth
from worgl.currency.models.grants import Giving, GivingLine, Grant
from worgl.currency.models.levies import CommonsMonth, Levy, LevyLine, LevyShare

__all__ = [
    "Arrivals",
    "ArrivedMember",
    "CommonsMonth",
    "Currency",
    "DayFigures",
    "DayHealth",
    "DaySpending",
    "Giving",
    "GivingLine",
    "Grant",
    "Levy",
    "LevyLine",
    "LevyShare",
    "LinkLetter",
    "Wallet",
    "WalletMonth",
]
