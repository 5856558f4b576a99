"""Members and balances that come from elsewhere as a table: which column means what, and what a row says.

The own layout has the columns name, code, email, kind, state, joined, balance, credit, ceiling, of which only the
name must be there. Files of Komunitin (`members.csv` of its migration bundle) and lists of users out of
Cyclos carry the same under other names; these are read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from worgl.communities.rules import IMPORT_MAX, MemberKind, MemberState
from worgl.core.amounts import DIGITS_MAX, parse_signed
from worgl.core.errors import InvalidInput, reason_of
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import InvalidAmount, round_half_even
from worgl.core.sheets import (
    QUOTE_OPEN,
    ROW_TOO_LONG,
    ColumnTwice,
    SheetRow,
    UnreadableRow,
    decoded,
    fitted,
    names_of,
    places_of,
    rows_of,
)
from worgl.core.workbooks import NoText
from worgl.currency.errors import TableUnreadable
from worgl.currency.rules.foreign import (
    SHOP_WORDS,
    SYNONYMS,
    Column,
    Layout,
    addresses_in,
    is_komunitin_amount,
    layout_of,
    state_of,
)
from worgl.identity.rules import clean_email, clean_name

ISO_DAY = 10
"""Characters of a date such as 2025-12-31; a time may follow."""


@dataclass(frozen=True, slots=True)
class ImportedMember:
    """A row that can be a member; amounts in minor units, None where the table says nothing."""

    line: int
    name: str
    foreign_id: str
    email: str
    kind: MemberKind
    joined: date | None
    balance_minor: int
    credit_minor: int | None
    ceiling_minor: int | None
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be a member; `line` counts from 1, the header."""

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: how many columns it has, where each stands, and its rows."""

    layout: Layout
    width: int
    columns: Mapping[Column, int]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a currency takes: its decimals, the community's decimal mark, and how far below zero one may begin."""

    exponent: int
    decimal_mark: str
    may_owe: bool
    credit_minor: int
    names: tuple[str, ...] = ()
    """What may stand beside an amount: the coin's name and its short sign."""


def read_table(content: bytes) -> Table:
    """Return a table of members; refuses TableUnreadable for what is no such table or has too many rows."""
    try:
        rows = tuple(islice(rows_of(decoded(content)), IMPORT_MAX + 2))
    except NoText as no:
        raise TableUnreadable(reason=no.found) from None
    if not rows:
        raise TableUnreadable(reason=_("it is empty"))
    if len(rows) > IMPORT_MAX + 1:
        raise TableUnreadable(reason=reason_of(_("it has more than {most} rows"), most=IMPORT_MAX))
    header = names_of(rows[0].cells)
    try:
        columns = places_of(header, SYNONYMS)
    except ColumnTwice as twice:
        raise TableUnreadable(reason=_("the column “{name}” is there twice").format(name=twice.name)) from None
    if Column.NAME not in columns:
        raise TableUnreadable(reason=_("its first row names no column “name”"))
    return Table(layout_of(header), len(header), columns, rows[1:])


def imported_members(table: Table, terms: Terms) -> Iterator[ImportedMember | RowFault]:
    """Yield each row as a member, or with what is wrong with it; an id or an e-mail counts once in a table."""
    seen: set[str] = set()
    for row in table.rows:
        name = ""
        try:
            cells = _cells(row, table)
            name = cells.get(Column.NAME, "")[:80]
            found = _arrival(row.line, cells, table.layout, terms, seen)
            marks = {f"id {found.foreign_id}"} if found.foreign_id else set()
            marks |= {f"mail {found.email}"} if found.email else set()
            if marks & seen:
                yield RowFault(row.line, name, _("This code or e-mail address is in the table twice."))
                continue
        except InvalidInput as refusal:
            yield RowFault(row.line, name, str(refusal))
            continue
        seen |= marks
        yield found


_FAULTS: Mapping[str, str] = {
    ROW_TOO_LONG: gettext_noop("The row is too long."),
    QUOTE_OPEN: gettext_noop(
        "A quotation mark is not closed, or stands where none may stand. Remove it, or close it in its row."
    ),
}


def _cells(row: SheetRow, table: Table) -> dict[Column, str]:
    if row.fault:
        raise InvalidInput(field="row", reason=_(_FAULTS[row.fault]))
    try:
        cells = fitted(row.cells, table.width)
    except UnreadableRow:
        reason = _(
            "This row has more cells than the first line has columns ({cells}, not {width}). Put what holds the "
            "mark between cells in quotation marks."
        )
        reason = reason.format(cells=len(names_of(row.cells)), width=table.width)
        raise InvalidInput(field="row", reason=reason) from None
    return {column: cells[at].strip() for column, at in table.columns.items()}


