"""Values of payments: ids, notes, statements as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities.rules import CommunityId, MemberId
from worgl.core.ids import new_id
from worgl.core.money import plain_minor
from worgl.core.sheets import safe_cell
from worgl.payments.rules import ActivityLine, Party, StatementView, clean_text, csv_of, payment_id

ALICE, BOB = MemberId(UUID(int=1)), MemberId(UUID(int=2))
START = datetime(2025, 3, 1, tzinfo=UTC)


def test_a_key_gives_one_id_to_one_actor_for_one_purpose() -> None:
    own = payment_id(scope="pay", actor=ALICE, key="k")
    assert own == payment_id(scope="pay", actor=ALICE, key="k")
    others = [
        payment_id(scope="refund", actor=ALICE, key="k"),
        payment_id(scope="pay", actor=BOB, key="k"),
        payment_id(scope="pay", actor=ALICE, key="k2"),
    ]
    assert len({own, *others}) == 4


def test_ids_of_keys_made_one_after_the_other_rise_by_their_time() -> None:
    early, late = UUID(int=1_000 << 80 | 7 << 76 | 2 << 62), UUID(int=2_000 << 80 | 7 << 76 | 2 << 62)
    assert payment_id(scope="pay", actor=ALICE, key=str(early)) < payment_id(scope="pay", actor=ALICE, key=late.hex)
    assert payment_id(scope="pay", actor=ALICE, key=str(new_id())).version == 7


@given(st.text(max_size=300))
def test_a_note_is_one_line_that_stays_as_it_is_when_cleaned_again(text: str) -> None:
    clean = clean_text(text)
    assert clean == clean_text(clean)
    assert "\0" not in clean
    assert len(clean.splitlines()) <= 1


def test_a_note_keeps_its_letters_and_loses_what_cannot_be_seen() -> None:
    assert clean_text("Grüße 👩‍🌾  2 kg") == "Grüße 👩‍🌾 2 kg"
    assert clean_text("pay \u202e5 dnuf\x07") == "pay 5 dnuf"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_compute_is_made_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "bread", "1 = 1", "Anna-Maria", "5 %"])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def statement_of(opening: int, deltas: list[int], names: list[str]) -> StatementView:
    balance, lines = opening, []
    for index, delta in enumerate(deltas):
        balance += delta
        name = names[index % len(names)] if names else ""
        at = START + timedelta(minutes=index)
        lines.append(ActivityLine(UUID(int=index), at, "payment", Party(name), name, delta, balance, None))
    return StatementView(
        community=CommunityId(UUID(int=9)),
        community_name="Alderbrook",
        holder=Party("Alice"),
        currency="alder",
        unit="ALD",
        exponent=2,
        zone="Europe/Vienna",
        start=START.date(),
        end=date(2025, 3, 31),
        opening_minor=opening,
        lines=tuple(lines),
        closing_minor=balance,
    )


names = st.lists(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8"), max_size=20), max_size=5)


@given(st.integers(-(10**14), 10**14), st.lists(st.integers(-(10**14), 10**14), max_size=40), names)
def test_the_csv_of_a_statement_adds_up_row_by_row(opening: int, deltas: list[int], texts: list[str]) -> None:
    view = statement_of(opening, deltas, texts)
    assert view.adds_up
    assert view.opening_minor + view.in_minor - view.out_minor == view.closing_minor
    rows = list(csv.DictReader(io.StringIO(csv_of(view), newline="")))
    assert [rows[0]["kind"], rows[-1]["kind"]] == ["opening", "closing"]
    balance = Decimal(rows[0]["balance"])
    for row in rows[1:-1]:
        balance += Decimal(row["amount"])
        assert balance == Decimal(row["balance"])
        assert not row["counterparty"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert balance == Decimal(rows[-1]["balance"]) == Decimal(plain_minor(view.closing_minor, exponent=2))


def test_a_statement_that_does_not_add_up_says_so() -> None:
    view = statement_of(100, [5, -7], ["x"])
    wrong = StatementView(**{**{name: getattr(view, name) for name in view.__slots__}, "closing_minor": 99})
    assert not wrong.adds_up


def test_the_csv_of_a_statement_has_the_communitys_dates_and_plain_amounts() -> None:
    rows = list(csv.reader(io.StringIO(csv_of(statement_of(123_456, [-1_234_550], ["=Eve"])))))
    assert rows[0] == ["date", "time", "kind", "counterparty", "code", "note", "amount", "balance", "transfer"]
    assert rows[2][:4] == ["2025-03-01", "01:00:00", "payment", "'=Eve"]
    assert rows[2][6:8] == ["-12345.50", "-11110.94"]
