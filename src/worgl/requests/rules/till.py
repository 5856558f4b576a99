"""A day at the till: what was taken and given back, and that it adds up."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from worgl.core.money import plain_minor
from worgl.core.sheets import safe_cell
from worgl.payments.rules.values import Party, PaymentId, PaymentKind, StatementView

COLUMNS = ("date", "time", "kind", "counterparty", "code", "note", "amount", "total", "payment")


@dataclass(frozen=True, slots=True)
class TillLine:
    """One payment that came in, or one refund that went out (`delta_minor` is then negative)."""

    payment: PaymentId
    at: datetime
    counterparty: Party
    text: str
    delta_minor: int
    is_till: bool

    @property
    def is_sale(self) -> bool:
        """Tell whether coins came in."""
        return self.delta_minor > 0


@dataclass(frozen=True, slots=True)
class TillDay:
    """What came in by payments and went back by refunds on one calendar day, oldest first."""

    on: date
    exponent: int
    zone: str
    lines: tuple[TillLine, ...]

    @property
    def sales(self) -> int:
        """Return how many payments came in."""
        return sum(line.is_sale for line in self.lines)

    @property
    def taken_minor(self) -> int:
        """Return what came in."""
        return sum(line.delta_minor for line in self.lines if line.is_sale)

    @property
    def by_code_minor(self) -> int:
        """Return how much of it came in by codes shown at the till; the rest by the member's own code or name."""
        return sum(line.delta_minor for line in self.lines if line.is_sale and line.is_till)

    @property
    def by_name_minor(self) -> int:
        """Return how much came in otherwise."""
        return self.taken_minor - self.by_code_minor

    @property
    def back_minor(self) -> int:
        """Return what was given back, not above zero."""
        return sum(line.delta_minor for line in self.lines if not line.is_sale)

    @property
    def total_minor(self) -> int:
        """Return what is left of the day."""
        return self.taken_minor + self.back_minor


def till_day(statement: StatementView, *, at_till: frozenset[PaymentId]) -> TillDay:
    """Return the payments in and refunds out of a statement of one day; what the holder bought is not the till's."""
    assert statement.start == statement.end
    lines = tuple(
        TillLine(line.payment, line.at, line.counterparty, line.text, line.delta_minor, line.payment in at_till)
        for line in statement.lines
        if line.payment is not None and _is_of_till(line.kind, line.delta_minor)
    )
    return TillDay(statement.start, statement.exponent, statement.zone, lines)


def _is_of_till(kind: str, delta_minor: int) -> bool:
    return kind == (PaymentKind.PAYMENT if delta_minor > 0 else PaymentKind.REFUND)


def till_csv(day: TillDay) -> str:
    """Return a day as CSV (RFC 4180); each row's total is the one before plus its amount."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    zone, total = ZoneInfo(day.zone), 0
    for line in day.lines:
        local = line.at.astimezone(zone)
        total += line.delta_minor
        writer.writerow(
            (
                local.date().isoformat(),
                local.time().isoformat(timespec="seconds"),
                "sale" if line.is_sale else "refund",
                safe_cell(line.counterparty.name),
                line.counterparty.code,
                safe_cell(line.text),
                plain_minor(line.delta_minor, exponent=day.exponent),
                plain_minor(total, exponent=day.exponent),
                str(line.payment),
            )
        )
    return out.getvalue()
