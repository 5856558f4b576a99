"""Pay lists: a table of members and amounts, read row by row; each row says what it pays or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from worgl.core.amounts import AmbiguousAmount, parse_minor
from worgl.core.errors import reason_of
from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.core.limits import NOTE_MAX
from worgl.core.money import InvalidAmount
from worgl.core.sheets import (
    QUOTE_OPEN,
    ROW_MAX,
    ROW_TOO_LONG,
    ColumnTwice,
    SheetRow,
    UnreadableRow,
    decoded,
    fitted,
    names_of,
    places_of,
)
from worgl.core.workbooks import NoText
from worgl.orders.errors import ListUnreadable
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
_NEEDED = 2
"""Columns without which a row says nothing: member and amount."""


class ListState(State):
    """Where a pay list stands."""

    DRAFT = "draft", Tag(gettext_lazy("Not paid"))
    STARTED = "started", Tag(gettext_lazy("Payment in progress"), "timer", Tone.WAITS)
    DONE = "done", Tag(gettext_lazy("Paid"), "check", Tone.GOOD)
    NOTHING = "nothing", Tag(gettext_lazy("Nothing was paid"), "circle-x", Tone.BAD)


PAID_IN_PART = Tag(gettext_lazy("Paid in part"), "circle-alert", Tone.WAITS)
"""How a list is shown of which a row was not paid."""


class ListPart(StrEnum):
    """The side that changes a pay list: its payer, or the job that pays it."""

    PAYER = "payer"
    WORK = "work"


class ListAct(StrEnum):
    """What can be done with a pay list: it is started, then finished, or given up as a whole."""

    START = "start"
    FINISH = "finish"
    GIVE_UP = "give_up"


LIFE: Lifecycle[ListPart, ListState, ListAct] = Lifecycle(
    starts=(ListState.DRAFT,),
    ends=frozenset({ListState.DONE, ListState.NOTHING}),
    table=(
        (ListPart.PAYER, ListState.DRAFT, ListAct.START, ListState.STARTED),
        (ListPart.WORK, ListState.STARTED, ListAct.FINISH, ListState.DONE),
        (ListPart.WORK, ListState.STARTED, ListAct.GIVE_UP, ListState.NOTHING),
    ),
)


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


class RowAct(StrEnum):
    """What becomes of a row that could be read."""

    PAY = "pay"
    REFUSE = "refuse"


ROW_LIFE: Lifecycle[ListPart, RowState, RowAct] = Lifecycle(
    starts=(RowState.GOOD, RowState.WRONG),
    ends=frozenset({RowState.WRONG, RowState.PAID, RowState.REFUSED}),
    table=(
        (ListPart.WORK, RowState.GOOD, RowAct.PAY, RowState.PAID),
        (ListPart.WORK, RowState.GOOD, RowAct.REFUSE, RowState.REFUSED),
    ),
)


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
    """How many columns a table has, and where they stand; `note` is None where there is none."""

    width: int
    payee: int
    amount: int
    note: int | None
    has_header: bool


@dataclass(frozen=True, slots=True)
class Writing:
    """How a community writes its amounts: decimals, the mark before them, and names that may stand beside them."""

    exponent: int
    decimal_mark: str
    names: tuple[str, ...] = ()


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
    """Return the text of a file in UTF-8, UTF-16, Windows-1252 or Latin-1, or of a workbook as CSV.

    Refuses ListUnreadable for more than BYTES_MAX and for what is no table.

    >>> text_of_file("Bär;1,50".encode("latin-1"))
    'Bär;1,50'
    """
    if len(content) > BYTES_MAX:
        reason = reason_of(_("This file is too large. A list of {rows} rows fits."), rows=ROWS_MAX)
        raise ListUnreadable(field="file", reason=reason)
    try:
        return decoded(content)
    except NoText as no:
        reason = _("This is not a table as text or as a workbook ({found}). Save it as CSV and try again.")
        raise ListUnreadable(field="file", reason=reason.format(found=no.found)) from None


def find_places(first: SheetRow) -> Places | None:
    """Return where the columns stand: by the names in the first row, or in the order member, amount, note.

    None when the first row neither names a member and an amount nor holds them. Refuses ListUnreadable for a
    column that is there twice.

    >>> find_places(SheetRow(1, "", ("Betrag", "Mitglied")))
    Places(width=2, payee=1, amount=0, note=None, has_header=True)
    >>> find_places(SheetRow(1, "", ("Anna", "12,50", "Brot")))
    Places(width=3, payee=0, amount=1, note=2, has_header=False)
    """
    names = names_of(first.cells)
    try:
        found = places_of(names, SYNONYMS)
    except ColumnTwice as twice:
        reason = _("The column “{name}” is there twice. Give each column a name of its own.")
        raise ListUnreadable(field="file", reason=reason.format(name=twice.name)) from None
    if ListColumn.PAYEE in found and ListColumn.AMOUNT in found:
        note = found.get(ListColumn.NOTE)
        return Places(len(names), found[ListColumn.PAYEE], found[ListColumn.AMOUNT], note, has_header=True)
    if len(names) >= _NEEDED and _is_like_amount(names[1]):
        return Places(_NEEDED + 1, 0, 1, 2, has_header=False)
    return None


def _is_like_amount(text: str) -> bool:
    """Tell whether a text is meant as an amount, well written or not: the names of columns have no digits."""
    return any(character.isdigit() for character in text) and not any(character.isalpha() for character in text)


def read_row(row: SheetRow, places: Places, writing: Writing) -> ListRow:
    """Return what a row says, with the first thing that is wrong with it.

    >>> places, writing = Places(3, 0, 1, 2, has_header=False), Writing(2, ".")
    >>> read_row(SheetRow(3, "", ("Anna", "12,5", "bread")), places, writing).amount_minor
    1250
    >>> read_row(SheetRow(3, "", ("Anna", "1.000", "bread")), places, writing).code
    'ambiguous_amount'
    """
    try:
        return _read(row, places, writing)
    except _Wrong as no:
        return ListRow(row.line, row.text[:ROW_MAX], code=no.code, wrong=no.sentence)


class _Wrong(Exception):
    """Tells `read_row` what is wrong with a row and how to mend it."""

    def __init__(self, *, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


def _read(row: SheetRow, places: Places, writing: Writing) -> ListRow:
    cells = _cells(row, places)
    if not cells[places.payee]:
        raise _Wrong(code="payee_missing", sentence=_("The row does not say who is paid. Write a code or a name."))
    _check_not_cut(row, cells, places, writing)
    note = clean_text(cells[places.note]) if places.note is not None else ""
    if len(note) > NOTE_MAX:
        sentence = _("The note is too long. Shorten it to {limit} characters.")
        raise _Wrong(code="text_too_long", sentence=sentence.format(limit=NOTE_MAX))
    try:
        amount = parse_minor(
            cells[places.amount],
            exponent=writing.exponent,
            decimal_mark=writing.decimal_mark,
            names=writing.names,
        )
    except InvalidAmount as refusal:
        raise _Wrong(code=refusal.code, sentence=str(refusal)) from None
    return ListRow(row.line, row.text, cells[places.payee], amount, note)


_FAULTS: Mapping[str, str] = {
    ROW_TOO_LONG: gettext_noop("The row is too long. Check that each payment stands on a line of its own."),
    QUOTE_OPEN: gettext_noop(
        "A quotation mark is not closed, or stands where none may stand. Remove it, or close it in its row."
    ),
}


def _cells(row: SheetRow, places: Places) -> list[str]:
    if row.fault:
        raise _Wrong(code=row.fault, sentence=_(_FAULTS[row.fault]))
    if len(row.cells) <= max(places.payee, places.amount):
        raise _Wrong(code="columns_missing", sentence=_("A column is missing. Write member and amount into each row."))
    try:
        return [cell.strip() for cell in fitted(row.cells, places.width)]
    except UnreadableRow as no:
        sentence = _(
            "This row has more cells than the table has columns ({cells}, not {width}). Put an amount or a "
            "note that holds the mark between cells in quotation marks, for example {example}."
        )
        sentence = sentence.format(cells=len(names_of(row.cells)), width=places.width, example='"12,50"')
        raise _Wrong(code=no.code, sentence=sentence) from None


def _check_not_cut(row: SheetRow, cells: Sequence[str], places: Places, writing: Writing) -> None:
    """Refuse `Bob,12,50` where 50 would be the note: a comma may have cut an amount."""
    if places.note != places.amount + 1 or '"' in row.text:
        return
    whole, rest = cells[places.amount], cells[places.note]
    if f"{whole},{rest}" in row.text and whole.isdigit() and rest.isdigit() and len(rest) <= writing.exponent:
        mark = writing.decimal_mark
        sentence = _("“{text}” could mean {first}, or {second} with the note “{note}”. Write {first} or {second}.")
        first, second = f"{whole}{mark}{rest}", f"{whole}{mark}{'0' * writing.exponent}"
        if mark == ",":
            first, second = f'"{first}"', f'"{second}"'
        sentence = sentence.format(text=f"{whole},{rest}", first=first, second=second, note=rest)
        raise _Wrong(code=AmbiguousAmount.code, sentence=sentence)


def is_payable(rows: Sequence[RowState], mode: ListMode) -> bool:
    """Tell whether a list with rows in these states can be paid: all must be good, or one at least.

    >>> [is_payable([RowState.GOOD, RowState.WRONG], mode) for mode in ListMode]
    [False, True]
    """
    good = [state is RowState.GOOD for state in rows]
    return all(good) and bool(good) if mode is ListMode.ALL else any(good)
