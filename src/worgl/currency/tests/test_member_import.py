"""Tables of members are read: a row is a member or has a reason, as every program writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities.rules import MemberKind
from worgl.core.money import plain_minor
from worgl.currency.errors import TableUnreadable
from worgl.currency.rules.foreign import Layout
from worgl.currency.rules.member_import import ImportedMember, RowFault, Terms, imported_members, read_table
from worgl.currency.tests.tables import CYCLOS, KOMUNITIN, OWN

LETS = Terms(exponent=2, decimal_mark=".", may_owe=False, credit_minor=0)
CREDIT = Terms(exponent=2, decimal_mark=".", may_owe=True, credit_minor=50_000)


def good(content: str, terms: Terms, *, encoding: str = "utf-8") -> list[ImportedMember]:
    found = imported_members(read_table(content.encode(encoding)), terms)
    return [row for row in found if isinstance(row, ImportedMember)]


def faults(content: str, terms: Terms = LETS) -> list[RowFault]:
    return [row for row in imported_members(read_table(content.encode()), terms) if isinstance(row, RowFault)]


def test_the_own_layout_is_read() -> None:
    ada, mill = good(OWN, LETS)
    assert (ada.name, ada.foreign_id, ada.email, ada.balance_minor) == ("Ada", "17", "ada@example.org", 1_250)
    assert ada.joined is not None
    assert (mill.kind, mill.balance_minor, mill.joined) == (MemberKind.SHOP, 0, None)


def test_komunitin_is_read_with_its_limits_and_who_is_gone_there_stays_away() -> None:
    table = read_table(KOMUNITIN.encode())
    assert table.layout is Layout.KOMUNITIN
    ada, mill = good(KOMUNITIN, CREDIT)
    assert (ada.balance_minor, ada.credit_minor, ada.kind) == (-500, 10_000, MemberKind.PERSON)
    assert (mill.kind, mill.ceiling_minor, mill.foreign_id) == (MemberKind.SHOP, 50_000, "EXMP0002")
    (ghost,) = faults(KOMUNITIN, CREDIT)
    assert (ghost.line, ghost.name) == (4, "Ghost")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_cyclos_is_read_with_semicolons_commas_and_old_letters(encoding: str) -> None:
    content = CYCLOS if encoding == "utf-8" else CYCLOS.removeprefix("\ufeff")
    assert read_table(content.encode(encoding)).layout is Layout.CYCLOS
    ada, mill = good(content, LETS, encoding=encoding)
    assert (ada.foreign_id, ada.balance_minor, str(ada.joined)) == ("ada", 123_450, "2020-01-03")
    assert (mill.name, mill.kind, str(mill.joined)) == ("Mühle", MemberKind.SHOP, "2021-12-31")


#   balance         minor units, or - where it is no amount
AMOUNTS = """
    12.5            1250
    12,5            1250
    1,234.50        123450
    1.234,50        123450
    1 234,50        123450
    1,234           123400
    1.234           -
    1.000           -
    12.50.30        -
    1 234,50        123450
    1'234.50        123450
    -0              0
    0.00            0
    1234567         123456700
    +3              300
    1e3             -
    abc             -
    0.005           -
    99999999999999999999  -
