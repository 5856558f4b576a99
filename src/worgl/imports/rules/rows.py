"""Rows of imported history: which column means what, and what a row says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from worgl.core.amounts import AmbiguousAmount, read_decimal
from worgl.core.ids import derived_id
from worgl.core.limits import AMOUNT_MAX, NOTE_MAX
from worgl.core.money import InvalidAmount, round_half_even
from worgl.core.sheets import QUOTE_OPEN, ROW_MAX, TOO_MANY_CELLS, UnreadableRow, cells_of, fitted, places_of
from worgl.ledger.rules import micros
from worgl.payments.rules.values import clean_text

DONE_STATES = frozenset(
    {
        *("", "committed", "completed", "complete", "processed", "done", "executed", "booked", "settled", "paid"),
        *("success", "successful", "closed", "confirmed"),
    }
)
"""What systems call a transfer that took place; any other word is listed and not booked."""
IMPORTED = 8
"""The code of a transfer that happened elsewhere."""
EXTERNAL_ID_MAX = 100
"""Longest account id of an imported file, in characters."""

_AMOUNT_CHARACTERS_MAX = 60
_AMOUNT_CHARACTERS = frozenset("0123456789+-.eE")
_EXPONENT_MAX = 30
_NAME_SHOWN = 24
_TIME = r"(?:,?[ T]+(?P<hour>[0-9]{1,2})(?P<rest>:.+))?"
_DAY_FIRST = re.compile(rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?(?P<year>[0-9]{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}})([-/.]) ?(?P<month>[0-9]{{1,2}})\2 ?(?P<day>[0-9]{{1,2}})\.?{_TIME}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Column(StrEnum):
    """What an import needs to know of each row; `REQUIRED` lists those without which it cannot."""

    DATE = "date"
    PAYER = "payer"
    PAYEE = "payee"
    AMOUNT = "amount"
    STATE = "state"
    NOTE = "note"


REQUIRED = (Column.DATE, Column.PAYER, Column.PAYEE, Column.AMOUNT)

SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.DATE: ("date", "timeset", "timestamp", "datetime", "time", "at", "createdat", "created", "payment date"),
    Column.PAYER: ("payer", "from", "source", "sender", "debit", "payeraccountcode", "payer account", "from account"),
    Column.PAYEE: (
        *("payee", "to", "target", "recipient", "receiver", "credit"),
        *("payeeaccountcode", "payee account", "to account"),
    ),
    Column.AMOUNT: ("amount", "weight", "value"),
    Column.STATE: ("state", "status", "payment status", "transfer status"),
    Column.NOTE: ("note", "description", "memo", "purpose", "concept", "reason"),
}
"""Names under which files are known to carry a column; the first that a file has is taken."""


class RowCode(StrEnum):
    """Why a row of a file cannot be a transfer; the ledger's own codes stand beside these."""

    COLUMNS_MISSING = "columns_missing"
    QUOTE_OPEN = QUOTE_OPEN
    ROW_TOO_LONG = "row_too_long"
    DATE_UNREADABLE = "date_unreadable"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    ACCOUNT_MISSING = "account_missing"
    ACCOUNT_TOO_LONG = "account_too_long"
    SAME_ACCOUNT = "same_account"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_AMBIGUOUS = "amount_ambiguous"
    TOO_MANY_CELLS = TOO_MANY_CELLS
    NOT_DONE = "not_done"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    AMOUNT_ROUNDS_TO_NOTHING = "amount_rounds_to_nothing"
    AMOUNT_TOO_LARGE = "amount_too_large"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file writes its rows: the delimiter, how many columns, and where each needed one stands."""

    delimiter: str
    width: int
    date: int
    payer: int
    payee: int
    amount: int
    state: int | None = None
    note: int | None = None


@dataclass(frozen=True, slots=True)
class RowRules:
    """What is the same for all rows of one import."""

    layout: Layout
    exponent: int
    zone: tzinfo
    latest: int
    """No row may lie after this moment (microseconds since 1970): the book's time would run ahead."""
    decimal_mark: str | None = "."
    """The mark before decimals in the file; None where nothing proves one."""


