"""The states of a payment request, step by step and in any order."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities.rules import MemberId
from worgl.payments.tests.builders import NOW
from worgl.requests.errors import RequestClosed
from worgl.requests.rules.requests import CLOSED, LIFE, RequestEvent, RequestState, may_see

#        pay   deny   cancel    remind expire
STEPS = """
open     paid  denied cancelled open   expired
paid     -     -      -         -      -
denied   -     -      -         -      -
cancelled -    -      -         -      -
expired  -     -      -         -      -
"""


@pytest.mark.parametrize("row", STEPS.strip().splitlines())
def test_each_state_answers_each_event_as_the_table_says(row: str) -> None:
    state, *following = row.split()
    for event, expected in zip(RequestEvent, following, strict=True):
        if expected == "-":
            assert LIFE.after(RequestState(state), event) is None
            assert issubclass(CLOSED[RequestState(state)], RequestClosed)
        else:
            assert LIFE.after(RequestState(state), event) is RequestState(expected)


@given(st.lists(st.sampled_from(RequestEvent), max_size=12))
def test_whatever_happens_a_request_closes_once_and_stays_closed(events: list[RequestEvent]) -> None:
    state, closings = RequestState.OPEN, 0
    for event in events:
        following = LIFE.after(state, event)
        if following is None:
            assert state is not RequestState.OPEN
            continue
        assert state is RequestState.OPEN
        closings += following is not RequestState.OPEN
        state = following
    assert closings == (state is not RequestState.OPEN)
    first = next((event for event in events if event is not RequestEvent.REMIND), None)
    assert state == (LIFE.after(RequestState.OPEN, first) if first else RequestState.OPEN)


@given(st.sampled_from(RequestState), st.integers(-5, 5))
def test_only_an_open_request_expires_by_the_clock_and_at_its_very_end(state: RequestState, seconds: int) -> None:
    seen = LIFE.at(state, expires_at=NOW, now=NOW + timedelta(seconds=seconds))
    assert seen == (RequestState.EXPIRED if state is RequestState.OPEN and seconds >= 0 else state)


def test_a_request_between_two_is_for_their_eyes_and_a_link_for_every_active_member() -> None:
    alice, bob, charlie = (MemberId(UUID(int=number)) for number in (1, 2, 3))
    seen = {
        (viewer, is_active, payer): may_see(viewer=viewer, is_active=is_active, asker=alice, payer=payer)
        for viewer in (alice, bob, charlie)
        for is_active in (True, False)
        for payer in (bob, None)
    }
    hidden = {key for key, sees in seen.items() if not sees}
    assert hidden == {(charlie, True, bob), (charlie, False, bob), (bob, False, None), (charlie, False, None)}