"""


@pytest.mark.parametrize("line", AMOUNTS.strip().splitlines())
def test_an_amount_is_read_as_people_write_it_or_refused(line: str) -> None:
    text, expected = line.strip().rsplit(maxsplit=1)
    content = f"name;balance\nAda;{text.strip()}\n"
    rows = good(content, LETS)
    assert [str(row.balance_minor) for row in rows] == ([] if expected == "-" else [expected])
    assert len(faults(content)) == (expected == "-")


def test_an_amount_of_two_readings_is_refused_with_both() -> None:
    (fault,) = faults("name,balance\nAda,1.000\n")
    assert "could mean 1.00 or 1000.00" in fault.reason
    (ada,) = good("name;balance\nAda;1.000\n", Terms(2, ",", may_owe=False, credit_minor=0))
    assert ada.balance_minor == 100_000


def test_komunitin_is_read_by_its_own_rules_whatever_the_town_writes() -> None:
    comma = Terms(exponent=2, decimal_mark=",", may_owe=True, credit_minor=50_000)
    head = "code,name,status,adminUsers,account.balance,account.creditLimit,contact.email\n"
    (ada,) = good(head + "EXMP0001,Ada,active,ada@example.org;eve@example.org,1.000,1200.00,shop@example.org\n", comma)
    assert (ada.balance_minor, ada.credit_minor, ada.email) == (100, 120_000, "ada@example.org")
    for amount in ("1,000", "+5.00", "1.005", "1e3", "007"):
        (fault,) = [
            row
            for row in imported_members(read_table(f'{head}X,Ada,active,a@example.org,"{amount}",0,\n'.encode()), comma)
            if isinstance(row, RowFault)
        ]
        assert amount in fault.reason


def test_who_keeps_an_account_and_a_shop_is_written_to_at_two_addresses() -> None:
    head = "code,name,status,adminUsers,account.balance,account.creditLimit,contact.email\n"
    rows = "1,Ada,active,ada@example.org,0,0,\n2,Mill,active,ada@example.org,0,0,mill@example.org\n"
    assert [row.email for row in good(head + rows, CREDIT)] == ["ada@example.org", "mill@example.org"]
    (fault,) = faults(head + "1,Ada,active,ada@example.org,0,0,\n2,Mill,active,ada@example.org,0,0,\n", CREDIT)
    assert fault.line == 3


@pytest.mark.parametrize(
    ("word", "comes"),
    [
        *(("active", "active"), ("", "active"), ("Aktiv", "active"), ("suspended", "suspended")),
        *(("DISABLED", "suspended"), ("Blocked", "suspended"), ("gesperrt", "suspended"), ("deleted", "no")),
        *(("pending", "no"), ("draft", "no"), ("left", "no"), ("vip", "no")),
    ],
)
def test_the_state_somebody_had_elsewhere_is_kept(word: str, comes: str) -> None:
    content = f"name,state\nAda,{word}\n"
    came = ["suspended" if row.is_suspended else "active" for row in good(content, LETS)]
    assert came == ([] if comes == "no" else [comes])


def test_rows_keep_their_line_and_more_cells_than_columns_are_faulty() -> None:
    content = 'sep=;\nname;balance;;\nAda;12,50;;\n\nBob;12;50\n"Mill\nand Son";1;\nEve;2;x;\n'
    assert [(row.line, row.balance_minor) for row in good(content, LETS)] == [(3, 1_250)]
    assert [row.line for row in faults(content)] == [5, 6, 8]
    assert "(3, not 2)" in faults(content)[0].reason
    assert [row.balance_minor for row in good('name,balance\rAda,"12,50"\r', LETS)] == [1_250]


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="there twice"):
        read_table(b"name,balance,Balance\nAda,1,2\n")


@given(st.integers(0, 10**14))
def test_what_one_table_writes_another_reads(minor: int) -> None:
    content = f"name,balance\nAda,{plain_minor(minor, exponent=2)}\n"
    assert [row.balance_minor for row in good(content, LETS)] == [minor]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        table = read_table(f"name,balance\n{text}".encode())
    except TableUnreadable:
        return
    assert len(list(imported_members(table, LETS))) == len(table.rows)


FAULTY = [
    "name\n \n,x\n",
    "name,email\nAda,no-address\n",
    "name,code\nAda,1\nBea,1\n",
    "name,email\nAda,a@example.org\nBea,A@example.org\n",
    "name,joined\nAda,yesterday\n",
    "name,balance\nAda,-1\n",
]


@pytest.mark.parametrize("content", FAULTY)
def test_a_faulty_row_has_its_line_and_a_reason(content: str) -> None:
    (fault,) = faults(content)
    assert fault.line > 1
    assert fault.reason


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00\x00", b"first,last\nAda,L\n"])
def test_what_is_no_table_of_members_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(TableUnreadable):
        read_table(content)
