"""Histories as they really come: newest first, without the issuer, with states and notes, in other marks."""

from __future__ import annotations

from datetime import date

import pytest

from worgl.communities.rules import MemberId
from worgl.core.errors import Refusal
from worgl.currency.queries import wallets_by_account
from worgl.imports import commands
from worgl.imports.commands import importing
from worgl.imports.commands import order as import_order
from worgl.imports.errors import FileUnsorted, IssuersMissing
from worgl.imports.tests.importing import FULL, Importer, broken_before, expected_of, history
from worgl.ledger import plane
from worgl.ledger import queries as ledger
from worgl.ledger.rules import AccountId, moment
from worgl.payments import queries
from worgl.payments.tests.builders import NOW

# -- issuers that were not named, orders, dry runs, states, notes


def test_without_an_issuer_nothing_is_booked_and_those_that_would_go_below_zero_are_proposed(
    importer: Importer,
) -> None:
    rows = ["2024-01-01,mint,anna,5,X", "2024-01-02,bank,ben,6,X", "2024-01-03,anna,ben,6,X"]
    path = importer.file(rows)
    with pytest.raises(IssuersMissing) as refused:
        importer.run(path, issuers=[])
    assert refused.value.fields["accounts"] == "bank, mint, anna"
    assert importer.is_untouched()
    report = importer.run(path, issuers=["mint", "bank"])
    assert (report.accepted, report.refused, report.below_zero) == (2, 1, ("anna",))


def test_a_second_try_with_the_missing_issuer_books_what_the_first_had_refused(
    importer: Importer, small_batches: None
) -> None:
    rows = [f"2024-01-{day:02d},{'mint' if day % 2 else 'bank'},m{day},5,X" for day in range(1, 26)]
    path = importer.file([*rows, "2024-02-01,m2,anna,5,X", "2024-02-02,nobody,anna,5,X"])
    first = importer.run(path)
    assert (first.accepted, first.refused, first.below_zero) == (13, 14, ("bank", "m2", "nobody"))
    second = importer.run(path, issuers=["mint", "bank"])
    assert (second.accepted, second.refused, second.mended, second.below_zero) == (26, 1, 13, ("nobody",))
    assert importer.balance("bank") == -6_000
    assert importer.balance("anna") == 500
    assert [row["refused_line"] for row in importer.listed()] == ["28"]
    bank = wallets_by_account(importer.town.community, [AccountId(importer.foreign("bank").account)])
    assert [holder.member for holder in bank.values()] == [None]
    third = importer.run(path, issuers=["mint", "bank", "nobody"])
    assert (third.accepted, third.refused, third.mended) == (27, 0, 1)
    assert importer.run(path, issuers=["mint", "bank", "nobody"]).mended == 0
    assert importer.booked() == 27
    importer.assert_sound()