class ParsedRow(NamedTuple):
    """A row that can be a transfer, and as it stood; `at` in microseconds since 1970."""

    line: int
    at: int
    payer: str
    payee: str
    amount_minor: int
    rounded: bool
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that cannot be booked: where it stands, why not, and the row itself."""

    line: int
    code: str
    text: str


def find_columns(header: Sequence[str], mapping: Mapping[str, str] | None) -> dict[Column, int]:
    """Return where each known column stands; what cannot be found is left out.

    `mapping` names the file's own column for ours ({"payer": "source"}) and goes before the synonyms.

    >>> find_columns(["when", "from", "to", "amount"], {"date": "when"})[Column.DATE]
    0
    """
    return places_of(header, SYNONYMS, mapping)


def layout_of(delimiter: str, width: int, columns: Mapping[Column, int]) -> Layout:
    """Return the layout of a file in which all required columns were found."""
    return Layout(
        delimiter,
        width,
        date=columns[Column.DATE],
        payer=columns[Column.PAYER],
        payee=columns[Column.PAYEE],
        amount=columns[Column.AMOUNT],
        state=columns.get(Column.STATE),
        note=columns.get(Column.NOTE),
    )


def parse_row(line: int, text: str, rules: RowRules) -> ParsedRow:
    """Return what a row says; raises UnreadableRow with the first thing wrong with it.

    The amount is rounded half to even to the unit's exponent; a time without a zone is the community's.
    """
    layout = rules.layout
    if len(text) > ROW_MAX:
        raise UnreadableRow(RowCode.ROW_TOO_LONG)
    cells = cells_of(text, layout.delimiter)
    if len(cells) != layout.width:
        if len(cells) < layout.width:
            raise UnreadableRow(RowCode.COLUMNS_MISSING)
        cells = fitted(cells, layout.width)
    if layout.state is not None and cells[layout.state].strip().casefold() not in DONE_STATES:
        raise UnreadableRow(RowCode.NOT_DONE)
    payer, payee = cells[layout.payer].strip(), cells[layout.payee].strip()
    _check_accounts(payer, payee)
    at = read_time(cells[layout.date].strip(), rules)
    minor, rounded = read_amount(cells[layout.amount].strip(), exponent=rules.exponent, decimal_mark=rules.decimal_mark)
    note = "" if layout.note is None else clean_text(cells[layout.note])[:NOTE_MAX]
    return ParsedRow(line, at, payer, payee, minor, rounded, text, note)


def _check_accounts(payer: str, payee: str) -> None:
    if not payer or not payee:
        raise UnreadableRow(RowCode.ACCOUNT_MISSING)
    if len(payer) > EXTERNAL_ID_MAX or len(payee) > EXTERNAL_ID_MAX:
        raise UnreadableRow(RowCode.ACCOUNT_TOO_LONG)
    if payer == payee:
        raise UnreadableRow(RowCode.SAME_ACCOUNT)


def read_time(text: str, rules: RowRules) -> int:
    """Return a row's moment in microseconds since 1970; raises UnreadableRow for what is none, or out of range."""
    moment = _moment(text) or _moment(as_iso(text))
    if moment is None:
        raise UnreadableRow(RowCode.DATE_UNREADABLE)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=rules.zone)
    try:
        at = micros(moment)
    except OverflowError:
        raise UnreadableRow(RowCode.DATE_OUT_OF_RANGE) from None
    if not 0 <= at <= rules.latest:
        raise UnreadableRow(RowCode.DATE_OUT_OF_RANGE)
    return at


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def as_iso(text: str) -> str:
    """Return a date that spreadsheets have rewritten in ISO form; everything else as it is.

    Dots stand between day, month and year, in this order, wherever dates are written with dots; a year in front is
    followed by the month. With strokes the day comes first in one country and the month in another, so `01/02/2025`
    is left as it is, and so is a year of two digits.

    >>> as_iso("31.1.2025"), as_iso("31.01.2025 9:05:00"), as_iso("2025/1/31"), as_iso("01/02/2025")
    ('2025-01-31', '2025-01-31 09:05:00', '2025-01-31', '01/02/2025')
    """
    told = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if told is None:
        return text
    day = f"{told['year']}-{told['month']:0>2}-{told['day']:0>2}"
    return f"{day} {told['hour']:0>2}{told['rest']}" if told["hour"] else day


