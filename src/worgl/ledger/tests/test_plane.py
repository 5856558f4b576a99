"""The data plane: durable answers, batches, many threads, limits that hold."""

from __future__ import annotations

import random
import signal
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import psycopg
import pytest
from django.db import connection, connections

from tests.support.patience import PATIENCE_S, wait_until
from worgl.core.errors import TooLarge, Unavailable
from worgl.core.ids import new_id
from worgl.core.limits import BATCH_MAX
from worgl.ledger import plane, queries
from worgl.ledger.audit import audit
from worgl.ledger.errors import BookUnknown
from worgl.ledger.plane.base import Plane
from worgl.ledger.rules import AccountId, BookId, Code, Kind, Transfer, micros
from worgl.ledger.tests.builders import NOW, fresh_book, fund, move

pytestmark = pytest.mark.usefixtures("committed_db", "own_plane")


@pytest.fixture
def own_plane() -> Iterator[None]:
    plane.close()
    yield
    plane.close()


def together(workers: int, work: Callable[[int], None]) -> None:
    """Run `work` in as many threads at once; the first error is the test's."""
    errors: list[BaseException] = []

    def run(index: int) -> None:
        try:
            work(index)
        except BaseException as error:  # noqa: BLE001 -- handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_every_kind_of_transfer_goes_through_alone() -> None:
    books = fresh_book()
    fund(books, 100)
    alice, bob, _carol = books.members
    hold = replace(move(alice, bob, 60), kind=Kind.HOLD)
    asked = [
        (move(alice, bob, 10), Code.OK),
        (hold, Code.OK),
        (move(alice, bob, 31), Code.BELOW_FLOOR),
        (Transfer(new_id(), alice, bob, 50, kind=Kind.POST, pending_id=hold.id), Code.OK),
        (hold, Code.ALREADY_DONE),
        (replace(hold, amount=1), Code.ID_REUSED),
        (replace(move(alice, bob, 5), event_at=77), Code.OK),
        (move(bob, bob, 1), Code.SAME_ACCOUNT),
    ]
    for transfer, code in asked:
        assert plane.submit(books.book, transfer, now=NOW).code is code
        again = plane.submit(books.book, transfer, now=NOW).code
        assert again is {Code.OK: Code.ALREADY_DONE, Code.ALREADY_DONE: code, Code.ID_REUSED: code}.get(
            code, Code.ALREADY_REFUSED
        )
    assert queries.account(books.book, alice).posted == 35
    assert list(audit(books.book)) == []


def test_a_lone_transfer_and_a_batch_write_the_same_chain() -> None:
    first, second = fresh_book(), fresh_book()
    for books in (first, second):
        fund(books, 100)
    for _round in range(5):
        one = move(first.members[0], first.members[1], 3)
        plane.submit(first.book, one, now=NOW)
        plane.submit_batch(second.book, [one], now=NOW)
    assert list(audit(first.book)) == list(audit(second.book)) == []
    assert queries.all_accounts(first.book) == [
        row._replace(book=first.book) for row in queries.all_accounts(second.book)
    ]


def test_a_batch_is_answered_line_by_line() -> None:
    books = fresh_book(members=50)
    fund(books, 1_000)
    draw = random.Random(5)
    pairs = [draw.sample(books.members, 2) for _ in range(BATCH_MAX + 500)]
    batch = [move(debit, credit, draw.randint(1, 400)) for debit, credit in pairs]
    outcomes = plane.submit_batch(books.book, batch, now=NOW)
    assert [outcome.id for outcome in outcomes] == [item.id for item in batch]
    assert set(Counter(outcome.code for outcome in outcomes)) == {Code.OK, Code.BELOW_FLOOR}
    assert list(audit(books.book)) == []


def test_a_journal_is_never_cut_by_a_commit() -> None:
    books = fresh_book()
    fund(books, 10)
    alice, bob, _carol = books.members
    journal = new_id()
    legs = [replace(move(books.issuer, alice, 1), journal=journal) for _ in range(8)]
    legs.append(replace(move(alice, bob, 10**6), journal=journal))
    batch = [move(books.issuer, bob, 1) for _ in range(BATCH_MAX - 4)] + legs
    outcomes = plane.submit_batch(books.book, batch, now=NOW)
    assert {outcome.code for outcome in outcomes[-9:]} == {Code.JOURNAL_REFUSED, Code.BELOW_FLOOR}
    assert queries.account(books.book, alice).posted == 10
    too_long = [replace(move(books.issuer, alice, 1), journal=journal) for _ in range(BATCH_MAX + 1)]
    with pytest.raises(TooLarge):
        plane.submit_batch(books.book, too_long, now=NOW)


