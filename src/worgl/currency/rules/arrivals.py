"""Members and balances that come from elsewhere as a table: which column means what, and what a row says.

The own layout has the columns name, code, email, kind, joined, balance, credit, ceiling, of which only the
name must be there. Files of Komunitin (`members.csv` of its migration bundle) and lists of users out of
Cyclos carry the same under other names; these are read as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.translation import gettext as _

from worgl.communities.rules import IMPORT_MAX, MemberKind
from worgl.core.errors import InvalidInput
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import round_half_even
from worgl.currency.errors import TableUnreadable
from worgl.identity.rules import clean_email, clean_name

ROW_MAX = 20_000
"""Longest row, in characters."""
ISO_DAY = 10
"""Characters of a date such as 2025-12-31; a time may follow."""
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ",;\t"


class Column(StrEnum):
    """What a row can say."""

    NAME = "name"
    CODE = "code"
    EMAIL = "email"
    KIND = "kind"
    STATE = "state"
    JOINED = "joined"
    BALANCE = "balance"
    CREDIT = "credit"
    CEILING = "ceiling"


SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("name", "full name", "display name", "displayname", "user", "member"),
    Column.CODE: ("code", "username", "login name", "login", "account", "account number", "id"),
    Column.EMAIL: ("email", "e-mail", "contact.email", "mail"),
    Column.KIND: ("kind", "type", "group"),
    Column.STATE: ("state", "status", "user status"),
    Column.JOINED: ("joined", "createdat", "creationdate", "creation date", "activation date", "member since"),
    Column.BALANCE: ("balance", "account.balance", "account balance"),
    Column.CREDIT: ("credit", "account.creditlimit", "creditlimit", "credit limit"),
    Column.CEILING: ("ceiling", "account.maximumbalance", "maximumbalance", "upper credit limit"),
}
"""Names under which files are known to carry a column, in small letters; the first that a file has is taken."""

SHOP_WORDS = ("business", "shop", "company", "enterprise", "organisation", "organization", "public", "store")
GONE_WORDS = frozenset({"deleted", "removed", "purged", "draft", "pending"})


class Layout(StrEnum):
    """Where a table comes from, as far as its header tells."""

    OWN = "own"
    CYCLOS = "cyclos"
    KOMUNITIN = "komunitin"


@dataclass(frozen=True, slots=True)
class Arrival:
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


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be a member; `line` counts from 1, the header."""

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: where each column stands, and its rows with the line on which each begins."""

    layout: Layout
    columns: Mapping[Column, int]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a currency takes: its decimals, the community's decimal mark, and how far below zero one may begin."""

    exponent: int
    decimal_mark: str
    may_owe: bool
    credit_minor: int


def read_table(content: bytes) -> Table:
    """Return a table of members; refuses TableUnreadable for what is no such table or has too many rows."""
    text = _decoded(content)
    lines = text.splitlines()
    if not lines:
        raise TableUnreadable(reason=_("it is empty"))
    delimiter = max(DELIMITERS, key=lines[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        rows = []
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, tuple(row)))
            if len(rows) > IMPORT_MAX:
                raise TableUnreadable(reason=_("it has more than {most} rows").format(most=IMPORT_MAX))
    except csv.Error as error:
        raise TableUnreadable(reason=str(error)) from None
    columns = _columns(header)
    if Column.NAME not in columns:
        raise TableUnreadable(reason=_("its first row names no column “name”"))
    return Table(_layout(header), columns, tuple(rows))


def _decoded(content: bytes) -> str:
    if b"\x00" in content[:4_096]:
        raise TableUnreadable(reason=_("it is no text; save the sheet as CSV"))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable(reason=_("its letters cannot be read; save it as UTF-8"))


