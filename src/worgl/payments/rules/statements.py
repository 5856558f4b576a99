"""A statement as CSV: amounts for machines, texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from worgl.core.money import plain_minor
from worgl.core.sheets import safe_cell
from worgl.payments.rules.values import ActivityLine, StatementView

COLUMNS = ("date", "time", "kind", "counterparty", "code", "note", "amount", "balance", "transfer")
OPENING = "opening"
CLOSING = "closing"


def csv_of(view: StatementView) -> str:
    """Return a statement as CSV (RFC 4180) with an opening and a closing row.

    Dates and times are those of the community's zone; amounts have "." before the decimals, no marks of
    thousands and "-" for what went out. Each row's balance is the one before plus its amount.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(view))
    return out.getvalue()


def _rows(view: StatementView) -> Iterator[tuple[str, ...]]:
    def amount(minor: int) -> str:
        return plain_minor(minor, exponent=view.exponent)

    blank = ("",) * 4
    yield (view.start.isoformat(), "", OPENING, *blank, amount(view.opening_minor), "")
    zone = ZoneInfo(view.zone)
    for line in view.lines:
        yield _row(line, zone, amount(line.delta_minor), amount(line.balance_after_minor))
    yield (view.end.isoformat(), "", CLOSING, *blank, amount(view.closing_minor), "")


def _row(line: ActivityLine, zone: ZoneInfo, amount: str, balance: str) -> tuple[str, ...]:
    local = line.at.astimezone(zone)
    return (
        local.date().isoformat(),
        local.time().isoformat(timespec="seconds"),
        line.kind,
        safe_cell(line.counterparty.name),
        line.counterparty.code,
        safe_cell(line.text),
        amount,
        balance,
        str(line.transfer),
    )