def read_amount(text: str, *, exponent: int, decimal_mark: str | None = ".") -> tuple[int, bool]:
    """Return an amount in minor units, rounded half to even, and whether that changed it.

    Takes what programs write (12, 12.5, 1e-05), and else what `core.amounts` reads; where only the file's mark
    before decimals tells thousands from decimals, it decides. Raises UnreadableRow.

    >>> read_amount("9047.660892016263", exponent=2)
    (904766, True)
    """
    value = _value_of(text, decimal_mark)
    if value <= 0:
        raise UnreadableRow(RowCode.AMOUNT_NOT_POSITIVE)
    if value.adjusted() > _EXPONENT_MAX:
        raise UnreadableRow(RowCode.AMOUNT_TOO_LARGE)
    if value.adjusted() < -_EXPONENT_MAX:
        raise UnreadableRow(RowCode.AMOUNT_ROUNDS_TO_NOTHING)
    minor, rounded = round_half_even(value, exponent)
    if minor > AMOUNT_MAX:
        raise UnreadableRow(RowCode.AMOUNT_TOO_LARGE)
    if minor == 0:
        raise UnreadableRow(RowCode.AMOUNT_ROUNDS_TO_NOTHING)
    return minor, rounded


def _value_of(text: str, decimal_mark: str | None) -> Decimal:
    if len(text) > _AMOUNT_CHARACTERS_MAX:
        raise UnreadableRow(RowCode.AMOUNT_UNREADABLE)
    is_plain = text.isascii() and _AMOUNT_CHARACTERS.issuperset(text)
    try:
        if is_plain and (decimal_mark == "." or "." not in text):
            return Decimal(text)
        return read_decimal(text, decimal_mark=decimal_mark)
    except AmbiguousAmount:
        raise UnreadableRow(RowCode.AMOUNT_AMBIGUOUS) from None
    except (InvalidAmount, InvalidOperation):
        raise UnreadableRow(RowCode.AMOUNT_UNREADABLE) from None


def transfer_id(*, seed: bytes, line: int, at: int) -> UUID:
    """Return the id of the transfer that a line of a file in a community always gets, in one try.

    `seed` is the digest of all three. The id carries the row's own time, so ids rise as a history does.

    >>> transfer_id(seed=b"a", line=2, at=0) == transfer_id(seed=b"a", line=2, at=0)
    True
    """
    digest = hashlib.blake2b(line.to_bytes(8), key=seed, digest_size=16).digest()
    return derived_id(at // 1000, digest)


def seed_of(*, community: UUID, digest: bytes, attempt: int = 0) -> bytes:
    """Return what tells the rows of one file in one community from all others; a later try of refused rows too."""
    again = attempt.to_bytes(4) if attempt else b""
    return hashlib.blake2b(community.bytes + digest + again, digest_size=32).digest()


def member_name(external_id: str) -> str:
    """Return a name for the member behind an account id, short enough to read.

    >>> member_name("17"), member_name("0x245fc81fe385450Dc0f4787668e47c903C00b0A1")
    ('Account 17', '0x245fc8…00b0A1')
    """
    if external_id.isdigit():
        return f"Account {external_id}"
    return external_id if len(external_id) <= _NAME_SHOWN else f"{external_id[:8]}…{external_id[-6:]}"
