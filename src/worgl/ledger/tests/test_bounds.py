"""Bounds of the books, met at their edge."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from worgl.core.portability import RowRefused
from worgl.ledger import audit as auditing
from worgl.ledger import portability
from worgl.ledger.tests.builders import NOW, fresh_book, fund
from worgl.ledger.tests.test_audit import behind_the_doors

pytestmark = pytest.mark.django_db


def test_an_audit_that_finds_too_much_stops_and_goes_on_with_the_next_book(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, other = fresh_book(members=5), fresh_book()
    for books in (wrong, other):
        fund(books, 100)
    with behind_the_doors(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_account SET posted = posted + 1 WHERE book IN ({wrong.book}, {other.book})")
    whole = list(auditing.audit(wrong.book))
    assert len(whole) > 3
    monkeypatch.setattr(auditing, "FINDINGS_MAX", 3)
    assert list(auditing.audit(wrong.book)) == whole[:3]
    found = [finding.book for finding in auditing.audit()]
    assert (found.count(wrong.book), found.count(other.book)) == (3, 3)


@pytest.mark.parametrize("number", [str(portability._NUMBERS_MAX), f"-{portability._NUMBERS_MAX}", "1" + "0" * 5_000])
@pytest.mark.parametrize("column", ["code", "amount", "event_at"])
def test_a_number_no_column_holds_is_refused_by_its_line(column: str, number: str) -> None:
    books = fresh_book()
    fund(books, 100)
    rows = {name: list(portability.export_rows(name, books.book)) for name in portability.HEADERS}
    accounts, (first, *others) = rows[portability.ACCOUNTS], rows[portability.TRANSFERS]
    cells = list(first)
    cells[portability.HEADERS[portability.TRANSFERS].index(column)] = number
    with pytest.raises(RowRefused) as no, transaction.atomic():
        portability.read_back(accounts=accounts, transfers=[cells, *others], refused=[], now=NOW)
    assert str(no.value).startswith("ledger_transfers, line 2: ")


@pytest.mark.parametrize("number", [str(portability._SMALL_MAX), f"-{portability._SMALL_MAX}"])
@pytest.mark.parametrize(("table", "column"), [(portability.ACCOUNTS, "kind"), (portability.TRANSFERS, "code")])
def test_a_number_that_a_small_column_cannot_hold_is_refused_too(table: str, column: str, number: str) -> None:
    books = fresh_book()
    fund(books, 100)
    rows = {name: [list(row) for row in portability.export_rows(name, books.book)] for name in portability.HEADERS}
    rows[table][0][portability.HEADERS[table].index(column)] = number
    with pytest.raises(RowRefused) as no, transaction.atomic():
        portability.read_back(
            accounts=rows[portability.ACCOUNTS], transfers=rows[portability.TRANSFERS], refused=[], now=NOW
        )
    assert str(no.value).startswith(f"{table}, line 2: ")
