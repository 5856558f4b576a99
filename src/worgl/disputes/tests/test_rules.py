"""The moves of a dispute, and what a ruling takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from worgl.disputes.rules import (
    ANSWER_DAYS,
    LIFE,
    Act,
    DisputeState,
    Part,
    collectable,
    rules_from,
    still_owed,
)

OPENED = datetime(2026, 6, 10, 12, tzinfo=UTC)


@given(st.lists(st.sampled_from(list(Act)), max_size=8))
def test_a_dispute_ends_once_and_is_answered_once(acts: list[Act]) -> None:
    state, done = DisputeState.OPEN, []
    for act in acts:
        following = LIFE.after(state, act)
        if following is None:
            assert state in LIFE.ends or act is Act.ANSWER
            continue
        assert state not in LIFE.ends
        state = following
        done.append(act)
    endings = [act for act in done if act is not Act.ANSWER]
    assert len(endings) <= 1
    assert done.count(Act.ANSWER) <= 1
    assert (state in LIFE.ends) == bool(endings)


def test_every_act_belongs_to_one_part() -> None:
    assert {act: LIFE.parts(act) for act in Act} == {
        Act.ANSWER: (Part.PAYEE,),
        Act.SETTLE: (Part.PAYEE,),
        Act.WITHDRAW: (Part.PAYER,),
        Act.RULE: (Part.ARBITER,),
    }


def test_the_payee_is_heard_before_the_ruling() -> None:
    assert rules_from(DisputeState.ANSWERED, OPENED) == OPENED
    assert rules_from(DisputeState.OPEN, OPENED) == OPENED + timedelta(days=ANSWER_DAYS)


@given(
    paid=st.integers(1, 10_000),
    before=st.integers(0, 10_000),
    ruled=st.integers(0, 10_000),
    balances=st.lists(st.integers(-500, 4_000), max_size=12),
)
def test_collecting_never_takes_more_than_was_ruled_nor_drives_anybody_below_zero(
    paid: int, before: int, ruled: int, balances: list[int]
) -> None:
    before = min(before, paid)
    ruled = min(ruled, paid - before)
    refunded = before
    for balance in balances:
        owed = still_owed(ruled_minor=ruled, refunded_before_minor=before, refunded_minor=refunded)
        taken = collectable(owed_minor=owed, posted_minor=balance, available_minor=balance + 1_000)
        assert 0 <= taken <= max(0, balance)
        refunded += taken
    assert refunded - before <= ruled
    assert refunded <= paid
