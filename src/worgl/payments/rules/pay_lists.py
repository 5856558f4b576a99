"""Pay lists: a table of members and amounts, read row by row; each row says what it pays or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext as _

from worgl.core.limits import MEMO_MAX
from worgl.core.amounts import InvalidAmount, parse_minor
from worgl.payments.errors import ListUnreadable
from worgl.payments.rules.tables import (
    DELIMITERS,
    ROW_MAX,
    NoText,
    UnreadableRow,
    cells_of,
    decoded,
    delimiter_of,
    places_of,
)
from worgl.payments.rules.values import clean_text

PayListId = NewType("PayListId", UUID)

LIST_JOB = "payments.pay_list"

ROWS_MAX = 2_000
"""Most rows of one pay list."""
BYTES_MAX = 2 * 1024 * 1024
"""Largest file of a pay list."""
AT_ONCE_MAX = 100
"""Most rows that are paid while the page waits; longer lists are paid by a job."""
KEPT_DAYS = 7
"""How long a list is kept that was read and never paid."""
DRAFTS_MAX = 20
"""Most lists of one member that are read and not paid."""
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_NEEDED = 2
"""Columns without which a row says nothing: member and amount."""


class ListState(StrEnum):
    """Where a pay list stands."""

    DRAFT = "draft"
    STARTED = "started"
    DONE = "done"
    NOTHING = "nothing"


class ListMode(StrEnum):
    """What is paid when a row cannot be: nothing at all, or the rows that can."""

    ALL = "all"
    GOOD = "good"


class RowState(StrEnum):
    """What a row of a list is: readable or wrong, then paid or refused."""

    GOOD = "good"
    WRONG = "wrong"
    PAID = "paid"
    REFUSED = "refused"


class ListColumn(StrEnum):
    """What is read of each row."""

    PAYEE = "payee"
    AMOUNT = "amount"
    NOTE = "note"


SYNONYMS: Mapping[ListColumn, tuple[str, ...]] = {
    ListColumn.PAYEE: (
        *("code", "member", "payee", "name", "to", "recipient", "mitglied", "empfänger", "an", "miembro"),
        *("nombre", "destinatario", "membre", "nom", "bénéficiaire", "destinataire"),
    ),
    ListColumn.AMOUNT: ("amount", "sum", "value", "betrag", "summe", "importe", "cantidad", "montant", "somme"),
    ListColumn.NOTE: (
        *("note", "memo", "purpose", "text", "for", "zweck", "verwendungszweck", "notiz", "concepto", "nota"),
        *("motif", "libellé"),
    ),
}
"""Names under which a table is known to carry a column; the first that it has is taken."""


@dataclass(frozen=True, slots=True)
class Places:
    """How a table is cut, and where its columns stand; `note` is None where there is none."""

    delimiter: str
    payee: int
    amount: int
    note: int | None
    has_header: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as read: whom and how much, or in `wrong` what is wrong and how to mend it; then `code` names it."""

    line: int
    text: str
    payee: str = ""
    amount_minor: int = 0
    note: str = ""
    code: str = ""
    wrong: str = ""


