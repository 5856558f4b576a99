"""Tables as text, for pages and programs alike: days without gaps, members with their money, faulty rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from worgl.core.money import plain_minor
from worgl.core.sheets import safe_cell
from worgl.currency.rules.member_import import RowFault
from worgl.currency.rules.member_register import RegisterRow
from worgl.currency.rules.views import DayFigure


def filled(figures: Sequence[DayFigure], *, since: date, through: date) -> tuple[DayFigure, ...]:
    """Return one row per day from `since`: a day without a transfer has the supply of the day before and no trade.

    `figures` are in order and may begin before `since`, so that the supply of the first day is known.
    """
    supply = 0
    known: dict[date, DayFigure] = {}
    for figure in figures:
        known[figure.day] = figure
        if figure.day <= since:
            supply = figure.supply_minor
    rows: list[DayFigure] = []
    for offset in range((through - since).days + 1):
        day = since + timedelta(days=offset)
        row = known.get(day, DayFigure(day, 0, 0, 0, 0, 0, supply))
        supply = row.supply_minor
        rows.append(row)
    return tuple(rows)


def figures_csv(days: Sequence[DayFigure], *, exponent: int) -> str:
    """Return the figures as CSV (RFC 4180): a header, a row per day, amounts with a point."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["day", "volume", "payments", "minted", "retired", "faded", "supply"])
    for figure in days:
        amounts = (figure.minted_minor, figure.retired_minor, figure.faded_minor, figure.supply_minor)
        volume = plain_minor(figure.volume_minor, exponent=exponent)
        plain = [plain_minor(minor, exponent=exponent) for minor in amounts]
        table.writerow([figure.day.isoformat(), volume, figure.payments, *plain])
    return out.getvalue()


def roll_csv(rows: Iterable[RegisterRow], *, exponent: int) -> str:
    """Return members with their money as CSV (RFC 4180), amounts with a point; empty stands for no limit."""
    return _written(_roll(rows, exponent=exponent))


def _roll(rows: Iterable[RegisterRow], *, exponent: int) -> Iterator[Sequence[object]]:
    def plain(minor: int | None) -> str:
        return "" if minor is None else plain_minor(minor, exponent=exponent)

    yield ("name", "code", "kind", "state", "roles", "joined", "last_traded", "balance", "credit", "ceiling")
    for row in rows:
        own = row.member
        days = (own.joined_at.date() if own.joined_at else None, row.last_traded)
        roles = " ".join(sorted(role.value for role in own.roles))
        amounts = (plain(row.balance_minor), plain(row.credit_minor), plain(row.ceiling_minor))
        texts = (safe_cell(own.name), own.code, own.kind.value, own.state.value, roles)
        yield (*texts, *(day.isoformat() if day else "" for day in days), *amounts)


def faults_csv(faults: Iterable[RowFault]) -> str:
    """Return the faulty rows of a table of members with what is wrong with each, as CSV (RFC 4180)."""
    rows = ((fault.line, safe_cell(fault.name), safe_cell(fault.reason)) for fault in faults)
    return _written((("line", "name", "reason"), *rows))


def _written(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
