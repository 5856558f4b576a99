"""What members, administrators and outsiders see."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from worgl.communities import commands, queries
from worgl.communities.errors import (
    CommunityUnknown,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsedUp,
    MemberUnknown,
    NotAMember,
    RoleNeeded,
)
from worgl.communities.models import Community, Member
from worgl.communities.rules import CommunityId, Founded, MemberId, MemberSpec, MemberState
from worgl.communities.tests.builders import applicant, community, fresh_key, invitation, join, member, town
from worgl.core.ids import InvalidCode, code_from
from worgl.core.limits import PAGE_MAX
from worgl.core.paging import InvalidCursor, encode_cursor
from worgl.identity.tests.builders import NOW, person

pytestmark = pytest.mark.django_db

Counting = Callable[[int], AbstractContextManager[object]]
NAMES = ["Äpfel Anna", "anna", "Bäcker Österreich", "مريم", "Zoë", "Ōta 大田", "100 % Hof", "under_score"]


def add(place: CommunityId, names: list[str]) -> list[MemberId]:
    return commands.add_members(community=place, specs=[MemberSpec(name) for name in names], now=NOW)


def found_names(place: CommunityId, viewer: MemberId, search: str) -> list[str]:
    return [item.name for item in queries.members(community=place, viewer=viewer, search=search).items]


def test_a_community_is_found_by_its_whole_name_however_many_there_are() -> None:
    first = community(slug="zzz-last", name="Oñati Öz")
    like = Community.objects.get(pk=first.community)
    Community.objects.bulk_create(
        Community(id=uuid4(), slug=f"aaa-{number}", name=f"Town {number}", book=10_000 + number, preset=like.preset,
                  zone=like.zone, decimal_mark=".", cap=10, founder_id=like.founder_id, created_at=NOW)
        for number in range(2 * PAGE_MAX)
    )  # fmt: skip
    mine = (queries.community(first.community),)
    for name in ("zzz-last", "ZZZ-Last", "Oñati Öz", " onati  oz "):
        assert queries.communities_called(name) == mine
    assert queries.communities_called("onati") == ()


def test_of_communities_with_one_name_the_address_tells_which() -> None:
    slugs = [f"{name}-{uuid4().hex[:8]}" for name in ("b-twin", "a-twin")]
    twins = [community(slug=slug, name="Twin Oaks 77").community for slug in slugs]
    assert [one.id for one in queries.communities_called("twin oaks 77")] == twins[::-1]
    assert [one.id for one in queries.communities_called(slugs[0].upper())] == twins[:1]


def test_communities_are_found_by_id_and_address() -> None:
    founded = community(slug="alderbrook")
    assert queries.community_by_slug("AlderBrook") == queries.community(founded.community)
    for unknown in ("nowhere", "", "alderbrook\x00"):
        with pytest.raises(CommunityUnknown):
            queries.community_by_slug(unknown)
    with pytest.raises(CommunityUnknown):
        queries.community(CommunityId(uuid4()))


def test_all_communities_come_in_pages() -> None:
    for slug in ("ccc", "aaa", "bbb"):
        community(slug=slug)
    assert [each.slug for each in queries.all_communities(2)] == ["aaa", "bbb"]
    assert [each.slug for each in queries.all_communities(2, after="bbb")] == ["ccc"]


def test_a_person_sees_where_he_belongs_or_waits() -> None:
    here = town()
    assert [pair[0].slug for pair in queries.communities_of(here.bob_person)] == [here.slug]
    waiting = join(invitation(here.bob), here.charlie_person, name="Charlie")
    mine = {pair[1].id: pair[1].state for pair in queries.communities_of(here.charlie_person)}
    assert mine == {here.charlie: MemberState.ACTIVE, waiting: MemberState.APPLIED}
    assert queries.communities_of(person()) == ()


def test_what_a_person_is_in_a_community() -> None:
    here = town()
    assert queries.member_for(community=here.community, person=here.bob_person).id == here.bob
    with pytest.raises(NotAMember):
        queries.member_for(community=here.community, person=here.charlie_person)
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    with pytest.raises(NotAMember):
        queries.member_for(community=here.community, person=here.bob_person)


def test_members_are_found_by_code_in_their_community_only() -> None:
    here = town()
    code = queries.member(here.bob).code
    assert queries.member_by_code(community=here.community, code=f" {code[:4].lower()}-{code[4:]} ").id == here.bob
    with pytest.raises(MemberUnknown):
        queries.member_by_code(community=here.community, code=queries.member(here.charlie).code)
    with pytest.raises(InvalidCode):
        queries.member_by_code(community=here.community, code="hello")
    waiting = join(invitation(here.bob), person("Dora"))
    with pytest.raises(MemberUnknown):
        queries.member_by_code(community=here.community, code=queries.member(waiting).code)
    with pytest.raises(MemberUnknown):
        queries.member(MemberId(uuid4()))


def test_a_short_link_finds_members_of_the_viewers_communities() -> None:
    here = town()
    bob = queries.member(here.bob)
    assert [pair[1].id for pair in queries.find_by_code(viewer=here.alice_person, code=bob.code)] == [here.bob]
    assert queries.find_by_code(viewer=here.charlie_person, code=bob.code) == ()
    elsewhere = queries.member(here.charlie).community
    for place in (here.community, elsewhere):
        commands.add_members(community=place, specs=[MemberSpec("Twin", code=code_from(9))], now=NOW)
    commands.add_members(community=elsewhere, specs=[MemberSpec("Bob", person=here.bob_person)], now=NOW)
    assert len(queries.find_by_code(viewer=here.bob_person, code=code_from(9))) == 2


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("ANNA", ["anna", "Äpfel Anna"]),
        ("apfel", ["Äpfel Anna"]),
        ("osterreich", ["Bäcker Österreich"]),
        ("ÖSTERREICH", ["Bäcker Österreich"]),
        ("مريم", ["مريم"]),
        ("zoe", ["Zoë"]),
        ("大田", ["Ōta 大田"]),
        ("%", ["100 % Hof"]),
        ("_", ["under_score"]),
        ("nobody at all", []),
        ("---", []),
        ("\u0301", []),
        ("\x00", []),
        ("an\x00na", ["anna", "Äpfel Anna"]),
    ],
)
def test_search_disregards_case_and_accents_and_takes_signs_as_they_are(search: str, names: list[str]) -> None:
    founded = community()
    add(founded.community, NAMES)
    assert found_names(founded.community, founded.member, search) == names


def test_search_finds_codes_as_people_write_them() -> None:
    here = town()
    code = queries.member(here.bob).code
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", code[:5]):
        assert "Bob" in found_names(here.community, here.alice, typed)


def test_members_come_in_pages_without_gap_or_repetition() -> None:
    founded = community()
    add(founded.community, ["Anna"] * 7 + [f"Name {number}" for number in range(18)])
    seen: list[MemberId] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        page = queries.members(community=founded.community, viewer=founded.member, cursor=cursor, limit=4)
        seen += [item.id for item in page.items]
        cursor, pages = page.next_cursor, pages + 1
    assert len(seen) == len(set(seen)) == 26
    assert pages == 7


@pytest.mark.parametrize(
    "mark",
    [
        "nonsense",
        encode_cursor(("Anna", "no id")),
        encode_cursor((1,)),
        encode_cursor((-1,)),
        encode_cursor((2**200,)),
        encode_cursor(("a", -1)),
        encode_cursor(("a", 2**200)),
        encode_cursor(("\x00", "\x00")),
    ],
)
def test_a_made_up_page_mark_is_refused(mark: str) -> None:
    founded = community()
    looks: list[Callable[..., object]] = [queries.members, queries.audit_log, queries.pending]
    for look in looks:
        with pytest.raises(InvalidCursor):
            look(community=founded.community, viewer=founded.member, cursor=mark)


def test_a_page_of_members_takes_two_queries(django_assert_num_queries: Counting) -> None:
    founded = community()
    add(founded.community, [f"Name {number}" for number in range(60)])
    with django_assert_num_queries(2):
        page = queries.members(community=founded.community, viewer=founded.member, limit=50)
    assert len(page.items) == 50


def test_members_see_the_active_ones_and_administrators_all() -> None:
    here = town()
    dora = member(Founded(here.community, here.alice, here.slug), "Dora")
    commands.suspend(actor=here.alice, member=dora, reason="", key=fresh_key(), now=NOW)
    names = [item.name for item in queries.members(community=here.community, viewer=here.bob).items]
    assert names == ["Alice", "Bob"]
    suspended = queries.members(community=here.community, viewer=here.alice, state=MemberState.SUSPENDED)
    assert [item.name for item in suspended.items] == ["Dora"]
    for state in set(MemberState) - {MemberState.ACTIVE}:
        with pytest.raises(RoleNeeded):
            queries.members(community=here.community, viewer=here.bob, state=state)


def test_outsiders_and_applicants_see_nothing() -> None:
    here = town()
    waiting = join(invitation(here.bob), person("Dora"))
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    looks: list[Callable[[MemberId], object]] = [
        lambda viewer: queries.members(community=here.community, viewer=viewer),
        lambda viewer: queries.officers(community=here.community, viewer=viewer),
        lambda viewer: queries.pending(community=here.community, viewer=viewer),
        lambda viewer: queries.audit_log(community=here.community, viewer=viewer),
        lambda viewer: queries.invitations(community=here.community, viewer=viewer, now=NOW),
        lambda viewer: queries.policy_history(community=here.community, viewer=viewer, name="levy_rate"),
    ]
    for outsider in (here.charlie, waiting, here.bob, MemberId(uuid4())):
        for look in looks:
            with pytest.raises(NotAMember):
                look(outsider)


def test_only_administrators_see_who_waits_and_the_record() -> None:
    here = town()
    for look in (queries.pending, queries.audit_log):
        look(community=here.community, viewer=here.alice)
        with pytest.raises(RoleNeeded):
            look(community=here.community, viewer=here.bob)


def test_everybody_can_see_whom_to_ask() -> None:
    here = town()
    assert [item.name for item in queries.officers(community=here.community, viewer=here.bob)] == ["Alice"]


def test_who_waits_is_shown_with_his_host_the_longest_first(django_assert_num_queries: Counting) -> None:
    founded = community()
    for number in range(5):
        applicant(founded, f"Dora {number}", now=NOW + timedelta(hours=number))
    with django_assert_num_queries(2):
        first = queries.pending(community=founded.community, viewer=founded.member, limit=3)
    assert [item.member.name for item in first.items] == ["Dora 0", "Dora 1", "Dora 2"]
    assert (first.items[1].invited_by, first.items[1].applied_at) == ("Host", NOW + timedelta(hours=1))
    rest = queries.pending(community=founded.community, viewer=founded.member, limit=3, cursor=first.next_cursor)
    assert [item.member.name for item in rest.items] == ["Dora 3", "Dora 4"]


def test_the_record_comes_in_pages_newest_first(django_assert_num_queries: Counting) -> None:
    founded = community()
    for cap in range(10, 16):
        commands.set_cap(actor=founded.member, cap=cap, key=fresh_key(), now=NOW)
    with django_assert_num_queries(2):
        first = queries.audit_log(community=founded.community, viewer=founded.member, limit=4)
    assert first.items[0].sentence == "Changed the number of places from 14 to 15"
    rest = queries.audit_log(community=founded.community, viewer=founded.member, limit=4, cursor=first.next_cursor)
    assert [item.sentence[-2:] for item in rest.items] == ["11", "10"]


def test_members_by_ids_and_codes_leave_out_strangers() -> None:
    here = town()
    found = queries.members_by_ids([here.alice, here.bob, MemberId(uuid4())])
    assert {each.name for each in found.values()} == {"Alice", "Bob"}
    codes = [each.code for each in found.values()]
    assert queries.members_by_codes(community=here.community, codes=[*codes, code_from(5)]).keys() == set(codes)


def test_members_see_their_own_open_invitations_and_administrators_all() -> None:
    here = town()
    of_alice, of_bob = invitation(here.alice, uses=3), invitation(here.bob)
    join(of_alice, person("Dora"))

    def seen(viewer: MemberId) -> dict[object, tuple[str, int, int, bool]]:
        found = queries.invitations(community=here.community, viewer=viewer, now=NOW)
        return {each.id: (each.invited_by, each.uses, each.used, each.direct) for each in found}

    assert seen(here.bob) == {of_bob.id: ("Bob", 1, 0, False)}
    assert seen(here.alice) == {of_alice.id: ("Alice", 3, 1, True), of_bob.id: ("Bob", 1, 0, False)}
    late = NOW + timedelta(days=7)
    assert queries.invitations(community=here.community, viewer=here.alice, now=late) == ()


def test_who_holds_a_link_sees_whose_it_is() -> None:
    here = town()
    link = invitation(here.bob)
    seen = queries.invitation_by_token(token=link.token, now=NOW)
    assert (seen.community_name, seen.slug, seen.invited_by, seen.direct) == ("Alderbrook", here.slug, "Bob", False)
    with pytest.raises(InvitationUnknown):
        queries.invitation_by_token(token="x", now=NOW)
    with pytest.raises(InvitationExpired):
        queries.invitation_by_token(token=link.token, now=link.expires_at)
    join(link, person("Dora"))
    with pytest.raises(InvitationUsedUp):
        queries.invitation_by_token(token=link.token, now=NOW)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łukasz Wójcik", "lukasz"),
        ("Søren Åberg", "soren ab"),
        ("Þóra O’Neill", "o'neill"),
        ("Þóra O’Neill", "thora oneill"),
        ("Anne‑Marie", "anne-marie"),
        ("Đặng Œuf", "dang oeuf"),
    ],
)
def test_a_name_is_found_however_it_is_written(db: None, name: str, typed: str) -> None:
    here = town()
    commands.add_members(community=here.community, specs=[MemberSpec(name)], now=NOW)
    for search in (typed, typed.upper(), name):
        found = queries.members(community=here.community, viewer=here.alice, search=search).items
        assert [one.name for one in found] == [name]


def test_names_kept_in_an_older_form_are_folded_anew(db: None) -> None:
    here = town()
    (own,) = commands.add_members(community=here.community, specs=[MemberSpec("Łukasz")], now=NOW)
    Member.objects.filter(pk=own).update(folded_name="łukasz")
    migration = import_module("worgl.communities.migrations.0009_folded_names")
    migration.fold_anew(apps, SimpleNamespace(connection=connection))
    assert Member.objects.get(pk=own).folded_name == "lukasz"
    assert Member.objects.get(pk=here.alice).folded_name == "alice"
