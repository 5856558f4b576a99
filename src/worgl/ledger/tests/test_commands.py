"""The ledger inside a caller's transaction, on the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.support.queries import statements
from worgl.core.errors import TooLarge
from worgl.core.ids import new_id
from worgl.core.limits import BATCH_MAX
from worgl.ledger import commands, queries
from worgl.ledger.audit import audit
from worgl.ledger.errors import AccountClosed, AccountUnknown, BelowFloor, BookUnknown, IdReused, LimitsCross
from worgl.ledger.rules import NO_CEILING, AccountId, AccountSpec, BookId, Code, Kind, Transfer, micros, moment
from worgl.ledger.tests.builders import NOW, UNIT, fresh_book, fund, move

pytestmark = pytest.mark.django_db


def test_a_payment_moves_the_amount_and_leaves_two_entries() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    paid = replace(move(alice, bob, 30), code=7)
    commands.post(book=books.book, transfers=[paid], now=NOW)
    assert queries.account(books.book, alice).posted == 70
    newest = queries.entries(books.book, bob, limit=1)[0]
    assert (newest.delta, newest.balance_after, newest.counter, newest.code) == (30, 130, alice, 7)
    assert queries.transfer(books.book, paid.id) is not None
    assert list(audit(books.book)) == []


def test_a_refusal_names_the_transfer_and_takes_the_whole_post_back() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    good, bad = move(alice, bob, 60), move(alice, bob, 41)
    with pytest.raises(BelowFloor) as refused:
        commands.post(book=books.book, transfers=[good, bad], now=NOW)
    assert (refused.value.transfer, refused.value.outcome) == (bad.id, Code.BELOW_FLOOR)
    assert queries.account(books.book, alice).posted == 100
    assert queries.transfer(books.book, good.id) is None
    assert list(audit(books.book)) == []


def test_a_repeated_post_changes_nothing_and_other_content_is_refused() -> None:
    books = fresh_book()
    paid = move(books.issuer, books.members[0], 5)
    commands.post(book=books.book, transfers=[paid], now=NOW)
    again = commands.post(book=books.book, transfers=[paid], now=NOW + timedelta(days=1))
    assert again[0].code is Code.ALREADY_DONE
    with pytest.raises(IdReused):
        commands.post(book=books.book, transfers=[replace(paid, amount=6)], now=NOW)
    assert queries.account(books.book, books.members[0]).posted == 5


def test_a_recorded_refusal_never_becomes_a_success() -> None:
    books = fresh_book()
    alice, bob, _carol = books.members
    asked = move(alice, bob, 10)
    first = commands.post_many(book=books.book, transfers=[asked], now=NOW)
    fund(books, 100)
    second = commands.post_many(book=books.book, transfers=[asked], now=NOW)
    assert [first[0].code, second[0].code] == [Code.BELOW_FLOOR, Code.ALREADY_REFUSED]


def test_what_fits_is_booked_and_what_does_not_may_be_tried_again() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, carol = books.members
    known, large, small = move(alice, bob, 10), move(alice, bob, 95), move(carol, bob, 5)
    commands.post(book=books.book, transfers=[known], now=NOW)
    asked = [known, replace(known, amount=11), large, small]
    answers = commands.post_fitting(book=books.book, transfers=asked, now=NOW)
    assert [answer.code for answer in answers] == [Code.ALREADY_DONE, Code.ID_REUSED, Code.BELOW_FLOOR, Code.OK]
    fund(books, 10)
    for code in (Code.OK, Code.ALREADY_DONE):
        assert commands.post_fitting(book=books.book, transfers=[large], now=NOW)[0].code is code
    assert queries.account(books.book, bob).posted == 100 + 10 + 95 + 5 + 10
    assert commands.post_fitting(book=books.book, transfers=[], now=NOW) == ()
    assert list(audit(books.book)) == []


def test_a_refused_operation_leaves_every_balance_as_it_was() -> None:
    books = fresh_book(ceiling=150)
    fund(books, 100)
    alice, bob, carol = books.members
    before = queries.all_accounts(books.book)
    asked = [move(alice, bob, 101), move(alice, alice, 1), move(alice, AccountId(99), 1), move(carol, bob, 51),
             move(alice, bob, 0), move(alice, bob, -4)]  # fmt: skip
    outcomes = commands.post_many(book=books.book, transfers=asked, now=NOW)
    assert [outcome.code for outcome in outcomes] == [
        Code.BELOW_FLOOR, Code.SAME_ACCOUNT, Code.ACCOUNT_UNKNOWN, Code.ABOVE_CEILING, Code.AMOUNT_NOT_POSITIVE,
        Code.AMOUNT_NOT_POSITIVE,
    ]  # fmt: skip
    assert queries.all_accounts(books.book) == before


def test_limits_are_set_only_when_the_balance_keeps_them() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    commands.set_limits(book=books.book, account=alice, floor=-50, ceiling=200)
    commands.post(book=books.book, transfers=[move(alice, bob, 150)], now=NOW)
    with pytest.raises(LimitsCross):
        commands.set_limits(book=books.book, account=alice, floor=0, ceiling=200)
    with pytest.raises(LimitsCross):
        commands.set_limits(book=books.book, account=bob, floor=0, ceiling=249)
    with pytest.raises(AccountUnknown):
        commands.set_limits(book=books.book, account=AccountId(77), floor=0, ceiling=1)
    with pytest.raises(BookUnknown):
        commands.open_account(book=BookId(10**9), unit=UNIT)
    with pytest.raises(LimitsCross):
        commands.open_account(book=books.book, unit=UNIT, floor=1, ceiling=5)


def test_a_closed_account_neither_pays_nor_receives_until_it_is_opened_again() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    hold = replace(move(alice, bob, 10), kind=Kind.HOLD)
    commands.post(book=books.book, transfers=[hold], now=NOW)
    with pytest.raises(LimitsCross):
        commands.close_account(book=books.book, account=alice)
    void = Transfer(new_id(), alice, bob, 10, kind=Kind.VOID, pending_id=hold.id)
    commands.post(book=books.book, transfers=[void], now=NOW)
    commands.close_account(book=books.book, account=alice)
    with pytest.raises(AccountClosed):
        commands.post(book=books.book, transfers=[move(bob, alice, 1)], now=NOW)
    commands.reopen_account(book=books.book, account=alice)
    commands.post(book=books.book, transfers=[move(bob, alice, 1)], now=NOW)
    assert queries.account(books.book, alice).posted == 101


def test_overdue_holds_are_released_once() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    soon = NOW + timedelta(hours=1)
    holds = [replace(move(alice, bob, 10), kind=Kind.HOLD, expires_at=micros(soon)),
             replace(move(alice, bob, 20), kind=Kind.HOLD, expires_at=micros(soon + timedelta(days=1)))]  # fmt: skip
    commands.post(book=books.book, transfers=holds, now=NOW)
    assert commands.expire_holds(now=NOW) == 0
    assert commands.expire_holds(now=soon) == 1
    assert commands.expire_holds(now=soon) == 0
    assert queries.account(books.book, alice).held_out == 20
    assert list(audit(books.book)) == []


def test_a_clock_set_back_does_not_turn_the_books_time_back() -> None:
    books = fresh_book()
    alice = books.members[0]
    late, early = move(books.issuer, alice, 1), move(books.issuer, alice, 2)
    commands.post(book=books.book, transfers=[late], now=NOW)
    commands.post(book=books.book, transfers=[early], now=NOW - timedelta(days=3))
    assert [line.at for line in queries.entries(books.book, alice)] == [micros(NOW)] * 2
    assert list(audit(books.book)) == []


def test_imported_history_keeps_its_dates_as_far_as_they_rise() -> None:
    books = fresh_book()
    alice = books.members[0]
    days = [1, 3, 2, 9]
    history = [replace(move(books.issuer, alice, day), event_at=micros(NOW - timedelta(days=10 - day))) for day in days]
    commands.post_imported(book=books.book, transfers=history, now=NOW)
    found = [moment(line.at).day for line in reversed(queries.entries(books.book, alice))]
    assert found == [(NOW - timedelta(days=10 - day)).day for day in (1, 3, 3, 9)]


def test_a_statement_adds_up_for_any_period() -> None:
    books = fresh_book()
    alice, bob, _carol = books.members
    for day in range(6):
        step = replace(move(books.issuer, alice, 10 + day), event_at=micros(NOW + timedelta(days=day)))
        back = replace(move(alice, bob, day + 1), event_at=micros(NOW + timedelta(days=day, hours=1)))
        commands.post_imported(book=books.book, transfers=[step, back], now=NOW + timedelta(days=30))
    for start in range(-1, 7):
        for end in range(start, 8):
            first, last = (micros(NOW + timedelta(days=day)) for day in (start, end))
            found = queries.statement(books.book, alice, start=first, end=last, limit=100)
            assert found.opening + sum(line.delta for line in found.lines) == found.closing
            assert found.opening == queries.balance_before(books.book, alice, at=first)
            assert found.closing == queries.balance_before(books.book, alice, at=last)


def test_entries_are_paged_newest_first() -> None:
    books = fresh_book()
    for amount in range(1, 8):
        commands.post(book=books.book, transfers=[move(books.issuer, books.members[0], amount)], now=NOW)
    first = queries.entries(books.book, books.members[0], limit=3)
    second = queries.entries(books.book, books.members[0], before_seq=first[-1].seq, limit=3)
    assert [line.delta for line in (*first, *second)] == [7, 6, 5, 4, 3, 2]


def test_transfers_are_read_in_the_order_of_booking() -> None:
    books = fresh_book()
    booked = [move(books.issuer, books.members[0], amount) for amount in range(1, 30)]
    commands.post_many(book=books.book, transfers=booked[:20], now=NOW)
    commands.post_many(book=books.book, transfers=booked[20:], now=NOW)
    pages = [queries.transfers(books.book, after_seq=start, limit=10) for start in (0, 10, 20)]
    assert [row.id for page in pages for row in page] == [item.id for item in booked]
    assert queries.last_seq(books.book) == 29


def test_two_units_of_one_book_stay_apart_and_a_journal_spans_them() -> None:
    books = fresh_book()
    euro, shop = commands.open_accounts(
        book=books.book, specs=[AccountSpec("EUR", floor=-100, ceiling=NO_CEILING), AccountSpec("EUR")]
    )
    crossed = commands.post_many(book=books.book, transfers=[move(books.issuer, euro, 5)], now=NOW)
    assert crossed[0].code is Code.UNITS_DIFFER
    journal = new_id()
    legs = [replace(move(books.issuer, books.members[0], 5), journal=journal),
            replace(move(euro, shop, 7), journal=journal)]  # fmt: skip
    commands.post(book=books.book, transfers=legs, now=NOW)
    assert [queries.balance_sum(books.book, unit) for unit in (UNIT, "EUR")] == [0, 0]
    assert queries.account(books.book, shop).posted == 7


@pytest.mark.parametrize("size", [5, 1_500])
def test_small_and_large_batches_write_the_same_rows(size: int) -> None:
    books = fresh_book()
    alice, bob, _carol = books.members
    kinds = [
        move(books.issuer, alice, 3), replace(move(books.issuer, bob, 4), event_at=5),
        replace(move(books.issuer, bob, 4), journal=new_id()),
        replace(move(books.issuer, alice, 2), kind=Kind.HOLD, expires_at=micros(NOW) + 9),
    ]  # fmt: skip
    batch = [replace(kinds[index % len(kinds)], id=new_id()) for index in range(size)]
    commands.post_many(book=books.book, transfers=batch, now=NOW)
    found = queries.transfers_by_ids(books.book, [item.id for item in batch])
    for index, item in enumerate(batch):
        row = found[item.id]
        assert row.seq == index + 1
        names = ("debit", "credit", "amount", "code", "kind", "pending_id", "journal", "event_at", "expires_at")
        assert [getattr(row, name) for name in names] == [getattr(item, name) for name in names]
    assert list(audit(books.book)) == []


def test_an_accounts_entries_are_found_however_many_buckets_they_span() -> None:
    fund(fresh_book(members=50), 1)
    with connection.cursor() as cursor:
        # The worst that can be: plans made by statistics that have never seen the book.
        cursor.execute("ANALYZE")
    books = fresh_book()
    alice, bob, carol = books.members
    days = 2 + queries.FIRST_STEPS
    first = move(books.issuer, carol, 1)
    commands.post_imported(book=books.book, transfers=[replace(first, event_at=1)], now=NOW)
    for day in range(1, days + 1):
        batch = [replace(move(books.issuer, alice, 1), event_at=day) for _ in range(BATCH_MAX - 1)]
        batch.append(replace(move(alice, bob, 1), event_at=day))
        commands.post_imported(book=books.book, transfers=batch, now=NOW)
    last = move(alice, carol, 5)
    commands.post(book=books.book, transfers=[last], now=NOW)

    assert [line.delta for line in queries.entries(books.book, carol)] == [5, 1]
    with statements() as asked:
        seen = queries.entries(books.book, bob, limit=days)
    assert len(asked) == 3, "the account, its buckets, its entries: however few stand in each bucket"
    assert [line.at for line in seen] == list(range(days, 0, -1))
    assert queries.entries(books.book, bob, before_seq=seen[-1].seq) == []
    middle = queries.statement(books.book, bob, start=3, end=days - 1, limit=100)
    assert (middle.opening, len(middle.lines), middle.closing) == (2, days - 4, days - 2)
    assert queries.balance_before(books.book, bob, at=5) == 4
    assert queries.balance_before(books.book, carol, at=1) == 0
    assert list(audit(books.book)) == []


def test_what_can_leave_without_a_debt_is_told_of_all_open_accounts() -> None:
    books = fresh_book(members=4)
    fund(books, 100)
    alice, bob, carol, dave = books.members
    commands.set_limits(book=books.book, account=alice, floor=-50, ceiling=NO_CEILING)
    commands.post(book=books.book, transfers=[replace(move(bob, carol, 30), kind=Kind.HOLD)], now=NOW)
    commands.post(book=books.book, transfers=[move(dave, carol, 100)], now=NOW)
    commands.close_account(book=books.book, account=dave)
    told = {number: (posted, reach) for number, posted, reach in queries.reaches(books.book, UNIT)}
    assert told.keys() == {books.issuer, alice, bob, carol}
    for number, (posted, reach) in told.items():
        account = queries.account(books.book, number)
        assert (posted, reach) == (account.posted, min(account.available, account.posted))
    assert (told[alice], told[bob]) == ((100, 100), (100, 70))


def test_no_plan_made_on_an_empty_table_can_walk_through_a_book() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps plans")
    plan = "EXPLAIN SELECT * FROM ledger_transfer WHERE book = 1 AND id = '00000000-0000-7000-8000-000000000000'"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_transfer")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(plan)
        lines = "".join(row[0] for row in cursor.fetchall())
    assert "ledger_transfer_pkey" in lines
    assert "ledger_transfer_order" not in lines


def test_a_batch_has_a_limit() -> None:
    books = fresh_book()
    with pytest.raises(TooLarge):
        commands.post_many(
            book=books.book, transfers=[move(books.issuer, books.members[0], 1)] * (BATCH_MAX + 1), now=NOW
        )


TABLES = ("transfer", "entry", "resolution", "outcome", "commit")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET book = book", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_is_written_cannot_be_changed(table: str, verb: str) -> None:
    if connection.vendor == "sqlite" and verb.startswith("TRUNCATE"):
        verb = "DELETE FROM {}"  # SQLite has no other way to empty a table
    books = fresh_book()
    fund(books, 5)
    alice, bob, _carol = books.members
    hold = replace(move(alice, bob, 1), kind=Kind.HOLD)
    end = Transfer(new_id(), alice, bob, 1, kind=Kind.POST, pending_id=hold.id)
    commands.post_many(book=books.book, transfers=[hold, end, move(alice, bob, 99)], now=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(f"ledger_{table}"))


def test_every_key_of_the_ledger_begins_with_the_book() -> None:
    """The book is the distribution column of a distributed PostgreSQL (docs/operating/postgresql.md)."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("ledger_")]
        assert len(tables) == 8
        keys = {
            f"{table}.{name}": key["columns"]
            for table in tables
            for name, key in connection.introspection.get_constraints(cursor, table).items()
            if key["primary_key"] or key["unique"] or key["index"]
        }
    assert len(keys) >= 8
    assert {name: columns for name, columns in keys.items() if columns and columns[0] != "book"} == {}