def text_of_file(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, Windows-1252 or Latin-1.

    Refuses ListUnreadable for more than BYTES_MAX and for what is no text.

    >>> text_of_file("Bär;1,50".encode("latin-1"))
    'Bär;1,50'
    """
    if len(content) > BYTES_MAX:
        reason = _("This file is too large. A list of {rows} rows fits.")
        raise ListUnreadable(field="file", reason=reason.format(rows=ROWS_MAX))
    try:
        return decoded(content)
    except NoText as no:
        reason = _("This is not a table as text ({found}). Save it as CSV and try again.")
        raise ListUnreadable(field="file", reason=reason.format(found=no.found)) from None


def find_places(first: str, *, decimal_mark: str) -> Places | None:
    """Return where the columns stand: by the names in the first line, or in the order member, amount, note.

    None when the first line neither names a member and an amount nor holds them.

    >>> find_places("Betrag;Mitglied", decimal_mark=",")
    Places(delimiter=';', payee=1, amount=0, note=None, has_header=True)
    >>> find_places("Anna;12,50;Brot", decimal_mark=",")
    Places(delimiter=';', payee=0, amount=1, note=2, has_header=False)
    """
    # A comma that stands in amounts cuts columns only where nothing else does.
    others = [mark for mark in DELIMITERS if mark != decimal_mark and mark in first]
    delimiter = max(others, key=first.count) if others else delimiter_of(first)
    try:
        cells = cells_of(first, delimiter)
    except UnreadableRow:
        return None
    found = places_of(cells, SYNONYMS)
    if ListColumn.PAYEE in found and ListColumn.AMOUNT in found:
        return Places(
            delimiter, found[ListColumn.PAYEE], found[ListColumn.AMOUNT], found.get(ListColumn.NOTE), has_header=True
        )
    if len(cells) >= _NEEDED and _is_like_amount(cells[1]):
        note = 2 if len(cells) > _NEEDED else None
        return Places(delimiter, 0, 1, note, has_header=False)
    return None


def _is_like_amount(text: str) -> bool:
    """Tell whether a text is meant as an amount, well written or not: the names of columns have no digits."""
    return any(character.isdigit() for character in text) and not any(character.isalpha() for character in text)


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank with their numbers, counted from 1."""
    for number, line in enumerate(_LINE_ENDS.split(text), start=1):
        if line.strip(" \t,;"):
            yield number, line


def read_row(line: int, text: str, places: Places, *, exponent: int, decimal_mark: str) -> ListRow:
    """Return what a row says, with the first thing that is wrong with it.

    >>> places = Places(",", 0, 1, 2, has_header=False)
    >>> read_row(3, "Anna,12.50,bread", places, exponent=2, decimal_mark=".").amount_minor
    1250
    >>> read_row(3, "Anna,12.505,bread", places, exponent=2, decimal_mark=".").code
    'invalid_amount'
    """
    try:
        return _read(line, text, places, exponent=exponent, decimal_mark=decimal_mark)
    except _Wrong as no:
        return ListRow(line, text[:ROW_MAX], code=no.code, wrong=no.sentence)


class _Wrong(Exception):
    """Tells `read_row` what is wrong with a row and how to mend it."""

    def __init__(self, *, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


def _read(line: int, text: str, places: Places, *, exponent: int, decimal_mark: str) -> ListRow:
    cells = _cells(text, places)
    if not cells[places.payee]:
        raise _Wrong(code="payee_missing", sentence=_("The row does not say who is paid. Write a code or a name."))
    note = clean_text(cells[places.note]) if places.note is not None and places.note < len(cells) else ""
    if len(note) > MEMO_MAX:
        sentence = _("The note is too long. Shorten it to {limit} characters.")
        raise _Wrong(code="text_too_long", sentence=sentence.format(limit=MEMO_MAX))
    try:
        amount = parse_minor(cells[places.amount], exponent=exponent, decimal_mark=decimal_mark)
    except InvalidAmount as refusal:
        raise _Wrong(code=refusal.code, sentence=str(refusal)) from None
    return ListRow(line, text, cells[places.payee], amount, note)


def _cells(text: str, places: Places) -> list[str]:
    if len(text) > ROW_MAX:
        raise _Wrong(
            code="row_too_long", sentence=_("The row is too long. Check that each payment stands on a line of its own.")
        )
    try:
        cells = [cell.strip() for cell in cells_of(text, places.delimiter)]
    except UnreadableRow as no:
        sentence = _("A quotation mark is opened and not closed. Remove it, or close it on the same line.")
        raise _Wrong(code=no.code, sentence=sentence) from None
    if len(cells) <= max(places.payee, places.amount):
        raise _Wrong(code="columns_missing", sentence=_("A column is missing. Write member and amount into each row."))
    return cells


def is_payable(rows: Sequence[RowState], mode: ListMode) -> bool:
    """Tell whether a list with rows in these states can be paid: all must be good, or one at least.

    >>> [is_payable([RowState.GOOD, RowState.WRONG], mode) for mode in ListMode]
    [False, True]
    """
    good = [state is RowState.GOOD for state in rows]
    return all(good) and bool(good) if mode is ListMode.ALL else any(good)