def test_two_hundred_payers_cannot_overdraw_one_account() -> None:
    books = fresh_book()
    fund(books, 1_000)
    alice, bob, _carol = books.members
    answers: Counter[Code] = Counter()
    together(200, lambda _index: answers.update([plane.submit(books.book, move(alice, bob, 7), now=NOW).code]))
    assert answers == {Code.OK: 1_000 // 7, Code.BELOW_FLOOR: 200 - 1_000 // 7}
    assert queries.account(books.book, alice).posted == 1_000 % 7
    assert list(audit(books.book)) == []


def test_opposite_directions_in_many_threads_end_where_the_sums_say() -> None:
    books = fresh_book(members=6)
    fund(books, 10_000)

    def pay(index: int) -> None:
        draw = random.Random(index)
        for _round in range(25):
            debit, credit = draw.sample(books.members, 2)
            assert plane.submit(books.book, move(debit, credit, draw.randint(1, 9)), now=NOW).is_booked

    together(16, pay)
    assert queries.last_seq(books.book) == 6 + 16 * 25
    assert list(audit(books.book)) == []


def test_the_same_id_sent_by_many_at_once_is_booked_once() -> None:
    books = fresh_book()
    fund(books, 100)
    one = move(books.members[0], books.members[1], 10)
    answers: Counter[Code] = Counter()
    together(24, lambda _index: answers.update([plane.submit(books.book, one, now=NOW).code]))
    assert answers == {Code.OK: 1, Code.ALREADY_DONE: 23}
    assert queries.account(books.book, books.members[0]).posted == 90


class Interrupted(Exception):
    """What a signal raises in the main thread."""


def interrupt_once_waiting(caller: int) -> None:
    """Send a signal to a thread once it waits for the commit of another caller."""
    try:
        wait_until(lambda: sys._current_frames()[caller].f_code is Plane._await.__code__)
    finally:
        signal.pthread_kill(caller, signal.SIGALRM)


@contextmanager
def book_held_by_another(book: BookId) -> Iterator[None]:
    """Keep every commit of the book waiting."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        settings = connection.get_connection_params()
        with psycopg.connect(**{**settings, "cursor_factory": psycopg.Cursor}) as other_pg:
            other_pg.execute("SELECT 1 FROM ledger_book WHERE book = %s FOR UPDATE", (book,))
            yield


def test_a_caller_who_is_interrupted_keeps_nobody_waiting() -> None:
    books = fresh_book()
    answers: Counter[Code] = Counter()

    def pay() -> None:
        answers.update([plane.submit(books.book, move(books.issuer, books.members[0], 1), now=NOW).code])

    threads = [threading.Thread(target=pay) for _ in range(12)]

    def interrupt(*_args: object) -> None:
        for thread in threads[6:]:
            thread.start()
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with book_held_by_another(books.book):
            for thread in threads[:6]:
                thread.start()
            calling = threading.Thread(target=interrupt_once_waiting, args=(threading.get_ident(),))
            calling.start()
            with pytest.raises(Interrupted):
                pay()
            calling.join()
    finally:
        signal.signal(signal.SIGALRM, before)
    for thread in threads:
        thread.join(timeout=PATIENCE_S)
    assert not any(thread.is_alive() for thread in threads)
    assert answers == {Code.OK: 12}
    pay()
    # What the interrupted caller asked for was on its way: it is booked, as after a lost answer.
    assert queries.last_seq(books.book) == 14
    assert list(audit(books.book)) == []


def test_a_fault_of_one_commit_reaches_its_callers_and_stops_nobody_else() -> None:
    books = fresh_book()
    with pytest.raises(BookUnknown):
        plane.submit(BookId(10**9), move(books.issuer, books.members[0], 1), now=NOW)
    assert plane.submit(books.book, move(books.issuer, books.members[0], 1), now=NOW).is_booked


def test_a_locked_database_is_an_answer_and_afterwards_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    books = fresh_book()
    one = move(books.issuer, books.members[0], 1)
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            plane.submit(books.book, one, now=NOW)
        other.execute("ROLLBACK")
        other.close()
    else:
        # The server drops every connection of the data plane under it: a broken one is replaced unseen.
        assert plane.submit(books.book, move(books.issuer, books.members[0], 1), now=NOW).is_booked
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = %s",
                [plane.APPLICATION],
            )
    assert plane.submit(books.book, one, now=NOW).is_booked
    assert list(audit(books.book)) == []


def test_an_unreachable_database_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all.sqlite3")
    else:

        def refuse(*_args: object, **_kwargs: object) -> None:
            raise psycopg.OperationalError

        monkeypatch.setattr(psycopg, "connect", refuse)
    with pytest.raises(Unavailable):
        plane.submit(BookId(1), move(AccountId(1), AccountId(2), 1), now=NOW)


def test_imported_batches_keep_their_dates() -> None:
    books = fresh_book()
    history = [replace(move(books.issuer, books.members[0], 1), event_at=1_000 + day) for day in range(5)]
    plane.submit_batch(books.book, history, now=NOW, imported=True)
    assert [row.at for row in queries.transfers(books.book)] == [item.event_at for item in history]
    plane.submit(books.book, move(books.issuer, books.members[0], 1), now=NOW)
    assert queries.transfers(books.book)[-1].at == micros(NOW)
