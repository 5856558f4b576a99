"""Members and balances out of a table: a row is a member or has a reason, nothing comes twice, books sum to zero."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.errors import AlreadyMember, InvitationUsedUp, NotActive, RoleNeeded
from worgl.communities.rules import MemberFilter, MemberId, MemberKind, MemberState, Role
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import UPLOAD_MAX
from worgl.core.money import plain_minor
from worgl.currency import commands, queries
from worgl.currency.errors import ArrivalsFaulty, ArrivalsStarted, ArrivalsUnknown, PlacesLacking, TableUnreadable
from worgl.currency.models import Arrivals
from worgl.currency.rules import RollFilter
from worgl.currency.rules.arrivals import Arrival, RowFault, Terms, arrivals, read_table
from worgl.currency.rules.foreign import Layout
from worgl.currency.tests.builders import FOUNDED, Town, a_person, a_town, key
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.ledger import queries as ledger

if TYPE_CHECKING:
    from uuid import UUID

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

LETS = Terms(exponent=2, decimal_mark=".", may_owe=False, credit_minor=0)
CREDIT = Terms(exponent=2, decimal_mark=".", may_owe=True, credit_minor=50_000)

OWN = "name,code,email,kind,joined,balance\nAda,17,ada@example.org,person,2020-03-01,12.50\nMill,18,,shop,,\n"
KOMUNITIN = (
    "code,name,type,status,access,description,adminUsers,account.balance,account.creditLimit,createdAt,"
    "account.maximumBalance,contact.email\n"
    "EXMP0001,Ada,personal,active,public,,,-5.00,100.00,2025-01-01T09:10:00Z,,ada@example.org\n"
    "EXMP0002,Mill,business,active,public,,,5.00,100.00,2025-01-01T09:15:00Z,500.00,\n"
    "EXMP0003,Ghost,personal,deleted,public,,,0.00,0.00,2025-01-01T09:15:00Z,,\n"
)
CYCLOS = (
    "\ufeffName;Login name;E-mail;Group;Creation date;Balance\n"
    "Ada Lovelace;ada;ada@example.org;Members;03/01/2020;1.234,50\n"
    "Mühle;mill;;Business members;31.12.2021 10:15;0\n"
)


def good(content: str, terms: Terms, *, encoding: str = "utf-8") -> list[Arrival]:
    found = arrivals(read_table(content.encode(encoding)), terms)
    return [row for row in found if isinstance(row, Arrival)]


def faults(content: str, terms: Terms = LETS) -> list[RowFault]:
    return [row for row in arrivals(read_table(content.encode()), terms) if isinstance(row, RowFault)]


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
            for row in arrivals(read_table(f'{head}X,Ada,active,a@example.org,"{amount}",0,\n'.encode()), comma)
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
    assert len(list(arrivals(table, LETS))) == len(table.rows)


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


def hand_in(town: Town, content: str, *, by: MemberId | None = None) -> UUID:
    return commands.check_arrivals(
        actor=by or town.alice, content=content.encode().decode("latin-1"), file_name="m.csv", key=key(), now=FOUNDED
    )


def start(town: Town, table: UUID, *, only_whole: bool = False) -> None:
    job = commands.start_arrivals(actor=town.alice, arrivals=table, only_whole=only_whole, key=key(), now=FOUNDED)
    jobs.run_job(job, now=FOUNDED)


def balances(town: Town) -> dict[str, int]:
    found = queries.roll(community=town.community, viewer=town.alice, asked=RollFilter(), now=FOUNDED)
    return {row.member.name: row.balance_minor for row in found.rows}


def test_members_come_with_newly_issued_coins_and_a_reason(db: None) -> None:
    town = a_town()
    table = hand_in(town, OWN)
    start(town, table, only_whole=True)
    assert balances(town) == {"Ada": 1_250, "Alice": 0, "Mill": 0}
    (given_,) = queries.grants(community=town.community, viewer=town.alice).items
    assert (given_.reason, given_.minor) == ("Opening balance", 1_250)
    assert queries.supply(town.community) == 1_250
    assert ledger.balance_sum(town.currency.book, town.currency.unit) == 0
    assert bytes(Arrivals.objects.get(pk=table).content) == b""


def test_a_mutual_credit_begins_against_an_opening_account_and_sums_to_zero(db: None) -> None:
    town = a_town(preset="merchants")
    start(town, hand_in(town, KOMUNITIN))
    assert balances(town) == {"Ada": -500, "Alice": 0, "Mill": 500}
    limits = queries.roll(
        community=town.community, viewer=town.alice, asked=RollFilter(MemberFilter(search="Mill")), now=FOUNDED
    )
    assert [(row.credit_minor, row.ceiling_minor) for row in limits.rows] == [(10_000, 50_000)]
    assert ledger.balance_sum(town.currency.book, town.currency.unit) == 0
    opening = next(own for own in queries.wallets(community=town.community) if own.name == "opening")
    assert ledger.account(town.currency.book, opening.account).posted == 0


def test_who_was_suspended_there_cannot_pay_here(db: None) -> None:
    town = a_town()
    start(town, hand_in(town, "name,state,balance\nAda,suspended,5\nBea,active,5\n"))
    people = community_queries.page_of_members(community=town.community, states=list(MemberState)).items
    assert {one.name: one.state for one in people}["Ada"] is MemberState.SUSPENDED
    ada = next(one.id for one in people if one.name == "Ada")
    with pytest.raises(NotActive):
        commands.give_to_commons(actor=ada, amount_minor=100, key=key(), now=FOUNDED)
    communities.reinstate(actor=town.alice, member=ada, key=key(), now=FOUNDED)
    commands.give_to_commons(actor=ada, amount_minor=100, key=key(), now=FOUNDED)


def test_the_number_of_places_is_raised_only_when_somebody_says_so(db: None) -> None:
    town = a_town()
    communities.set_cap(actor=town.alice, cap=2, key=key(), now=FOUNDED)
    table = hand_in(town, OWN)
    view = queries.arrivals_view(community=town.community, viewer=town.alice, arrivals=table, now=FOUNDED)
    assert (view.places, view.places_needed, view.lacks_places) == (2, 3, True)
    with pytest.raises(PlacesLacking):
        start(town, table)
    assert community_queries.community(town.community).cap == 2
    job = commands.start_arrivals(
        actor=town.alice, arrivals=table, only_whole=True, raise_cap=True, key=key(), now=FOUNDED
    )
    jobs.run_job(job, now=FOUNDED)
    assert community_queries.community(town.community).cap == 3
    acts = community_queries.acts(community=town.community, viewer=town.alice).items
    assert ("An import raised the number of places from 2 to 3", "Alice") in {(act.sentence, act.actor) for act in acts}


def test_the_same_table_never_comes_twice(db: None) -> None:
    town = a_town()
    table = hand_in(town, OWN)
    start(town, table)
    assert hand_in(town, OWN) == table
    with pytest.raises(ArrivalsStarted):
        start(town, table)
    commands.bring_in(
        community=town.community, arrivals_id=table, actor=town.alice, progress=lambda *_: None, now=FOUNDED
    )
    assert len(balances(town)) == 3


def test_a_table_that_stopped_goes_on_where_it_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worgl.currency.commands.arrivals.AT_ONCE", 1)
    town = a_town()
    table = hand_in(town, OWN)
    commands.start_arrivals(actor=town.alice, arrivals=table, only_whole=True, key=key(), now=FOUNDED)

    def stop_after_the_first(line: int, done: int, total: int) -> None:
        if done > 1:
            raise RuntimeError(line, total)

    with pytest.raises(RuntimeError):
        commands.bring_in(
            community=town.community, arrivals_id=table, actor=town.alice, progress=stop_after_the_first, now=FOUNDED
        )
    assert balances(town) == {"Ada": 1_250, "Alice": 0}
    jobs.run_due(now=FOUNDED)
    assert balances(town) == {"Ada": 1_250, "Alice": 0, "Mill": 0}


def test_a_faulty_row_holds_the_whole_table_back_or_only_itself(db: None) -> None:
    town = a_town()
    table = hand_in(town, OWN + "Owes,19,,,,-1\n")
    with pytest.raises(ArrivalsFaulty):
        start(town, table, only_whole=True)
    assert len(balances(town)) == 1
    start(town, table)
    found = queries.arrivals_view(community=town.community, viewer=town.alice, arrivals=table, now=FOUNDED)
    assert (found.came, found.faults, found.is_done) == (2, 1, True)


def test_administrators_who_are_treasurers_bring_members_in_and_nobody_else(db: None) -> None:
    town, elsewhere = a_town("Bob"), a_town(slug="birchford")
    communities.grant_role(actor=town.alice, member=town["Bob"], role=Role.ADMIN, key=key(), now=FOUNDED)
    table = hand_in(town, OWN)
    with pytest.raises(RoleNeeded):
        hand_in(town, OWN, by=town["Bob"])
    with pytest.raises(ArrivalsUnknown):
        commands.start_arrivals(actor=elsewhere.alice, arrivals=table, only_whole=False, key=key(), now=FOUNDED)
    with pytest.raises(ArrivalsUnknown):
        queries.arrivals_view(community=elsewhere.community, viewer=elsewhere.alice, arrivals=table, now=FOUNDED)


def test_who_opens_his_personal_link_takes_his_membership_over(db: None) -> None:
    town = a_town()
    table = hand_in(town, OWN)
    start(town, table)
    came = list(queries.arrived(community=town.community, viewer=town.alice, arrivals=table))
    made = communities.hand_over(
        actor=town.alice, members=[one.member.id for one in came], days=30, key=key(), now=FOUNDED
    )
    seats = community_queries.community(town.community).seats
    ada = a_person("Ada")
    token = made[0].path.split("/")[2]
    taken = communities.join(actor=ada, token=token, name="Ada Lovelace", key=key(), now=FOUNDED)
    person = community_queries.member(taken)
    assert (taken, person.person, person.name, person.is_new) == (came[0].member.id, ada, "Ada Lovelace", True)
    assert community_queries.community(town.community).seats == seats
    assert queries.balance(member=taken, viewer=taken, now=FOUNDED).posted_minor == 1_250
    with pytest.raises(InvitationUsedUp):
        communities.join(actor=a_person("Eve"), token=token, name="Eve", key=key(), now=FOUNDED)
    with pytest.raises(AlreadyMember):
        communities.join(actor=ada, token=made[1].path.split("/")[2], name="Ada", key=key(), now=FOUNDED)
    again = communities.hand_over(
        actor=town.alice, members=[one.member.id for one in came], days=30, key=key(), now=FOUNDED
    )
    assert [one.member for one in again] == [came[1].member.id]


@pytest.fixture
def walkers(db: None) -> Walkers:
    """Open the town with browsers."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_table_is_checked_on_a_page_brought_in_and_handed_over(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/import/"
    file = SimpleUploadedFile("town.csv", (OWN + "Bad,20,,,,x\n").encode())
    page = walkers.alice.post(address, {"table": file, "key": "f"}, follow=True)
    assert "Good rows 2" in text_of(page)
    assert "Line 4: Bad" in text_of(page)
    here = page.redirect_chain[-1][0]
    rows = list(csv.DictReader(io.StringIO(walkers.alice.get(f"{here}faults.csv").content.decode())))
    assert [row["line"] for row in rows] == ["4"]
    assert "of 2." in text_of(walkers.alice.post(here, {"how": "good", "key": "s"}, follow=True))
    jobs.run_due(now=clock.now())
    assert "2 members came with this table. 1 row was faulty" in text_of(walkers.alice.get(here))
    links = walkers.alice.post(f"{here}links.csv", {"days": "30", "key": "l"})
    (ada, _mill) = csv.DictReader(io.StringIO(links.content.decode()))
    assert (ada["old_code"], ada["email"]) == ("17", "ada@example.org")
    path = "/" + ada["link"].split("/", maxsplit=3)[3]
    joined = walkers.charlie.post(path, {"name": "Ada", "key": "j"}, follow=True)
    assert "12.50" in text_of(joined)
    for client in (walkers.bob, walkers.charlie):
        assert client.get(here).status_code == client.post(here).status_code == 403
        assert client.post(f"{here}links.csv", {"days": "30"}).status_code == 403


def test_what_is_no_table_is_said_on_the_page(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/import/"
    for content in (b"PK\x03\x04\x00\x00", b"a,b\n1,2\n"):
        answer = walkers.alice.post(address, {"table": SimpleUploadedFile("x.csv", content), "key": "x"})
        assert answer.status_code == 422
        assert "cannot be read as a table of members" in text_of(answer)
    assert walkers.alice.post(address, {"key": "y"}).status_code == 422


def test_a_table_that_is_too_large_is_said_beside_its_field(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/import/"
    answer = walkers.alice.post(address, {"table": SimpleUploadedFile("x.csv", bytes(UPLOAD_MAX + 1)), "key": "x"})
    assert answer.status_code == 422
    assert re.search(r'class="error"[^>]*>\s*This file is too large: at most 20 MB.', answer.content.decode())


def test_a_membership_handed_over_is_in_the_record(walkers: Walkers) -> None:
    members = [walkers.bob_id]
    made = communities.hand_over(
        actor=walkers.alice_id, members=members, days=7, key=IdempotencyKey("h"), now=clock.now()
    )
    assert made == ()
    assert "Made personal links for 0 members" in text_of(walkers.alice.get(f"/c/{walkers.slug}/admin/log/"))
