"""The fold: order of refusals as a table, equal answers of both paths, what a batch may never do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.ids import new_id
from worgl.core.limits import AMOUNT_MAX
from worgl.ledger.rules import (
    CLOSED,
    NO_CEILING,
    NO_FLOOR,
    Account,
    AccountId,
    BookId,
    Code,
    Head,
    Kind,
    Snapshot,
    Transfer,
)
from worgl.ledger.rules.chain import START, link, rows_of
from worgl.ledger.rules.columns import Columns
from worgl.ledger.rules.fold import Folded, fold, fold_sequential, fold_vector
from worgl.ledger.store.base import booking_times

BOOK = BookId(1)
HEAD = Head(9, 0, 0, 0, bytes(16), START)
ISSUER, ALICE, BOB, SHUT, EURO, NOBODY = (AccountId(number) for number in range(1, 7))
AT = 1_000


def an_account(number: int, **changes: object) -> Account:
    row = Account(BOOK, AccountId(number), "ALD", 0, 0, 0, 0, 0, NO_CEILING, 0, 0, 0)
    return row._replace(**changes)  # type: ignore[arg-type]  # fields named by the test


def snapshot(*accounts: Account) -> Snapshot:
    return Snapshot(HEAD, {row.id: row for row in accounts}, {}, {}, {}, set())


def town() -> Snapshot:
    return snapshot(
        an_account(ISSUER, floor=NO_FLOOR),
        an_account(ALICE, posted=100),
        an_account(BOB, ceiling=80),
        an_account(SHUT, flags=CLOSED, posted=100),
        an_account(EURO, unit="EUR", posted=100),
    )


NAMES = {"issuer": ISSUER, "alice": ALICE, "bob": BOB, "closed": SHUT, "euro": EURO, "nobody": NOBODY}
# One line a case, in the order of precedence: each line would also earn a later code, and must not.
CASES = f"""
alice  -> bob    50            ok
nobody -> nobody 0             account_unknown
alice  -> alice  0             same_account
alice  -> euro   0             units_differ
alice  -> closed 0             amount_not_positive
alice  -> closed -5            amount_not_positive
alice  -> closed {AMOUNT_MAX + 1} amount_too_large
closed -> bob    101           account_closed
alice  -> bob    101           below_floor
alice  -> bob    81            above_ceiling
issuer -> alice  {AMOUNT_MAX}  ok
"""


def cases() -> list[tuple[str, str, int, str]]:
    lines = [line.split() for line in CASES.strip().splitlines()]
    return [(debit, credit, int(amount), code) for debit, _arrow, credit, amount, code in lines]


@pytest.mark.parametrize(("debit", "credit", "amount", "code"), cases())
def test_refusals_have_a_fixed_order(debit: str, credit: str, amount: int, code: str) -> None:
    folded = fold(town(), [Transfer(new_id(), NAMES[debit], NAMES[credit], amount)], [AT])
    assert [code] == folded.outcomes


HOLD_CASES = """
post   30  open      ok
post   50  open      ok
post   51  open      hold_exceeded
void   50  open      ok
void   49  open      hold_differs
expire 50  open      hold_not_expired
post   50  overdue   hold_expired
void   50  overdue   ok
expire 50  overdue   ok
post   50  resolved  hold_already_resolved
void   50  resolved  hold_already_resolved
expire 50  resolved  hold_already_resolved
post   50  unknown   hold_unknown
post   50  foreign   hold_differs
post   50  plain     hold_unknown
"""


@pytest.mark.parametrize("line", HOLD_CASES.strip().splitlines())
def test_a_hold_ends_once_in_time_and_within_its_amount(line: str) -> None:
    kind, amount, state, code = line.split()
    hold = Transfer(new_id(), ALICE, BOB, 50, kind=Kind.HOLD, expires_at=AT if state == "overdue" else AT + 1)
    if state == "plain":
        hold = replace(hold, kind=Kind.TRANSFER, expires_at=None)
    if state == "foreign":
        hold = replace(hold, debit=ISSUER)
    end = Transfer(new_id(), ALICE, BOB, int(amount), kind=Kind[kind.upper()], pending_id=hold.id)
    before = [] if state == "unknown" else [hold]
    if state == "resolved":
        before.append(Transfer(new_id(), ALICE, BOB, 50, kind=Kind.VOID, pending_id=hold.id))
    batch = [*before, end]
    folded = fold(town(), batch, [AT - 1] * len(before) + [AT])
    assert folded.outcomes[-1] == code


def test_a_hold_reserves_and_its_post_frees_the_rest() -> None:
    hold = Transfer(new_id(), ALICE, BOB, 60, kind=Kind.HOLD)
    too_much = Transfer(new_id(), ALICE, ISSUER, 41)
    post = Transfer(new_id(), ALICE, BOB, 20, kind=Kind.POST, pending_id=hold.id)
    rest = Transfer(new_id(), ALICE, ISSUER, 80)
    folded = fold(town(), [hold, too_much, post, rest], [AT] * 4)
    assert folded.outcomes == [Code.OK, Code.BELOW_FLOOR, Code.OK, Code.OK]
    assert balances(folded)[ALICE] == (0, 0, 0)
    assert balances(folded)[BOB] == (20, 0, 0)


def test_the_same_id_is_answered_by_what_became_of_it() -> None:
    paid, refused = Transfer(new_id(), ALICE, BOB, 10), Transfer(new_id(), ALICE, BOB, 1_000)
    other = replace(paid, amount=11)
    folded = fold(town(), [paid, paid, other, refused, refused], [AT] * 5)
    assert folded.outcomes == [
        Code.OK, Code.ALREADY_DONE, Code.ID_REUSED, Code.BELOW_FLOOR, Code.ALREADY_REFUSED
    ]  # fmt: skip
    assert balances(folded)[ALICE] == (90, 0, 0)


def test_a_journal_is_booked_whole_or_not_at_all() -> None:
    journal = new_id()
    first = Transfer(new_id(), ALICE, BOB, 70, journal=journal)
    second = Transfer(new_id(), ALICE, BOB, 31, journal=journal)
    alone = Transfer(new_id(), ALICE, BOB, 80)
    folded = fold(town(), [first, second, alone], [AT] * 3)
    assert folded.outcomes == [Code.JOURNAL_REFUSED, Code.BELOW_FLOOR, Code.OK]
    assert balances(folded)[ALICE] == (20, 0, 0)
    assert [code for _id, code in folded.refusals] == [Code.JOURNAL_REFUSED, Code.BELOW_FLOOR]


def test_a_refused_journal_gives_its_holds_back() -> None:
    hold = Transfer(new_id(), ALICE, BOB, 50, kind=Kind.HOLD)
    journal = new_id()
    post = Transfer(new_id(), ALICE, BOB, 50, kind=Kind.POST, pending_id=hold.id, journal=journal)
    bad = Transfer(new_id(), ALICE, BOB, 999, journal=journal)
    void = Transfer(new_id(), ALICE, BOB, 50, kind=Kind.VOID, pending_id=hold.id)
    folded = fold(town(), [hold, post, bad, void], [AT] * 4)
    assert folded.outcomes == [Code.OK, Code.JOURNAL_REFUSED, Code.BELOW_FLOOR, Code.OK]
    assert [kind for _hold, kind, _amount, _own in folded.resolutions] == [Kind.VOID]


def balances(folded: Folded) -> dict[int, tuple[int, int, int]]:
    columns = (folded.account, folded.posted, folded.held_out, folded.held_in)
    return {
        number: (posted, out, into) for number, posted, out, into in zip(*(c.tolist() for c in columns), strict=True)
    }


def canonical(folded: Folded) -> object:
    entries = sorted(
        zip(
            folded.entry_account.tolist(), folded.entry_seq.tolist(), folded.entry_source.tolist(),
            folded.entry_delta.tolist(), folded.entry_after.tolist(), strict=True,
        )
    )  # fmt: skip
    states = {
        number: (state, seq) for (number, state), seq in zip(balances(folded).items(), folded.seq.tolist(), strict=True)
    }
    return folded.outcomes, folded.booked.tolist(), entries, states


accounts = st.builds(
    lambda number, posted, slack, head: an_account(
        number, posted=posted, floor=posted - slack, ceiling=posted + head, held_out=0, seq=number
    ),
    st.integers(1, 5), st.integers(-500, 500), st.integers(0, 300), st.integers(0, 300),
)  # fmt: skip
towns = st.lists(accounts, min_size=2, max_size=5, unique_by=lambda row: row.id)
plain = st.builds(
    lambda debit, credit, amount: Transfer(new_id(), AccountId(debit), AccountId(credit), amount),
    st.integers(1, 5), st.integers(1, 5), st.integers(1, 120),
)  # fmt: skip


@given(towns, st.lists(plain, min_size=1, max_size=30))
def test_both_paths_give_equal_answers(rows: list[Account], batch: list[Transfer]) -> None:
    state = snapshot(*rows)
    fast = fold_vector(state, Columns(batch))
    slow = fold_sequential(state, batch, [AT] * len(batch))
    if fast is None:
        assert set(slow.outcomes) != {Code.OK}
    else:
        assert canonical(fast) == canonical(slow)


@given(towns, st.lists(plain, min_size=1, max_size=30))
def test_no_batch_leaves_a_limit_or_makes_a_coin(rows: list[Account], batch: list[Transfer]) -> None:
    folded = fold(snapshot(*rows), batch, [AT] * len(batch))
    by_id = {row.id: row for row in rows}
    assert sum(folded.entry_delta.tolist()) == 0
    for number, (posted, out, into) in balances(folded).items():
        row = by_id[AccountId(number)]
        assert row.floor <= posted - out
        assert posted + into <= row.ceiling
    for account, after in zip(folded.entry_account.tolist(), folded.entry_after.tolist(), strict=True):
        assert by_id[account].floor <= after <= by_id[account].ceiling


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20), st.integers(0, 60))
def test_booking_times_never_fall(events: list[int], after: int) -> None:
    batch = [Transfer(UUID(int=index + 1), ALICE, BOB, 1, event_at=event) for index, event in enumerate(events)]
    times = booking_times(batch, after=after, now=55, imported=True)
    assert list(times) == sorted(times)
    assert times[0] >= after
    assert booking_times(batch, after=after, now=55, imported=False) == [max(55, after)] * len(batch)


def test_the_chain_notices_every_field() -> None:
    item = Transfer(new_id(), ALICE, BOB, 5, code=3, pending_id=new_id(), journal=new_id(), event_at=7, expires_at=9)
    changes: dict[str, Any] = {
        "id": new_id(), "debit": BOB, "credit": ALICE, "amount": 6, "code": 4, "kind": Kind.HOLD, "pending_id": None,
        "journal": None, "event_at": None, "expires_at": 10,
    }  # fmt: skip
    base = link(START, rows_of([item], seqs=[1], ats=[AT]))
    others = {
        link(START, rows_of([replace(item, **{name: value})], seqs=[1], ats=[AT])) for name, value in changes.items()
    }
    others |= {link(START, rows_of([item], seqs=[2], ats=[AT])), link(START, rows_of([item], seqs=[1], ats=[AT + 1]))}
    others.add(link(base, rows_of([item], seqs=[1], ats=[AT])))
    assert base not in others
    assert len(others) == len(changes) + 3


def test_largest_amounts_cannot_overflow() -> None:
    size = 8_192
    rich = snapshot(an_account(ALICE, posted=0, floor=NO_FLOOR), an_account(BOB, posted=NO_CEILING - size * AMOUNT_MAX))
    batch = [Transfer(UUID(int=index + 1), ALICE, BOB, AMOUNT_MAX) for index in range(size)]
    folded = fold_vector(rich, Columns(batch))
    assert folded is not None
    assert int(np.max(folded.entry_after)) == NO_CEILING
    assert balances(folded)[ALICE] == (-size * AMOUNT_MAX, 0, 0)
