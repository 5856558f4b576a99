"""Receipts, activity, statements, people to pay: who sees what, and that sums are sums."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.core.errors import NotAllowed, NotFound
from worgl.core.ids import new_id
from worgl.core.paging import InvalidCursor, encode_cursor
from worgl.payments import commands, queries
from worgl.payments.errors import PeriodBackwards, PeriodTooLong
from worgl.payments.queries import accounts, find_payees, receipt, recent_payees, statement, statement_csv
from worgl.payments.rules import ActivityLine, BatchLine
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town, pay, posted, refund


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def all_lines(member: MemberId, *, limit: int) -> list[ActivityLine]:
    lines: list[ActivityLine] = []
    cursor = ""
    while True:
        page = queries.activity(member=member, viewer=member, cursor=cursor, limit=limit)
        assert len(page.items) <= limit
        lines += page.items
        cursor = page.next_cursor
        if not cursor:
            return lines


# -- who sees what


def test_a_receipt_is_seen_by_both_sides_and_the_officers_only(town: Town) -> None:
    dora, emil = join(town.community, "Dora", "Emil")
    paid = pay(town.bob, dora, 100)
    for viewer in (town.bob, dora, town.alice):
        assert receipt(payment=paid.payment, viewer=viewer).amount_minor == 100
    outside = new_town()
    for viewer in (emil, outside.alice, outside.bob, MemberId(new_id())):
        with pytest.raises(NotFound):
            receipt(payment=paid.payment, viewer=viewer)
    with pytest.raises(NotFound):
        receipt(payment=new_id(), viewer=town.bob)


@pytest.mark.parametrize(
    "read",
    [
        lambda member, viewer: queries.activity(member=member, viewer=viewer),
        lambda member, viewer: statement(member=member, viewer=viewer, start=date(2026, 1, 1), end=date(2026, 12, 31)),
    ],
)
def test_an_account_is_seen_by_its_holder_and_the_officers_only(
    town: Town, read: Callable[[MemberId, MemberId], object]
) -> None:
    (dora,) = join(town.community, "Dora")
    outside = new_town()
    read(town.bob, town.bob)
    read(town.bob, town.alice)
    for viewer in (dora, outside.alice, outside.bob, MemberId(new_id())):
        with pytest.raises(NotFound):
            read(town.bob, viewer)


# -- activity


def test_activity_puts_each_entry_into_words_newest_first(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_250, note="bread", now=NOW + timedelta(minutes=1))
    back = refund(town.alice, paid, 250, reason="stale", now=NOW + timedelta(minutes=2))
    lines = queries.activity(member=town.bob, viewer=town.bob).items
    assert [(line.kind, line.text, line.delta_minor, line.balance_after_minor) for line in lines] == [
        ("refund", "stale", 250, 4_000),
        ("payment", "bread", -1_250, 3_750),
        ("issue", "to begin with", 5_000, 5_000),
    ]
    assert [line.payment for line in lines] == [back.payment, paid.payment, None]
    assert [line.counterparty.name for line in lines[:2]] == ["Alice", "Alice"]
    assert lines[0].counterparty.member == town.alice
    assert lines[2].counterparty.member is None
    assert lines[2].counterparty.name


def test_activity_comes_in_pages_that_miss_and_repeat_nothing(town: Town) -> None:
    for number in range(1, 12):
        pay(town.bob, town.alice, number)
    whole = all_lines(town.bob, limit=200)
    assert len(whole) == 12
    for limit in (1, 3, 6, 12):
        assert all_lines(town.bob, limit=limit) == whole
    assert whole[0].balance_after_minor == posted(town.bob)


@pytest.mark.parametrize(
    "cursor",
    ["%%%", "bm9uZQ", encode_cursor(("x",)), encode_cursor((1, 2)), encode_cursor((-1,)), encode_cursor((2**63,))],
)
def test_a_page_mark_that_was_not_given_is_refused(town: Town, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        queries.activity(member=town.bob, viewer=town.bob, cursor=cursor)


def test_a_member_without_wallet_has_an_empty_activity_and_statement(db: None) -> None:
    town = new_town()
    with transaction.atomic():
        spec = communities.MemberSpec(name="Nora")
        (nora,) = communities.add_members(community=town.community, specs=[spec], now=NOW)
    assert queries.activity(member=nora, viewer=nora).items == ()
    seen = statement(member=nora, viewer=nora, start=date(2026, 6, 1), end=date(2026, 6, 30))
    assert (seen.opening_minor, seen.lines, seen.closing_minor) == (0, (), 0)


def test_the_number_of_queries_does_not_grow_with_the_lines(town: Town) -> None:
    people = join(town.community, *(f"Person {number}" for number in range(30)))
    pay(town.bob, people[0], 1)
    fund(town, town.bob, 1)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as taken:
            queries.activity(member=town.bob, viewer=town.bob, limit=100)
        counts.append(len(taken))
        for number, person in enumerate(people):
            pay(town.bob, person, 1 + number)
            fund(town, town.bob, 1)
    assert counts[0] == counts[1]
    assert counts[1] <= 10


# -- statements


def test_a_statement_takes_its_days_from_the_communitys_zone(db: None) -> None:
    town = new_town(zone="Pacific/Auckland", preset="time_bank")
    midnight = datetime(2026, 6, 4, 12, tzinfo=UTC)  # 00:00 of the 5th in Auckland
    for minutes in (-1, 0, 24 * 60 - 1, 24 * 60):
        pay(town.bob, town.alice, 10, now=midnight + timedelta(minutes=minutes))
    seen = statement(member=town.bob, viewer=town.bob, start=date(2026, 6, 5), end=date(2026, 6, 5))
    assert (seen.opening_minor, len(seen.lines), seen.closing_minor) == (-10, 2, -30)
    assert (seen.in_minor, seen.out_minor) == (0, 20)
    rows = list(csv.DictReader(io.StringIO(statement_csv(seen))))
    assert [row["date"] for row in rows] == ["2026-06-05"] * 4
    assert [row["time"] for row in rows[1:-1]] == ["00:00:00", "23:59:00"]


def test_a_period_must_not_end_before_it_begins_nor_hold_more_than_a_page_can(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PeriodBackwards):
        statement(member=town.bob, viewer=town.bob, start=date(2026, 6, 2), end=date(2026, 6, 1))
    seen = statement(member=town.bob, viewer=town.bob, start=date.min, end=date.max)
    assert len(seen.lines) == 1
    monkeypatch.setattr(accounts, "STATEMENT_LINES_MAX", 1)
    pay(town.bob, town.alice, 1)
    with pytest.raises(PeriodTooLong):
        statement(member=town.bob, viewer=town.bob, start=date(2026, 6, 1), end=date(2026, 6, 30))


movements = st.lists(
    st.tuples(st.booleans(), st.integers(1, 40), st.integers(0, 10 * 24 * 60)), min_size=1, max_size=12
)


@given(moved=movements, cut=st.integers(0, 10))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_statements_add_up_whatever_happened_and_wherever_a_period_is_cut(
    db: None, moved: list[tuple[bool, int, int]], cut: int
) -> None:
    town = new_town(preset="time_bank", zone="Asia/Kathmandu")
    first = date(2026, 6, 1)
    begin = datetime(2026, 5, 31, 18, 15, tzinfo=UTC)
    lines = [
        BatchLine(new_id(), *((town.alice, town.bob) if out else (town.bob, town.alice)), minor, "", begin + at)
        for out, minor, at in sorted(
            ((out, minor, timedelta(minutes=after)) for out, minor, after in moved), key=itemgetter(2)
        )
    ]
    commands.record_batch(community=town.community, lines=lines, now=NOW + timedelta(days=30))
    closings = []
    for member in (town.alice, town.bob):
        before, after, whole = (
            statement(
                member=member, viewer=member, start=first + timedelta(days=start), end=first + timedelta(days=end)
            )
            for start, end in ((0, cut), (cut + 1, 12), (0, 12))
        )
        assert before.adds_up
        assert after.adds_up
        assert whole.lines == before.lines + after.lines
        assert (before.closing_minor, whole.closing_minor) == (after.opening_minor, after.closing_minor)
        assert whole.opening_minor + whole.in_minor - whole.out_minor == whole.closing_minor
        closings.append(whole.closing_minor)
    assert sum(closings) == 0


# -- people to pay


def names(found: tuple[queries.Party, ...]) -> list[str]:
    return [party.name for party in found]


def test_payees_are_found_by_name_and_code_and_never_oneself(town: Town) -> None:
    dora, bobby = join(town.community, "Dora Bäcker", "Bobby")
    code = receipt(payment=pay(town.bob, dora, 1).payment, viewer=town.bob).payee.code

    def found(text: str) -> list[str]:
        return names(find_payees(community=town.community, viewer=town.bob, text=text))

    assert found("backer") == ["Dora Bäcker"]
    assert found("bob") == ["Bobby"]
    assert found(code.lower()) == ["Dora Bäcker"]
    assert found(f"{code[:4]} {code[4:]}") == ["Dora Bäcker"]
    assert found("") == found("  ") == found("Nobody") == []
    communities.suspend(actor=town.alice, member=bobby, reason="quarrel", key=fresh_key(), now=NOW)
    assert found("bob") == []


def test_payees_of_another_community_are_not_found(town: Town) -> None:
    outside = new_town()
    code = receipt(payment=pay(town.bob, town.alice, 1).payment, viewer=town.bob).payee.code
    assert find_payees(community=outside.community, viewer=outside.bob, text=code) == ()
    with pytest.raises(NotAllowed):
        find_payees(community=town.community, viewer=outside.bob, text="Alice")


def test_at_most_as_many_payees_are_found_as_asked(town: Town) -> None:
    join(town.community, *(f"Person {number}" for number in range(9)))
    assert len(find_payees(community=town.community, viewer=town.bob, text="person", limit=4)) == 4


def test_people_paid_lately_come_latest_first_and_only_while_they_can_be_paid(town: Town) -> None:
    dora, emil = join(town.community, "Dora", "Emil")
    for minute, payee in enumerate((dora, emil, town.alice, emil, dora)):
        pay(town.bob, payee, 1, now=NOW + timedelta(minutes=minute))
    assert names(recent_payees(member=town.bob)) == ["Dora", "Emil", "Alice"]
    assert names(recent_payees(member=town.bob, limit=2)) == ["Dora", "Emil"]
    communities.suspend(actor=town.alice, member=dora, reason="quarrel", key=fresh_key(), now=NOW)
    assert names(recent_payees(member=town.bob)) == ["Emil", "Alice"]
    assert recent_payees(member=emil) == ()
