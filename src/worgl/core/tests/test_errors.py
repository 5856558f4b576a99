"""Refusals: one source for page, problem document and command line; paging marks that are checked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from worgl.core import clock
from worgl.core.errors import InvalidInput, NotAllowed, Refusal, TooLarge, problem
from worgl.core.paging import InvalidCursor, decode_cursor, encode_cursor, page_of


def test_a_refusal_says_what_is_wrong_with_its_facts() -> None:
    refusal = TooLarge(asked=30, limit=20)
    assert str(refusal) == "This is too large: 30; at most 20 is taken."
    assert problem(refusal).as_json() == {
        "type": "urn:worgl:problem:too_large",
        "title": "Too large",
        "status": 413,
        "code": "too_large",
        "detail": "This is too large: 30; at most 20 is taken.",
        "fields": {"asked": "30", "limit": "20"},
    }


def test_a_missing_fact_does_not_hide_the_refusal() -> None:
    assert "{reason}" in str(InvalidInput(field="x"))
    assert "fields" not in problem(NotAllowed()).as_json()


def every_refusal(base: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [base, *(each for child in base.__subclasses__() for each in every_refusal(child))]


def test_every_code_means_one_thing() -> None:
    found = [each for each in every_refusal() if "code" in vars(each) and each.__module__.startswith("worgl.")]
    codes = [each.code for each in found]
    twice = {code for code in codes if codes.count(code) > 1}
    assert {(each.code, each.status) for each in found if each.code in twice} == set()
    assert all(400 <= each.status <= 599 for each in found)


@given(st.lists(st.integers() | st.text(max_size=40), min_size=1, max_size=3))
def test_a_cursor_comes_back_as_it_went(parts: list[str | int]) -> None:
    assert decode_cursor(encode_cursor(tuple(parts)), length=len(parts)) == tuple(parts)


@given(st.text(min_size=1, max_size=40))
def test_a_foreign_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(text, length=7)


def test_a_page_tells_whether_more_follows() -> None:
    def place(item: int) -> tuple[int]:
        return (item,)

    full = page_of([1, 2, 3], limit=2, cursor_of=place)
    assert (full.items, decode_cursor(full.next_cursor, length=1)) == ((1, 2), (2,))
    assert page_of([1, 2], limit=2, cursor_of=place).next_cursor == ""


@pytest.mark.django_db
def test_the_clock_moves_forward_in_a_demo_town_only() -> None:
    with override_settings(DEMO=False), pytest.raises(clock.ClockFixed):
        clock.advance(timedelta(days=1))
    with override_settings(DEMO=True):
        before = clock.now()
        assert clock.advance(timedelta(days=30)) - before >= timedelta(days=30)
        assert clock.now() - before >= timedelta(days=30)
        with pytest.raises(clock.ClockFixed):
            clock.advance(timedelta(seconds=-1))
