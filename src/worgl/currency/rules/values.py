"""The words of a currency as types: kinds, roles, codes of transfers, receivers."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NewType
from uuid import UUID

CurrencyId = NewType("CurrencyId", UUID)


class CurrencyKind(StrEnum):
    """What changes the supply (money.md, Kinds of currency)."""

    LETS = "lets"
    CREDIT = "credit"
    RESERVE = "reserve"


class WalletRole(StrEnum):
    """Whose money a wallet holds."""

    MEMBER = "member"
    ISSUER = "issuer"
    COMMONS = "commons"
    OPERATOR = "operator"
    EXIT_GAP = "exit_gap"
    LEVY_POOL = "levy_pool"
    EXTERNAL = "external"


COIN_NAME_MAX = 40
"""Longest name of a coin, in characters."""
SYSTEM_ROLES = (
    WalletRole.ISSUER,
    WalletRole.COMMONS,
    WalletRole.OPERATOR,
    WalletRole.EXIT_GAP,
    WalletRole.LEVY_POOL,
)
"""The wallets every currency opens with, one each."""

ISSUING_ROLES = frozenset({WalletRole.ISSUER, WalletRole.EXTERNAL})
"""Money that leaves these is minted; money that enters them is retired."""


class TransferCode(IntEnum):
    """What a transfer of money's own is for; the domains above have codes of theirs, see `core.codes`."""

    ISSUE = 3
    LEVY = 4
    LEVY_SHARE = 5
    DIVIDEND = 6
    BURN = 7
    EXIT = 9
    GRANT = 10
    GIFT = 11
    COINAGE = 12
    OPENING = 20


class Receiver(StrEnum):
    """A receiver of a part of the levy and of fees (money.md, Demurrage)."""

    BURN = "burn"
    DIVIDEND = "dividend"
    PARTICIPATION = "participation"
    COMMONS = "commons"
    OPERATOR = "operator"


RECEIVERS = tuple(Receiver)
"""In the order in which equal remainders of a split are given out."""
