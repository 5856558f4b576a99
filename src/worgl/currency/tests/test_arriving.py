"""Members and balances out of a table: nothing comes twice, and the books sum to zero."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.errors import AlreadyMember, InvitationUsedUp, NotActive, RoleNeeded
from worgl.communities.rules import MemberFilter, MemberId, MemberState, Role
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import UPLOAD_MAX
from worgl.currency import commands, queries
from worgl.currency.errors import ArrivalsFaulty, ArrivalsStarted, ArrivalsUnknown, PlacesLacking
from worgl.currency.models import Arrivals
from worgl.currency.rules import RegisterFilter
from worgl.currency.tests.builders import FOUNDED, Town, a_person, a_town, key
from worgl.currency.tests.tables import KOMUNITIN, OWN
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.ledger import queries as ledger

if TYPE_CHECKING:
    from uuid import UUID

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


def hand_in(town: Town, content: str, *, by: MemberId | None = None) -> UUID:
    return commands.check_member_import(
        actor=by or town.alice, content=content.encode().decode("latin-1"), file_name="m.csv", key=key(), now=FOUNDED
    )


def start(town: Town, table: UUID, *, only_whole: bool = False) -> None:
    job = commands.start_member_import(actor=town.alice, arrivals=table, only_whole=only_whole, key=key(), now=FOUNDED)
    jobs.run_job(job, now=FOUNDED)


def balances(town: Town) -> dict[str, int]:
    found = queries.member_register(community=town.community, viewer=town.alice, asked=RegisterFilter(), now=FOUNDED)
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
    limits = queries.member_register(
        community=town.community, viewer=town.alice, asked=RegisterFilter(MemberFilter(search="Mill")), now=FOUNDED
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
    view = queries.member_import(community=town.community, viewer=town.alice, arrivals=table, now=FOUNDED)
    assert (view.places, view.places_needed, view.lacks_places) == (2, 3, True)
    with pytest.raises(PlacesLacking):
        start(town, table)
    assert community_queries.community(town.community).cap == 2
    job = commands.start_member_import(
        actor=town.alice, arrivals=table, only_whole=True, raise_cap=True, key=key(), now=FOUNDED
    )
    jobs.run_job(job, now=FOUNDED)
    assert community_queries.community(town.community).cap == 3
    acts = community_queries.audit_log(community=town.community, viewer=town.alice).items
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
    monkeypatch.setattr("worgl.currency.commands.member_imports.AT_ONCE", 1)
    town = a_town()
    table = hand_in(town, OWN)
    commands.start_member_import(actor=town.alice, arrivals=table, only_whole=True, key=key(), now=FOUNDED)

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
    found = queries.member_import(community=town.community, viewer=town.alice, arrivals=table, now=FOUNDED)
    assert (found.came, found.faults, found.is_done) == (2, 1, True)


def test_administrators_who_are_treasurers_bring_members_in_and_nobody_else(db: None) -> None:
    town, elsewhere = a_town("Bob"), a_town(slug="birchford")
    communities.grant_role(actor=town.alice, member=town["Bob"], role=Role.ADMIN, key=key(), now=FOUNDED)
    table = hand_in(town, OWN)
    with pytest.raises(RoleNeeded):
        hand_in(town, OWN, by=town["Bob"])
    with pytest.raises(ArrivalsUnknown):
        commands.start_member_import(actor=elsewhere.alice, arrivals=table, only_whole=False, key=key(), now=FOUNDED)
    with pytest.raises(ArrivalsUnknown):
        queries.member_import(community=elsewhere.community, viewer=elsewhere.alice, arrivals=table, now=FOUNDED)


def test_who_opens_his_personal_link_takes_his_membership_over(db: None) -> None:
    town = a_town()
    table = hand_in(town, OWN)
    start(town, table)
    came = list(queries.members_brought_in(community=town.community, viewer=town.alice, arrivals=table))
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
