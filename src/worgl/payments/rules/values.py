"""What payments are to whoever reads them, and the ids they get."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.errors import Problem
from worgl.core.ids import derived_id
from worgl.currency.rules import Fading

PaymentId = NewType("PaymentId", UUID)
"""The id of a payment is the id of its transfer in the ledger."""

STATEMENT_LINES_MAX = 20_000
"""Most lines of one statement."""

_UUID_VERSION_BY_TIME = 7
_INVISIBLE = {"Cc", "Cs"}
_DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class PaymentKind(StrEnum):
    """Whether coins go for something or come back."""

    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody on one side of a transfer: a member, or one of the community's own accounts (`member` is None)."""

    name: str
    code: str = ""
    hue: int = 0
    member: MemberId | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class RefundLine:
    """One refund of a payment, as the payment's receipt lists it."""

    payment: PaymentId
    at: datetime
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Both sides of one payment as `viewer` may see it.

    `refundable_minor` is what the viewer could still give back, zero unless the viewer was paid;
    `refundable_until` is the end of the time for it. `note` is the reason when this is a refund.
    """

    payment: PaymentId
    community: CommunityId
    kind: PaymentKind
    at: datetime
    payer: Party
    payee: Party
    amount_minor: int
    note: str
    refund_of: PaymentId | None
    refunds: tuple[RefundLine, ...]
    refunded_minor: int
    refundable_minor: int
    refundable_until: datetime | None
    viewer: MemberId

    @property
    def is_payer(self) -> bool:
        """Tell whether the viewer paid this."""
        return self.viewer == self.payer.member

    @property
    def is_payee(self) -> bool:
        """Tell whether the viewer was paid by this."""
        return self.viewer == self.payee.member

    @property
    def is_refund(self) -> bool:
        """Tell whether coins came back by this."""
        return self.kind is PaymentKind.REFUND

    def can_be_refunded(self, now: datetime) -> bool:
        """Tell whether the viewer may give something back at this moment."""
        return self.refundable_minor > 0 and self.refundable_until is not None and now < self.refundable_until


@dataclass(frozen=True, slots=True)
class Preview:
    """What a payment would do if it were made now.

    Balances and fading are the payer's. With a `refusal` nothing would move: `balance_after_minor` and
    `fading_after` are then as before.
    """

    payer: Party
    payee: Party
    amount_minor: int
    balance_before_minor: int
    balance_after_minor: int
    spendable_before_minor: int
    spendable_after_minor: int
    fading_before: Fading | None
    fading_after: Fading | None
    refusal: Problem | None


class Direction(StrEnum):
    """Which way coins went, for who looks at one way only."""

    IN = "in"
    OUT = "out"

    def fits(self, delta_minor: int) -> bool:
        """Tell whether a change of a balance went this way."""
        return (delta_minor > 0) is (self is Direction.IN)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One entry of an account in words; `payment` is set when there is a receipt to read."""

    transfer: UUID
    at: datetime
    kind: str
    counterparty: Party
    text: str
    delta_minor: int
    balance_after_minor: int
    payment: PaymentId | None

    @property
    def is_incoming(self) -> bool:
        """Tell whether coins came in."""
        return self.delta_minor > 0


@dataclass(frozen=True, slots=True)
class StatementView:
    """An account over a period, both days included, in the community's zone.

    `opening_minor` and the lines' deltas make `closing_minor`; the lines are oldest first.
    """

    community: CommunityId
    community_name: str
    holder: Party
    currency: str
    unit: str
    exponent: int
    zone: str
    start: date
    end: date
    opening_minor: int
    lines: tuple[ActivityLine, ...]
    closing_minor: int

    @property
    def in_minor(self) -> int:
        """Return the sum of what came in."""
        return sum(line.delta_minor for line in self.lines if line.delta_minor > 0)

    @property
    def out_minor(self) -> int:
        """Return the sum of what went out, as a positive amount."""
        return -sum(line.delta_minor for line in self.lines if line.delta_minor < 0)

    @property
    def adds_up(self) -> bool:
        """Tell whether opening, lines, running balances and closing agree."""
        balance = self.opening_minor
        for line in self.lines:
            balance += line.delta_minor
            if balance != line.balance_after_minor:
                return False
        return balance == self.closing_minor


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A part of a statement: its sums are of the whole period, which has `count` lines; `lines` begin at `first`."""

    holder: Party
    opening_minor: int
    in_minor: int
    out_minor: int
    closing_minor: int
    count: int
    first: int
    lines: tuple[ActivityLine, ...]

    @property
    def last(self) -> int:
        """Return the place after the last line shown."""
        return self.first + len(self.lines)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A payment that happened elsewhere or before, to be recorded with others."""

    id: UUID
    payer: MemberId
    payee: MemberId
    amount_minor: int
    note: str
    at: datetime


def payment_id(*, scope: str, actor: MemberId, key: str) -> PaymentId:
    """Return the id that one actor's idempotency key gives to a payment, always the same.

    A key that is a UUIDv7 lends its time, so that ids of payments made together lie together.

    >>> payment_id(scope="pay", actor=MemberId(UUID(int=1)), key="a") == payment_id(
    ...     scope="pay", actor=MemberId(UUID(int=1)), key="a"
    ... )
    True
    """
    try:
        number = UUID(key)
    except ValueError:
        return _payment_id(scope=scope, actor=actor, key=key, millis=0)
    return _payment_id(scope=scope, actor=actor, key=key, millis=_millis_of(number))


def payment_ids(*, scope: str, actor: MemberId, keys: Iterable[UUID]) -> list[PaymentId]:
    """Return the ids of many keys, each as `payment_id` gives it for the key as text.

    >>> key = UUID("01a213ef-f884-7000-8f11-22e93a4a4dd6")
    >>> payment_ids(scope="pay", actor=MemberId(UUID(int=1)), keys=[key]) == [
    ...     payment_id(scope="pay", actor=MemberId(UUID(int=1)), key=str(key))
    ... ]
    True
    """
    return [_payment_id(scope=scope, actor=actor, key=str(key), millis=_millis_of(key)) for key in keys]


def _payment_id(*, scope: str, actor: MemberId, key: str, millis: int) -> PaymentId:
    return PaymentId(derived_id(millis, hashlib.sha256(f"{scope}\0{actor}\0{key}".encode()).digest()))


def _millis_of(number: UUID) -> int:
    return number.int >> 80 if number.version == _UUID_VERSION_BY_TIME else 0


def clean_text(text: str) -> str:
    r"""Return a note on one line: no control characters, no marks that turn the direction of other text.

    >>> clean_text("  two\n loaves \x00 ")
    'two loaves'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = (
        character if unicodedata.category(character) not in _INVISIBLE and character not in _DIRECTION_MARKS else " "
        for character in unicodedata.normalize("NFC", text)
    )
    clean = " ".join("".join(visible).split())
    # Joiners and other marks without width are parts of words and emoji; alone they are nothing.
    return clean if any(unicodedata.category(character)[0] not in "CZ" for character in clean) else ""
