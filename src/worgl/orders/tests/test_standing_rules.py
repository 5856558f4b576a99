"""On which dates a standing order pays, and how much."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.orders.rules.standing import (
    PARTS_MAX,
    CatchUp,
    Plan,
    Rhythm,
    RunState,
    amount_of,
    becomes,
    coming,
    due_on,
    fallen_due,
    is_tried_again,
)

#  rhythm  first        until        times  the first dates
DATES = """
once   2027-05-03  -           -   2027-05-03
once   2027-05-03  -           4   2027-05-03
week   2026-12-28  -           -   2026-12-28 2027-01-04 2027-01-11
week   2027-05-03  2027-05-10  -   2027-05-03 2027-05-10
week   2027-05-03  2027-05-09  -   2027-05-03
month  2027-01-31  -           -   2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31
month  2028-01-31  -           -   2028-01-31 2028-02-29 2028-03-31
month  2027-01-30  -           -   2027-01-30 2027-02-28 2027-03-30
month  2027-11-15  -           3   2027-11-15 2027-12-15 2028-01-15
month  2027-11-15  2028-01-14  9   2027-11-15 2027-12-15
year   2028-02-29  -           -   2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29
year   2027-02-28  -           -   2027-02-28 2028-02-28 2029-02-28
week   9999-12-27  -           -   9999-12-27
month  9999-12-31  -           -   9999-12-31
"""


@pytest.mark.parametrize("row", DATES.strip().splitlines())
def test_an_order_pays_on_its_dates(row: str) -> None:
    rhythm, first, until, times, *expected = row.split()
    plan = Plan(
        Rhythm(rhythm),
        date.fromisoformat(first),
        100,
        None if until == "-" else date.fromisoformat(until),
        None if times == "-" else int(times),
    )
    found = [str(each.due) for each in islice(coming(plan, index=0), 5)]
    assert found[: len(expected)] == expected
    is_finite = until != "-" or times != "-" or rhythm == "once" or first.startswith("9999")
    assert not is_finite or len(found) == len(expected)


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1))


@given(first=days, index=st.integers(0, 600))
def test_a_monthly_order_pays_once_in_every_month_on_its_day_or_the_last(first: date, index: int) -> None:
    due = due_on(Plan(Rhythm.MONTH, first, 1), index)
    assert due is not None
    assert (due.year * 12 + due.month) - (first.year * 12 + first.month) == index
    assert due.day == min(first.day, calendar.monthrange(due.year, due.month)[1])


@given(first=days, rhythm=st.sampled_from(list(Rhythm)), count=st.integers(1, 60))
def test_the_dates_of_an_order_rise(first: date, rhythm: Rhythm, count: int) -> None:
    dates = [each.due for each in islice(coming(Plan(rhythm, first, 1), index=0), count)]
    assert dates[0] == first
    assert dates == sorted(set(dates))


@given(first=days, rhythm=st.sampled_from(list(Rhythm)), looks=st.lists(st.integers(0, 900), min_size=1, max_size=8))
def test_however_long_nobody_looks_each_date_falls_due_once(first: date, rhythm: Rhythm, looks: list[int]) -> None:
    plan, seen, index = Plan(rhythm, first, 1), [], 0
    for offset in sorted(looks):
        due = fallen_due(plan, index=index, today=first + timedelta(days=offset))
        seen += due
        index += len(due)
    assert seen == fallen_due(plan, index=0, today=first + timedelta(days=max(looks)))


@given(whole=st.integers(PARTS_MAX, 10**14), parts=st.integers(1, PARTS_MAX))
def test_instalments_sum_to_the_whole_and_differ_by_one_at_most(whole: int, parts: int) -> None:
    plan = Plan(Rhythm.MONTH, date(2027, 1, 31), whole, times=parts, is_split=True)
    amounts = [amount_of(plan, index) for index in range(parts)]
    assert sum(amounts) == whole
    assert max(amounts) - min(amounts) <= 1
    assert [each.amount_minor for each in coming(plan, index=0)] == amounts


@given(of=st.integers(1, 50))
def test_of_missed_dates_each_or_the_latest_is_paid(of: int) -> None:
    each = [becomes(place, of=of, catch_up=CatchUp.EACH, is_paused=False) for place in range(of)]
    latest = [becomes(place, of=of, catch_up=CatchUp.LATEST, is_paused=False) for place in range(of)]
    assert each == [RunState.DUE] * of
    assert latest == [RunState.OVERTAKEN] * (of - 1) + [RunState.DUE]
    assert becomes(0, of=of, catch_up=CatchUp.EACH, is_paused=True) is RunState.PAUSED


def test_a_refused_date_is_tried_as_often_as_was_chosen() -> None:
    assert not is_tried_again(attempts=1, retry_days=0)
    assert [is_tried_again(attempts=attempts, retry_days=3) for attempts in range(1, 6)] == [True] * 3 + [False] * 2
