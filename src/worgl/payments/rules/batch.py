"""Many payments of one payer at once: what stands against a line before the books are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from worgl.communities.rules import MemberId
from worgl.core.limits import AMOUNT_MAX, NOTE_MAX
from worgl.ledger.rules import Code
from worgl.payments.rules.values import PaymentId

BATCH_LINES_MAX = 10_000
"""Most lines of one batch of payments."""


class LineCode(StrEnum):
    """How a line fared; the words are those of the refusals of single payments."""

    OK = "ok"
    ALREADY_DONE = "already_done"
    ALREADY_REFUSED = "already_refused"
    KEY_REUSED = "key_reused"
    NOT_READABLE = "not_readable"
    NAMED_TWICE = "named_twice"
    MIXED_UNITS = "mixed_units"
    INVALID_INPUT = "invalid_input"
    INVALID_AMOUNT = "invalid_amount"
    INVALID_CODE = "invalid_code"
    TEXT_TOO_LONG = "text_too_long"
    PAYING_ONESELF = "paying_oneself"
    PAYEE_UNKNOWN = "payee_unknown"
    PAYEE_GONE = "payee_gone"
    PAYMENT_TOO_LARGE = "payment_too_large"
    DAY_LIMIT_REACHED = "day_limit_reached"
    NOT_ENOUGH = "not_enough"
    PAYEE_FULL = "payee_full"
    LIMIT_EXCEEDED = "limit_exceeded"
    CREDIT_USED_UP = "credit_used_up"
    KEY_LIMIT_REACHED = "key_limit_reached"


KEPT_CODES = frozenset(
    {
        LineCode.PAYEE_GONE,
        LineCode.PAYMENT_TOO_LARGE,
        LineCode.DAY_LIMIT_REACHED,
        LineCode.NOT_ENOUGH,
        LineCode.PAYEE_FULL,
        LineCode.LIMIT_EXCEEDED,
    }
)
"""What stays the answer of a line's id: the refusals by the state of the books."""

_OF_BOOKS = {
    Code.OK: LineCode.OK,
    Code.ALREADY_DONE: LineCode.ALREADY_DONE,
    Code.ALREADY_REFUSED: LineCode.ALREADY_REFUSED,
    Code.ID_REUSED: LineCode.KEY_REUSED,
    Code.BELOW_FLOOR: LineCode.NOT_ENOUGH,
    Code.ABOVE_CEILING: LineCode.PAYEE_FULL,
    Code.ACCOUNT_CLOSED: LineCode.PAYEE_GONE,
}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line: `id` is the caller's and its idempotency key, `payee` a code or an id as it was typed."""

    id: UUID
    payee: str
    amount_minor: int
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How one line fared; `payment` is set when it is booked, now or before."""

    id: UUID
    code: LineCode
    payment: PaymentId | None = None


def code_of(outcome: Code) -> LineCode:
    """Return the word for an outcome of the books."""
    return _OF_BOOKS.get(outcome, LineCode.LIMIT_EXCEEDED)


def kept_code(code: str) -> LineCode:
    """Return the word for a refusal that was kept; ALREADY_REFUSED for one there is no word for.

    >>> kept_code("payee_gone").value, kept_code("ledger_refused").value
    ('payee_gone', 'already_refused')
    """
    return LineCode(code) if code in set(LineCode) else LineCode.ALREADY_REFUSED


def form_of(amount_minor: int, note: str, *, payer: MemberId, payee: MemberId | None, is_active: bool) -> LineCode:
    """Judge what no balance could cure, in the order in which a single payment is judged."""
    if len(note) > NOTE_MAX:
        return LineCode.TEXT_TOO_LONG
    if payee is None:
        return LineCode.PAYEE_UNKNOWN
    if payee == payer:
        return LineCode.PAYING_ONESELF
    if not is_active:
        return LineCode.PAYEE_GONE
    return LineCode.OK if 0 < amount_minor <= AMOUNT_MAX else LineCode.INVALID_AMOUNT


def within_limits(
    amounts: Iterable[int], *, payment_minor: int | None, day_minor: int | None, spent_minor: int
) -> list[LineCode]:
    """Judge payments one after another against the limits of a payment and of a day; None is no limit.

    >>> [code.value for code in within_limits([5, 9, 4, 1], payment_minor=8, day_minor=8, spent_minor=2)]
    ['ok', 'payment_too_large', 'day_limit_reached', 'ok']
    """
    codes: list[LineCode] = []
    for minor in amounts:
        if payment_minor is not None and minor > payment_minor:
            codes.append(LineCode.PAYMENT_TOO_LARGE)
        elif day_minor is not None and spent_minor + minor > day_minor:
            codes.append(LineCode.DAY_LIMIT_REACHED)
        else:
            codes.append(LineCode.OK)
            spent_minor += minor
    return codes


def repeated(orders: Sequence[BatchLine]) -> dict[int, int]:
    """Return the places of lines whose id stood before in the batch, each with the place of the first.

    >>> one = BatchLine(UUID(int=1), "A", 5, "")
    >>> repeated([one, BatchLine(UUID(int=2), "A", 5, ""), one])
    {2: 0}
    """
    first: dict[UUID, int] = {}
    found: dict[int, int] = {}
    for place, order in enumerate(orders):
        before = first.setdefault(order.id, place)
        if before != place:
            found[place] = before
    return found
