"""Pay lists: each row is read or told what to mend, and a confirmed list is paid once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.core.errors import NotFound
from worgl.core.models import Fact
from worgl.core.sheets import rows_of
from worgl.ledger.audit import audit
from worgl.orders import commands, queries
from worgl.orders.errors import ListNotPayable, ListUnreadable
from worgl.orders.models import PayList
from worgl.orders.rules.pay_lists import (
    KEPT_DAYS,
    ROWS_MAX,
    ListMode,
    ListState,
    PayListId,
    RowState,
    Writing,
    find_places,
    is_payable,
    read_row,
)
from worgl.payments.errors import PayerNotActive
from worgl.payments.tests.builders import NOW, Town, booked, fresh_key, fund, join, new_town, posted

# -- reading


#  first line                          payee amount note  names columns
HEADERS = """
member,amount,note                     0     1      2     yes
Note,Amount,Code                       2     1      0     yes
Empfänger;Betrag;Verwendungszweck      0     1      2     yes
amount\tname                           1     0      -     yes
member,amount,,                        0     1      -     yes
code|sum                               0     1      -     yes
Anna,12.50,bread                       0     1      2     no
Anna;12,50                             0     1      2     no
Anna;12,50;a,b,c                       0     1      2     no
"Anna","12,50"                         0     1      2     no
"""


@pytest.mark.parametrize("row", HEADERS.strip().splitlines())
def test_columns_are_found_by_name_or_by_their_order(row: str) -> None:
    first, payee, amount, note, named = row.rsplit(maxsplit=4)
    found = find_places(next(rows_of(first.replace("\\t", "\t"))))
    assert found is not None
    assert (str(found.payee), str(found.amount), "-" if found.note is None else str(found.note)) == (
        payee,
        amount,
        note,
    )
    assert found.has_header is (named == "yes")


@pytest.mark.parametrize("first", ["hello", "a,b,c", "12.50,Anna"])
def test_a_line_without_columns_is_told_apart(first: str) -> None:
    assert find_places(next(rows_of(first))) is None


#  header              row                       what is read, or why not
ROWS = """
member,amount        | Bob,12.50               | 1250
member,amount        | Bob,12,50               | too_many_cells
member,amount        | Bob,"12,50"             | 1250
member,amount        | Bob,12.50,,,            | 1250
member,amount,,      | Bob,12.50,,             | 1250
member,amount        | Bob,12.50,,x            | too_many_cells
member,amount        | Bob                     | columns_missing
member,amount,note   | Bob,12.50               | 1250
member,amount,note   | Bob,12,50               | ambiguous_amount
member,amount,note   | Bob,12.00,50            | 1200
member,amount,note   | Bob,12,500              | 1200
member,amount,note   | Bob,12,bread            | 1200
member,amount,note   | Bob,12.50,bread,butter  | too_many_cells
member;amount;note   | Bob;12,50;bread         | 1250
member;amount        | Bob;1.000               | ambiguous_amount
member;amount        | Bob;1.000,00            | 100000
Bob,5                | Bob,12,50               | ambiguous_amount
Bob,5                | Bob,12,50,bread         | too_many_cells
Bob;5                | Bob;12,50;bread;butter  | too_many_cells
member,amount        | "Bob,12.50              | quote_open
"""


@pytest.mark.parametrize("case", ROWS.strip().splitlines())
@pytest.mark.parametrize("mark", [".", ","])
def test_a_row_is_read_whole_or_is_faulty_and_never_cut(case: str, mark: str) -> None:
    header, line, expected = (part.strip() for part in case.split(" | "))
    if (mark, expected) == (",", "ambiguous_amount") and "1.000" in line:
        expected = "100000"
    first, row = rows_of(f"{header}\n{line}")
    places = find_places(first)
    assert places is not None
    read = read_row(row, places, Writing(2, mark))
    assert (read.code or str(read.amount_minor)) == expected
    assert bool(read.wrong) == bool(read.code)


def test_a_cut_amount_is_told_with_both_readings() -> None:
    first, row = rows_of("member,amount,note\nBob,12,50")
    places = find_places(first)
    assert places is not None
    assert "could mean 12.50, or 12.00 with the note “50”" in read_row(row, places, Writing(2, ".")).wrong


@given(st.text(max_size=60), st.sampled_from([".", ","]))
def test_no_row_breaks_the_reading(text: str, mark: str) -> None:
    first, *rows = rows_of(f"member;amount;note\n{text}")
    places = find_places(first)
    assert places is not None
    for row in rows:
        read = read_row(row, places, Writing(2, mark))
        assert bool(read.wrong) == bool(read.code)
        assert read.wrong or read.amount_minor > 0


@given(st.lists(st.sampled_from([RowState.GOOD, RowState.WRONG]), max_size=6))
def test_a_list_is_payable_when_all_or_some_of_its_rows_are_good(states: list[RowState]) -> None:
    assert is_payable(states, ListMode.GOOD) == (RowState.GOOD in states)
    assert is_payable(states, ListMode.ALL) == (set(states) == {RowState.GOOD})


# -- drafting


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def draft(town: Town, text: str, *, actor: MemberId | None = None) -> PayListId:
    return commands.draft_list(actor=actor or town.bob, text=text, file_name="wages.csv", key=fresh_key(), now=NOW)


def start(town: Town, made: PayListId, mode: ListMode = ListMode.ALL) -> PayListId:
    return commands.start_list(actor=town.bob, pay_list=made, mode=mode, key=fresh_key(), now=NOW)


def rows(town: Town, made: PayListId) -> list[str]:
    """Return line, state and code of each row."""
    found = queries.pay_list_rows(pay_list=made, viewer=town.bob).items
    return [f"{row.line} {row.state.value} {row.code}".strip() for row in found]


def test_each_row_says_what_is_wrong_with_it(town: Town) -> None:
    join(town.community, "Carla", "Dora", "Dora")
    (emil,) = join(town.community, "Emil")
    communities.suspend(actor=town.alice, member=emil, reason="quarrel", key=fresh_key(), now=NOW)
    text = "\n".join(
        [
            "member,amount,note",
            f"{member(town.alice).code.lower()},1.00,by code",
            "  carla ,2.00,by name",
            "Dora,1.00,two of them",
            "Nobody,1.00,",
            "Bob,1.00,himself",
            f"{member(emil).code},1.00,suspended",
            "Carla,1.0055,too fine",
            "Carla,0,nothing",
            "Carla,,empty",
            ",1.00,nobody",
            "Carla",
            'Carla,1.00,"open',
            f"Carla,1.00,{'x' * 201}",
        ]
    )
    made = draft(town, text)
    assert rows(town, made) == [
        "2 good", "3 good", "4 wrong payee_unclear", "5 wrong payee_unknown", "6 wrong paying_oneself",
        "7 wrong payee_gone", "8 wrong invalid_amount", "9 wrong invalid_amount", "10 wrong invalid_amount",
        "11 wrong payee_missing", "12 wrong columns_missing", "13 wrong quote_open", "14 wrong text_too_long",
    ]  # fmt: skip
    found = queries.pay_list_rows(pay_list=made, viewer=town.bob).items
    assert all(bool(row.reason) is (row.state is RowState.WRONG) for row in found)
    assert posted(town.alice) == 0


@pytest.mark.parametrize("text", ["", " \n;;\n", "hello", "member,amount\n"])
def test_a_table_without_rows_is_refused(town: Town, text: str) -> None:
    with pytest.raises(ListUnreadable):
        draft(town, text)
    assert not PayList.objects.filter(payer=town.bob).exists()


def test_too_many_rows_are_refused(town: Town) -> None:
    with pytest.raises(ListUnreadable, match=f"{ROWS_MAX:,}"):
        draft(town, "Alice,1.00\n" * (ROWS_MAX + 1))


def test_a_suspended_member_pays_no_list(town: Town) -> None:
    made = draft(town, "Alice,1.00")
    communities.suspend(actor=town.alice, member=town.bob, reason="quarrel", key=fresh_key(), now=NOW)
    with pytest.raises(PayerNotActive):
        start(town, made)
    with pytest.raises(PayerNotActive):
        draft(town, "Alice,1.00")


# -- paying


def test_all_rows_are_paid_and_each_has_its_receipt(town: Town) -> None:
    (carla,) = join(town.community, "Carla")
    made = start(town, draft(town, "Alice,1.00,bread\nCarla,2.50,milk\nAlice,3.00"))
    assert rows(town, made) == ["1 paid", "2 paid", "3 paid"]
    assert (posted(town.alice), posted(carla), posted(town.bob)) == (400, 250, 4_350)
    view = queries.pay_list(pay_list=made, viewer=town.bob)
    assert (view.state, view.paid, view.paid_minor) == (ListState.DONE, 3, 650)
    (fact,) = Fact.objects.filter(topic="payments.pay_list_paid")
    assert (fact.body["paid"], fact.body["not_paid"]) == (3, 0)
    csv = queries.pay_list_csv(pay_list=made, viewer=town.bob).splitlines()
    assert len(csv) == 4
    assert ",2.50,milk,paid," in csv[2]


def test_all_or_nothing_pays_nothing_when_a_row_stops(town: Town) -> None:
    made = start(town, draft(town, "Alice,30.00\nAlice,30.00\nAlice,1.00"))
    assert rows(town, made) == ["1 good", "2 refused not_enough", "3 good"]
    assert queries.pay_list(pay_list=made, viewer=town.bob).state is ListState.NOTHING
    assert (posted(town.bob), posted(town.alice)) == (5_000, 0)
    assert not [one for one in booked(town) if one.payer == town.bob]


def test_the_good_rows_are_paid_and_the_others_say_why_not(town: Town) -> None:
    made = start(town, draft(town, "Alice,30.00\nAlice,30.00\nNobody,1.00\nAlice,1.00"), ListMode.GOOD)
    assert rows(town, made) == ["1 paid", "2 refused not_enough", "3 wrong payee_unknown", "4 paid"]
    assert posted(town.alice) == 3_100


def test_all_or_nothing_is_not_begun_with_a_wrong_row(town: Town) -> None:
    made = draft(town, "Alice,1.00\nNobody,1.00")
    with pytest.raises(ListNotPayable):
        start(town, made)
    assert queries.pay_list(pay_list=made, viewer=town.bob).state is ListState.DRAFT


def test_a_list_is_paid_once_however_often_it_is_confirmed(town: Town) -> None:
    made = draft(town, "Alice,1.00")
    start(town, made)
    start(town, made)
    start(town, made, ListMode.GOOD)
    assert posted(town.alice) == 100


def test_the_same_table_sent_again_is_told(town: Town) -> None:
    first = start(town, draft(town, "Alice,1.00"))
    again = draft(town, "Alice,1.00")
    assert queries.pay_list(pay_list=again, viewer=town.bob).paid_before == first


def test_a_long_list_is_paid_by_a_job(town: Town) -> None:
    made = start(town, draft(town, "Alice,0.01\n" * 230), ListMode.GOOD)
    assert queries.pay_list(pay_list=made, viewer=town.bob).state is ListState.STARTED
    jobs.run_due(now=NOW)
    view = queries.pay_list(pay_list=made, viewer=town.bob)
    assert (view.state, view.paid, view.settled) == (ListState.DONE, 230, 230)
    (run,) = jobs.recent(kind="payments.pay_list")
    assert (run.state, run.done, run.total) == ("done", 230, 230)


def test_only_the_payer_sees_and_pays_a_list(town: Town) -> None:
    made = draft(town, "Alice,1.00")
    for other in (town.alice, new_town().bob):
        for read in (queries.pay_list, queries.pay_list_rows, queries.pay_list_csv):
            with pytest.raises(NotFound):
                read(pay_list=made, viewer=other)
        with pytest.raises(NotFound):
            commands.start_list(actor=other, pay_list=made, mode=ListMode.ALL, key=fresh_key(), now=NOW)
        assert queries.pay_lists(viewer=other) == ()


def test_drafts_are_forgotten_and_paid_lists_are_not(town: Town) -> None:
    paid, left = start(town, draft(town, "Alice,1.00")), draft(town, "Alice,2.00")
    assert commands.forget_drafts(now=NOW + timedelta(days=KEPT_DAYS, seconds=1)) == 1
    assert [view.id for view in queries.pay_lists(viewer=town.bob)] == [paid]
    assert left != paid


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("mode", list(ListMode))
def test_several_workers_at_once_pay_each_row_once(mode: ListMode) -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    made = start(town, draft(town, "Alice,0.10\n" * 120), mode)

    def alone(_worker: int) -> None:
        try:
            commands.run_list(pay_list=made, now=NOW, told=lambda _done, _whole: None)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(alone, range(4)))
    assert posted(town.alice) == 1_200
    assert len(booked(town)) == 120
    assert queries.pay_list(pay_list=made, viewer=town.bob).state is ListState.DONE
    assert not list(audit(town.currency.book))
