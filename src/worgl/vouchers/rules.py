"""Vouchers: coins on paper. A code is worth its value once, until its last day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.core.codes import CodeMeaning
from worgl.core.errors import Refusal
from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.vouchers.errors import VoucherExpired, VoucherOver

VoucherId = NewType("VoucherId", UUID)
SeriesId = NewType("SeriesId", UUID)

HELD = 14
"""The code of what the ledger holds for a voucher."""
CODES = (CodeMeaning(HELD, "voucher", _("Held for a voucher")),)
COUNT_MAX = 100
"""Most vouchers issued together."""
DAYS_MAX = 730
"""Longest time a voucher is good for, in days."""
OPEN_MAX = 1_000
"""Most vouchers of one member that are open."""
CODE_LENGTH = 16
"""Characters of a code: 80 bits, which nobody guesses."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011", "- ")
_BITS = 5


class VoucherState(State):
    """Where a voucher stands."""

    OPEN = "open", Tag(pgettext_lazy("voucher", "Open"))
    REDEEMED = "redeemed", Tag(_("Redeemed"), "check", Tone.GOOD)
    EXPIRED = "expired", Tag(pgettext_lazy("voucher", "Expired"), "hourglass", Tone.WAITS)
    CANCELLED = "cancelled", Tag(pgettext_lazy("voucher", "Ended"), "ban")


class VoucherPart(StrEnum):
    """The side that acts on a voucher: the holder of its code, its issuer, or time."""

    HOLDER = "holder"
    ISSUER = "issuer"
    TIME = "time"


class VoucherAct(StrEnum):
    """What can be done with a voucher."""

    REDEEM = "redeem"
    CANCEL = "cancel"
    EXPIRE = "expire"


LIFE: Lifecycle[VoucherPart, VoucherState, VoucherAct] = Lifecycle(
    starts=(VoucherState.OPEN,),
    ends=frozenset(VoucherState) - {VoucherState.OPEN},
    table=(
        (VoucherPart.HOLDER, VoucherState.OPEN, VoucherAct.REDEEM, VoucherState.REDEEMED),
        (VoucherPart.ISSUER, VoucherState.OPEN, VoucherAct.CANCEL, VoucherState.CANCELLED),
        (VoucherPart.TIME, VoucherState.OPEN, VoucherAct.EXPIRE, VoucherState.EXPIRED),
    ),
    expiry=VoucherAct.EXPIRE,
)

SPENT: Mapping[VoucherState, type[Refusal]] = {
    VoucherState.REDEEMED: VoucherOver,
    VoucherState.EXPIRED: VoucherExpired,
    VoucherState.CANCELLED: VoucherOver,
}
"""What is told to a member who redeems a voucher that is worth nothing any more."""


def code_of(digest: bytes) -> str:
    """Return the code that the first 80 bits of a digest give.

    >>> code_of(bytes(10))
    '0000000000000000'
    """
    number = int.from_bytes(digest[: CODE_LENGTH * _BITS // 8])
    return "".join(_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(CODE_LENGTH)))


def typed_code(text: str) -> str:
    """Return what a person typed as a code is written: case, spaces, dashes and lookalike letters are forgiven.

    >>> typed_code(" abcd-efgh jkmo pqrs ")
    'ABCDEFGHJKM0PQRS'
    """
    return text.strip().upper().translate(_LOOKALIKES)


def grouped(code: str) -> str:
    """Return a code in groups of four, as people copy it.

    >>> grouped("ABCDEFGHJKM0PQRS")
    'ABCD-EFGH-JKM0-PQRS'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def mark_of(*, community: UUID, code: str) -> bytes:
    """Return what is kept of a code: a digest that finds it again and does not tell it."""
    return hashlib.sha256(community.bytes + code.encode()).digest()
