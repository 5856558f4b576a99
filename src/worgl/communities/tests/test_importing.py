"""Many members at once."""

from __future__ import annotations

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import AlreadyMember, CodeTaken
from worgl.communities.models import Community, Member
from worgl.communities.rules import MemberKind, MemberSpec, MemberState
from worgl.communities.tests.builders import community, town
from worgl.core.errors import InvalidInput
from worgl.core.ids import code_from, read_code
from worgl.core.models import Fact
from worgl.identity.tests.builders import NOW, person

pytestmark = pytest.mark.django_db


def test_imported_members_are_active_and_nobodys() -> None:
    founded = community()
    specs = [MemberSpec("Old account", code=code_from(7)), MemberSpec("Shop", kind=MemberKind.SHOP)]
    old, shop = commands.add_members(community=founded.community, specs=specs, now=NOW)
    first, second = queries.member(old), queries.member(shop)
    assert (first.code, first.person, first.state, first.joined_at) == (code_from(7), None, MemberState.ACTIVE, NOW)
    assert (second.name, second.kind, read_code(second.code)) == ("Shop", MemberKind.SHOP, second.code)
    assert queries.count_members(founded.community) == queries.community(founded.community).seats == 3
    assert Fact.objects.order_by("-id")[0].body["count"] == 2


def test_imported_members_can_have_people() -> None:
    founded, mira = community(), person("Mira")
    [member] = commands.add_members(community=founded.community, specs=[MemberSpec("Mira", person=mira)], now=NOW)
    assert queries.member_for(community=founded.community, person=mira).id == member
    for specs in ([MemberSpec("Again", person=mira)], [MemberSpec("Twin", person=person())] * 2):
        with pytest.raises(AlreadyMember):
            commands.add_members(community=founded.community, specs=specs, now=NOW)


def test_codes_given_twice_taken_or_mistyped_are_refused() -> None:
    founded = community()
    commands.add_members(community=founded.community, specs=[MemberSpec("One", code=code_from(1))], now=NOW)
    for codes in ([code_from(1)], [code_from(2), code_from(2)]):
        specs = [MemberSpec("Some", code=code) for code in codes]
        with pytest.raises(CodeTaken):
            commands.add_members(community=founded.community, specs=specs, now=NOW)
    for wrong in (MemberSpec("Two", code="12345678"), MemberSpec("\u202e")):
        with pytest.raises(InvalidInput):
            commands.add_members(community=founded.community, specs=[wrong], now=NOW)
    assert Member.objects.filter(community=founded.community).count() == 2


def test_the_same_code_may_be_in_two_communities() -> None:
    here = town()
    there = queries.member(here.charlie).community
    for place in (here.community, there):
        commands.add_members(community=place, specs=[MemberSpec("One", code=code_from(1))], now=NOW)
    assert len(Member.objects.filter(code=code_from(1))) == 2


def test_an_import_raises_the_cap_to_what_it_brings_and_says_so() -> None:
    founded = community(cap=2)
    commands.add_members(community=founded.community, specs=[MemberSpec(f"M{n}") for n in range(9)], now=NOW)
    grown = queries.community(founded.community)
    assert (grown.cap, grown.seats) == (10, 10)
    act = queries.audit_log(community=founded.community, viewer=founded.member).items[0]
    assert (act.sentence, act.actor) == ("An import raised the number of places from 2 to 10", "")
    assert commands.add_members(community=founded.community, specs=[], now=NOW) == []


def test_twenty_thousand_members_come_at_once() -> None:
    founded = community()
    specs = [MemberSpec(f"Account {number}", code=code_from(number)) for number in range(10_000)]
    specs += [MemberSpec(f"Account {number}") for number in range(10_000, 20_000)]
    found = commands.add_members(community=founded.community, specs=specs, now=NOW)
    assert len(set(found)) == 20_000
    assert Community.objects.get(pk=founded.community).seats == 20_001
    names = queries.members_by_ids(found)
    assert [names[found[place]].name for place in (0, 9_999, 10_000, 19_999)] == [
        "Account 0",
        "Account 9999",
        "Account 10000",
        "Account 19999",
    ]