def _columns(header: Sequence[str]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for column, names in SYNONYMS.items():
        position = next((header.index(name) for name in names if name in header), None)
        if position is not None and position not in found.values():
            found[column] = position
    return found


def _layout(header: Sequence[str]) -> Layout:
    if {"account.balance", "account.creditlimit"} & set(header):
        return Layout.KOMUNITIN
    return Layout.CYCLOS if {"username", "login name", "login"} & set(header) else Layout.OWN


def arrivals(table: Table, terms: Terms) -> Iterator[Arrival | RowFault]:
    """Yield each row as a member, or with what is wrong with it; an id or an e-mail counts once in a table."""
    seen: set[str] = set()
    for line, row in table.rows:
        cells = {column: row[at].strip() if at < len(row) else "" for column, at in table.columns.items()}
        name = cells.get(Column.NAME, "")[:80]
        try:
            found = _arrival(line, cells, terms)
            marks = {f"id {found.foreign_id}"} if found.foreign_id else set()
            marks |= {f"mail {found.email}"} if found.email else set()
            if marks & seen:
                yield RowFault(line, name, _("This code or e-mail address stands in the table twice."))
                continue
        except InvalidInput as refusal:
            yield RowFault(line, name, str(refusal))
            continue
        seen |= marks
        yield found


def _arrival(line: int, cells: Mapping[Column, str], terms: Terms) -> Arrival:
    if cells.get(Column.STATE, "").lower() in GONE_WORDS:
        raise InvalidInput(field="state", reason=_("This member is “{state}” there.").format(state=cells[Column.STATE]))
    email = cells.get(Column.EMAIL, "")
    credit = _amount(cells, Column.CREDIT, terms)
    balance = _amount(cells, Column.BALANCE, terms) or 0
    _check_balance(balance, credit, terms)
    ceiling = _amount(cells, Column.CEILING, terms)
    if (credit or 0) < 0 or (ceiling or 0) < 0:
        raise InvalidInput(field="credit", reason=_("A limit is zero or more, and not too large."))
    return Arrival(
        line=line,
        name=clean_name(cells[Column.NAME]),
        foreign_id=cells.get(Column.CODE, "")[:100],
        email=clean_email(email) if email else "",
        kind=_kind(cells.get(Column.KIND, "")),
        joined=_day(cells.get(Column.JOINED, "")),
        balance_minor=balance,
        credit_minor=credit if terms.may_owe else None,
        ceiling_minor=ceiling or None,
    )


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


def _amount(cells: Mapping[Column, str], column: Column, terms: Terms) -> int | None:
    """Return an amount of either sign in minor units; None for an empty cell.

    The last of "." and "," stands before the decimals; where only one of them is there, it does unless three
    digits follow and it is not the community's own mark.
    """
    text = re.sub(r"[\s'’]", "", cells.get(column, "")).replace("−", "-")
    if not text:
        return None
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0:
        mark, rest = text[last], text[last + 1 :]
        both = {".", ","} <= set(text)
        groups = not both and len(rest) == 3 and mark != terms.decimal_mark  # noqa: PLR2004 -- thousands come by threes
        whole = re.sub(r"[.,]", "", text[:last])
        text = whole + rest if groups or (text.count(mark) > 1 and not both) else f"{whole}.{rest}"
    reason = _("“{text}” in {column} is no amount.").format(text=cells[column][:30], column=column.value)
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{0,8})?", text):
        raise InvalidInput(field=column.value, reason=reason)
    try:
        minor, was_rounded = round_half_even(Decimal(text), terms.exponent)
    except InvalidOperation:
        raise InvalidInput(field=column.value, reason=reason) from None
    if was_rounded:
        reason = _("“{text}” has too many decimals; at most {most} are possible here.").format(
            text=cells[column][:30], most=terms.exponent
        )
        raise InvalidInput(field=column.value, reason=reason)
    if abs(minor) > AMOUNT_MAX:
        raise InvalidInput(field=column.value, reason=_("“{text}” is too large.").format(text=cells[column][:30]))
    return minor


@dataclass(frozen=True, slots=True)
class ArrivalReport:
    """What a table would bring, or has brought: rows that fit, faults, and the sums of the balances."""

    layout: Layout
    rows: int
    good: int
    faults: tuple[RowFault, ...]
    held_minor: int
    owed_minor: int


def report_of(table: Table, terms: Terms) -> ArrivalReport:
    """Return what a table would bring."""
    found = list(arrivals(table, terms))
    good = [row for row in found if isinstance(row, Arrival)]
    return ArrivalReport(
        layout=table.layout,
        rows=len(found),
        good=len(good),
        faults=tuple(row for row in found if isinstance(row, RowFault)),
        held_minor=sum(row.balance_minor for row in good if row.balance_minor > 0),
        owed_minor=-sum(row.balance_minor for row in good if row.balance_minor < 0),
    )