def test_what_a_first_try_without_issuers_left_behind_is_mended_with_its_dates(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importer.file(["2024-01-01,mint,anna,5,X", "2024-01-02,anna,ben,3,X"])
    with monkeypatch.context() as older:
        older.setattr(importing, "_require_issuers", lambda _whole, _issuers: None)
        assert importer.run(path, issuers=[]).accepted == 0
    assert importer.run(path, issuers=["mint"]).mended == 2
    book = importer.town.currency.book
    assert [moment(one.at).date() for one in ledger.transfers(book, limit=9)] == [
        date(2024, 1, 1),
        date(2024, 1, 2),
    ]
    importer.assert_sound()


@pytest.mark.parametrize("turn", ["reversed", "shuffled"])
def test_a_file_in_another_order_is_booked_by_its_dates(importer: Importer, small_batches: None, turn: str) -> None:
    rows = [
        f"2024-01-{day:02d} 12:00:0{n},{'mint' if n < 2 else 'm1'},m{n},1,X" for day in range(1, 9) for n in range(3)
    ]
    straight = importer.run(importer.file(rows))
    assert (straight.order, straight.refused) == ("oldest_first", 8 - 8)
    expected = [one.at for one in ledger.transfers(importer.town.currency.book, limit=99)]
    other = Importer(importer.folder)
    moved = rows[::-1] if turn == "reversed" else [*rows[9:], *rows[:9]]
    report = other.run(other.file(moved, name="moved.csv"))
    assert (report.accepted, report.refused) == (24, 0)
    assert report.order == ("newest_first" if turn == "reversed" else "mixed")
    assert [one.at for one in ledger.transfers(other.town.currency.book, limit=99)] == expected
    other.assert_sound()


def test_newest_first_rows_of_one_day_keep_the_order_in_which_they_happened(importer: Importer) -> None:
    rows = ["2024-01-01,mint,a,5,X", "2024-01-02,a,b,5,X", "2024-01-02,b,c,5,X", "2024-01-02,c,d,5,X"]
    report = importer.run(importer.file(rows[::-1]))
    assert (report.accepted, report.refused, report.order) == (4, 0, "newest_first")


def test_an_import_in_another_order_that_was_stopped_goes_on(
    importer: Importer, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = importer.file(history(45)[::-1])
    with monkeypatch.context() as broken:
        broken.setattr(plane, "submit_batch", broken_before(plane.submit_batch, 2, FULL))
        with pytest.raises(Refusal):
            importer.run(path)
    report = importer.run(path)
    accepted, refused = expected_of(45)
    assert (report.resumed_after, report.accepted, report.refused) == (21, accepted, refused)
    assert importer.booked() == accepted
    importer.assert_sound()


def test_a_dry_run_reports_and_leaves_nothing_behind(importer: Importer, small_batches: None) -> None:
    path = importer.file(history(25)[::-1])
    wish = commands.ImportTerms(path, importer.refused_path, issuers=["mint"])
    report = commands.rehearse_transfers(community=importer.town.community, wish=wish, now=NOW)
    accepted, refused = expected_of(25)
    assert (report.accepted, report.refused, report.order) == (accepted, refused, "newest_first")
    assert len(importer.listed()) == refused
    assert importer.is_untouched()
    assert importer.run(path).accepted == accepted


def test_transfers_that_did_not_take_place_are_listed_and_descriptions_stay(importer: Importer) -> None:
    header = "sourceKey,payerAccountCode,payeeAccountCode,amount,description,createdAt,state\n"
    rows = [
        "1,mint,E1,1.000,Welcome,2025-02-01T12:00:00Z,committed",
        "2,mint,E1,5.00,Never,2025-02-01T12:00:01Z,rejected",
        "3,mint,E1,5.00,Not yet,2025-02-01T12:00:02Z,pending",
        "4,mint,E1,5.00,Later,2025-02-01T12:00:03Z,scheduled",
        "5,mint,E1,2.00,,2025-02-01T12:00:04Z,Processed",
    ]
    report = importer.run(importer.file(rows, header=header))
    assert (report.accepted, report.reasons) == (2, {"not_done": 3})
    member = importer.foreign("E1").member
    assert member is not None
    lines = queries.activity(member=MemberId(member), viewer=importer.town.alice).items
    assert [(line.text, line.delta_minor) for line in lines] == [("Imported payment", 200), ("Welcome", 100)]


#  amounts of one file             which are booked, ? where the file does not tell
MARKS = """
1.000                            | ?
1.000 12.5                       | 100 1250
1.000 12,5                       | 100000 1250
1,000 12.5                       | 100000 1250
1.234,50 1.000                   | 123450 100000
1'234.50 7                       | 123450 700
12,50 7                          | 1250 700
1e2 5                            | 10000 500
1.5 1,5 1.000                    | 150 150 ?
"""


@pytest.mark.parametrize("case", MARKS.strip().splitlines())
def test_a_file_tells_by_its_other_rows_what_a_mark_means(importer: Importer, case: str) -> None:
    amounts, expected = (part.split() for part in case.split("|"))
    rows = [f"2024-01-01;mint;m{place};{amount}" for place, amount in enumerate(amounts)]
    report = importer.run(importer.file(rows, header="date;from;to;amount\n"))
    booked = [str(importer.balance(f"m{place}")) if want != "?" else "?" for place, want in enumerate(expected)]
    assert booked == expected
    assert report.reasons == ({"amount_ambiguous": 1} if "?" in expected else {})


def test_the_mark_before_decimals_can_be_told(importer: Importer) -> None:
    path = importer.file(["2024-01-01,mint,anna,1.000,X"])
    report = commands.import_transfers(
        community=importer.town.community,
        path=path,
        issuers=["mint"],
        decimal_mark=",",
        refused_path=importer.refused_path,
        now=NOW,
    )
    assert (report.accepted, importer.balance("anna")) == (1, 100_000)


def test_a_first_line_may_tell_the_delimiter_and_cells_too_many_are_listed(importer: Importer) -> None:
    path = importer.folder / "told.csv"
    path.write_text("sep=;\ndate;from;to;amount;;\n2024-01-01;mint;a;5;;\n2024-01-01;mint;a;5;x;\n", encoding="utf-8")
    report = importer.run(path)
    assert (report.rows, report.accepted, report.reasons) == (2, 1, {"too_many_cells": 1})
    assert [row["refused_line"] for row in importer.listed()] == ["4"]


def test_a_file_too_long_to_be_sorted_here_must_come_in_order(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_order, "SORTED_MAX", 2)
    first, second, third = (f"2024-01-0{day},mint,anna,5,X" for day in (1, 2, 3))
    for rows in ([third, second, first], [second, third, first]):
        with pytest.raises(FileUnsorted) as refused:
            importer.run(importer.file(rows))
        assert (refused.value.fields["rows"], refused.value.fields["limit"]) == (3, 2)
        assert importer.is_untouched()
    assert importer.run(importer.file([third, second])).accepted == 2
    assert importer.run(importer.file([first, second, third])).accepted == 3
