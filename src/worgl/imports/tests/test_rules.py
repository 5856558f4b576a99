"""What a row of an imported file says, and what is wrong with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.limits import AMOUNT_MAX
from worgl.core.sheets import ROW_MAX, ColumnTwice, UnreadableRow, cells_of, delimiter_of
from worgl.imports.rules.rows import (
    EXTERNAL_ID_MAX,
    Column,
    RowCode,
    RowRules,
    find_columns,
    layout_of,
    parse_row,
    read_amount,
    read_time,
    seed_of,
    transfer_id,
)
from worgl.ledger.rules import micros

SARAFU_ORIGINAL = "id,timeset,transfer_subtype,source,target,weight,token_name,token_address"
SARAFU_100K = "seq,date,date_is_exact,from,to,amount,kind"
LATEST = micros(datetime(2025, 1, 1, tzinfo=UTC))


def rules_for(header: str, *, zone: str = "UTC", exponent: int = 2) -> RowRules:
    delimiter = delimiter_of(header)
    names = header.split(delimiter)
    layout = layout_of(delimiter, len(names), find_columns(names, None))
    return RowRules(layout=layout, exponent=exponent, zone=ZoneInfo(zone), latest=LATEST)


def test_both_published_layouts_are_understood_without_a_mapping() -> None:
    original = find_columns(SARAFU_ORIGINAL.split(","), None)
    assert original == {Column.DATE: 1, Column.PAYER: 3, Column.PAYEE: 4, Column.AMOUNT: 5}
    shortened = find_columns(SARAFU_100K.split(","), None)
    assert shortened == {Column.DATE: 1, Column.PAYER: 3, Column.PAYEE: 4, Column.AMOUNT: 5}


def test_a_mapping_goes_before_the_known_names() -> None:
    columns = find_columns(["from", "giver", "to", "date", "amount"], {"payer": "Giver"})
    assert columns[Column.PAYER] == 1


def test_two_columns_with_one_name_are_refused() -> None:
    with pytest.raises(ColumnTwice):
        find_columns(["date", "from", "to", "amount", "amount"], None)


def test_a_row_is_read_with_its_time_in_the_communitys_zone() -> None:
    row = parse_row(
        2, "1,2020-01-25 19:13:17,1,0,1,18000.0,DISBURSEMENT", rules_for(SARAFU_100K, zone="Africa/Nairobi")
    )
    assert row.at == micros(datetime(2020, 1, 25, 16, 13, 17, tzinfo=UTC))
    assert (row.payer, row.payee, row.amount_minor, row.rounded) == ("0", "1", 1_800_000, False)


def test_a_time_with_a_zone_keeps_it() -> None:
    row = parse_row(2, "1,2020-01-25T19:13:17+01:00,1,0,1,1,X", rules_for(SARAFU_100K, zone="Africa/Nairobi"))
    assert row.at == micros(datetime(2020, 1, 25, 18, 13, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        *("25.1.2020 19:13:17", "25.01.2020 19:13:17", "25. 1. 2020 19:13:17", "25.1.2020, 19:13:17"),
        *("2020/1/25 19:13:17", "2020.01.25. 19:13:17", "2020-1-25T19:13:17", "2020. 1. 25. 19:13:17"),
    ],
)
def test_a_date_a_spreadsheet_has_rewritten_is_read_where_it_can_mean_one_day_only(text: str) -> None:
    row = parse_row(2, f'"{text}",a,b,1', rules_for("date,from,to,amount"))
    assert row.at == micros(datetime(2020, 1, 25, 19, 13, 17, tzinfo=UTC))


@given(st.dates(min_value=date(1970, 1, 2), max_value=date(2024, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    rules = rules_for("date,from,to,amount")
    told = {read_time(f"{day:{form}}", rules) for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d.%m.%Y 0:00")}
    assert len(told) == 1


GOOD = {"date": "2020-01-25 19:13:17", "from": "a", "to": "b", "amount": "1"}


def row_of(**changes: str) -> str:
    return ",".join({**GOOD, **changes}.values())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020-01-25,a,b", RowCode.COLUMNS_MISSING),
        ("2020-01-25,a,b,1,more", RowCode.TOO_MANY_CELLS),
        ('2020-01-25,"a,b,1', RowCode.QUOTE_OPEN),
        ('2020-01-25,"a"x,b,1', RowCode.QUOTE_OPEN),
        (row_of(to="b" * ROW_MAX), RowCode.ROW_TOO_LONG),
        (row_of(date=""), RowCode.DATE_UNREADABLE),
        (row_of(date="1.25.2020"), RowCode.DATE_UNREADABLE),
        (row_of(date="25.1.20"), RowCode.DATE_UNREADABLE),
        (row_of(date="25/01/2020"), RowCode.DATE_UNREADABLE),
        (row_of(date="01/25/2020"), RowCode.DATE_UNREADABLE),
        (row_of(date="25.1.2020 9:13 PM"), RowCode.DATE_UNREADABLE),
        (row_of(date="2020-02-30"), RowCode.DATE_UNREADABLE),
        (row_of(date="1969-12-31"), RowCode.DATE_OUT_OF_RANGE),
        (row_of(date="2025-01-02"), RowCode.DATE_OUT_OF_RANGE),
        (row_of(date="9999-12-31T23:59:59-14:00"), RowCode.DATE_OUT_OF_RANGE),
        (row_of(to=" "), RowCode.ACCOUNT_MISSING),
        (row_of(**{"from": ""}), RowCode.ACCOUNT_MISSING),
        (row_of(to="b" * (EXTERNAL_ID_MAX + 1)), RowCode.ACCOUNT_TOO_LONG),
        (row_of(to="a"), RowCode.SAME_ACCOUNT),
        (row_of(amount=""), RowCode.AMOUNT_UNREADABLE),
        (row_of(amount="ten"), RowCode.AMOUNT_UNREADABLE),
        (row_of(amount="NaN"), RowCode.AMOUNT_UNREADABLE),
        (row_of(amount="Infinity"), RowCode.AMOUNT_UNREADABLE),
        (row_of(amount="1e"), RowCode.AMOUNT_UNREADABLE),
        (row_of(amount="0"), RowCode.AMOUNT_NOT_POSITIVE),
        (row_of(amount="-5"), RowCode.AMOUNT_NOT_POSITIVE),
        (row_of(amount="0.004"), RowCode.AMOUNT_ROUNDS_TO_NOTHING),
        (row_of(amount="1e-999999999"), RowCode.AMOUNT_ROUNDS_TO_NOTHING),
        (row_of(amount="1e999999999"), RowCode.AMOUNT_TOO_LARGE),
        (row_of(amount=str(AMOUNT_MAX)), RowCode.AMOUNT_TOO_LARGE),
    ],
)
def test_a_row_that_is_no_transfer_says_why(text: str, code: RowCode) -> None:
    with pytest.raises(UnreadableRow) as refused:
        parse_row(7, text, rules_for("date,from,to,amount"))
    assert refused.value.code == code


@given(st.decimals(min_value="0.01", max_value="1000000", places=12), st.integers(min_value=0, max_value=6))
def test_amounts_are_rounded_half_to_even(value: Decimal, exponent: int) -> None:
    exact = value * 10**exponent
    nearest = exact.to_integral_value(rounding=ROUND_HALF_EVEN)
    if nearest:
        assert read_amount(str(value), exponent=exponent) == (nearest, nearest != exact)
    else:
        with pytest.raises(UnreadableRow, match=RowCode.AMOUNT_ROUNDS_TO_NOTHING):
            read_amount(str(value), exponent=exponent)


def test_an_amount_with_more_digits_than_a_machine_word_is_not_rounded_twice() -> None:
    assert read_amount("0.124999999999999999999999999999999999999999999", exponent=2) == (12, True)
    assert read_amount("1.00000000000000000000000000000000000001", exponent=2) == (100, True)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\0", codec="utf-8")), min_size=1, max_size=6))
def test_quoted_cells_are_read_as_they_were_written(cells: list[str]) -> None:
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    assert cells_of(line, ",") == cells


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reading_of_a_row(text: str) -> None:
    rules = rules_for("date,from,to,amount")
    try:
        row = parse_row(2, text, rules)
    except UnreadableRow:
        return
    assert row.amount_minor > 0


def test_the_same_row_always_has_the_same_id_and_no_other_row_has_it() -> None:
    town, other = UUID(int=1), UUID(int=2)
    seed = seed_of(community=town, digest=b"file")
    ids = {transfer_id(seed=seed, line=line, at=1_000_000) for line in range(2, 2_000)}
    assert len(ids) == 1_998
    assert transfer_id(seed=seed, line=2, at=1_000_000) in ids
    assert transfer_id(seed=seed_of(community=other, digest=b"file"), line=2, at=1_000_000) not in ids
    assert transfer_id(seed=seed_of(community=town, digest=b"twin"), line=2, at=1_000_000) not in ids


def test_ids_rise_with_the_time_of_the_rows() -> None:
    seed = seed_of(community=UUID(int=1), digest=b"file")
    ids = [transfer_id(seed=seed, line=5, at=second * 1_000_000) for second in range(100)]
    assert ids == sorted(ids)