def _arrival(
    line: int, cells: Mapping[Column, str], layout: Layout, terms: Terms, seen: AbstractSet[str]
) -> ImportedMember:
    is_suspended = _is_suspended(cells.get(Column.STATE, ""))
    credit = _amount(cells, Column.CREDIT, layout, terms)
    balance = _amount(cells, Column.BALANCE, layout, terms) or 0
    _check_balance(balance, credit, terms)
    ceiling = _amount(cells, Column.CEILING, layout, terms)
    if (credit or 0) < 0 or (ceiling or 0) < 0:
        raise InvalidInput(field="credit", reason=_("A limit is zero or more, and not too large."))
    return ImportedMember(
        line=line,
        name=clean_name(cells[Column.NAME]),
        foreign_id=cells.get(Column.CODE, "")[:100],
        email=_address(cells, seen),
        kind=_kind(cells.get(Column.KIND, "")),
        joined=_day(cells.get(Column.JOINED, "")),
        balance_minor=balance,
        credit_minor=credit if terms.may_owe else None,
        ceiling_minor=ceiling or None,
        is_suspended=is_suspended,
    )


def _is_suspended(text: str) -> bool:
    """Tell whether a member was suspended there; refuses InvalidInput for who is no member there, and unknown words."""
    state = state_of(text)
    if state is None:
        reason = _("“{state}” is no state we know. Write active, suspended or left.")
        raise InvalidInput(field="state", reason=reason.format(state=text[:30]))
    if state in {MemberState.LEFT, MemberState.APPLIED}:
        raise InvalidInput(field="state", reason=_("This member is “{state}” there.").format(state=text[:30]))
    return state is MemberState.SUSPENDED


def _address(cells: Mapping[Column, str], seen: AbstractSet[str]) -> str:
    """Return the first address of a row that no row before has: one person may keep an account and a shop."""
    addresses = [clean_email(one) for one in addresses_in(cells)]
    return next((one for one in addresses if f"mail {one}" not in seen), addresses[0] if addresses else "")


def _check_balance(balance: int, credit: int | None, terms: Terms) -> None:
    if balance >= 0:
        return
    if not terms.may_owe:
        raise InvalidInput(field="balance", reason=_("Nobody can owe money in this community."))
    if -balance > (terms.credit_minor if credit is None else credit):
        raise InvalidInput(field="balance", reason=_("The balance is further below zero than the credit limit."))


def _kind(text: str) -> MemberKind:
    words = text.lower()
    return MemberKind.SHOP if any(word in words for word in SHOP_WORDS) else MemberKind.PERSON


def _day(text: str) -> date | None:
    """Return the day of an ISO date or time, or of a date written day first with points or strokes."""
    if not text:
        return None
    turned = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s.*)?", text)
    iso = f"{turned[3]}-{int(turned[2]):02d}-{int(turned[1]):02d}" if turned else text
    try:
        # The day as it is written there, whatever the zone behind it.
        return date.fromisoformat(iso[:ISO_DAY])
    except ValueError:
        reason = _("“{text}” is no date; write it as 2025-12-31.").format(text=text[:30])
        raise InvalidInput(field="joined", reason=reason) from None


def _amount(cells: Mapping[Column, str], column: Column, layout: Layout, terms: Terms) -> int | None:
    """Return an amount of either sign in minor units, by the rules of where it comes from; None for an empty cell."""
    text = cells.get(column, "")
    if not text:
        return None
    if layout is Layout.KOMUNITIN:
        return _komunitin_amount(text, column, terms)
    try:
        return parse_signed(text, exponent=terms.exponent, decimal_mark=terms.decimal_mark, names=terms.names)
    except InvalidAmount as refusal:
        reason = _("In the column {column}: {reason}").format(column=column.value, reason=refusal)
        raise InvalidInput(field=column.value, reason=reason) from None


def _komunitin_amount(text: str, column: Column, terms: Terms) -> int:
    reason = ""
    minor, was_rounded = 0, False
    if len(text) > DIGITS_MAX or not is_komunitin_amount(text):
        reason = _("“{text}” in {column} is no amount as Komunitin writes it.")
    else:
        minor, was_rounded = round_half_even(Decimal(text), terms.exponent)
    if was_rounded:
        reason = _("“{text}” in {column} has too many decimals.")
    elif abs(minor) > AMOUNT_MAX:
        reason = _("“{text}” in {column} is too large.")
    if reason:
        raise InvalidInput(field=column.value, reason=reason.format(text=text[:30], column=column.value))
    return minor


@dataclass(frozen=True, slots=True)
class MemberImportReport:
    """What a table would bring, or has brought: rows that fit, faults, and the sums of the balances."""

    layout: Layout
    rows: int
    good: int
    faults: tuple[RowFault, ...]
    held_minor: int
    owed_minor: int


def report_of(table: Table, terms: Terms) -> MemberImportReport:
    """Return what a table would bring."""
    found = list(imported_members(table, terms))
    good = [row for row in found if isinstance(row, ImportedMember)]
    return MemberImportReport(
        layout=table.layout,
        rows=len(found),
        good=len(good),
        faults=tuple(row for row in found if isinstance(row, RowFault)),
        held_minor=sum(row.balance_minor for row in good if row.balance_minor > 0),
        owed_minor=-sum(row.balance_minor for row in good if row.balance_minor < 0),
    )
