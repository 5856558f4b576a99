"""Suspending, leaving, coming back, renaming; roles; cap and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import (
    InvitationUnknown,
    LastAdmin,
    MemberUnknown,
    NoPerson,
    NotActive,
    NotOneself,
    RoleNeeded,
    WrongState,
)
from worgl.communities.models import Community
from worgl.communities.rules import MemberId, MemberSpec, MemberState, Role
from worgl.communities.tests.builders import Town, applicant, community, fresh_key, invitation, join, member, town
from worgl.core.errors import InvalidInput
from worgl.identity.tests.builders import NOW, person

pytestmark = pytest.mark.django_db


def suspend(actor: MemberId, whom: MemberId) -> None:
    commands.suspend(actor=actor, member=whom, reason="Unpaid", key=fresh_key(), now=NOW)


def reinstate(actor: MemberId, whom: MemberId) -> None:
    commands.reinstate(actor=actor, member=whom, key=fresh_key(), now=NOW)


def grant(actor: MemberId, whom: MemberId, role: Role = Role.ADMIN) -> None:
    commands.grant_role(actor=actor, member=whom, role=role, key=fresh_key(), now=NOW)


def revoke(actor: MemberId, whom: MemberId, role: Role = Role.ADMIN) -> None:
    commands.revoke_role(actor=actor, member=whom, role=role, key=fresh_key(), now=NOW)


def leave(actor: MemberId) -> None:
    commands.leave(actor=actor, key=fresh_key(), now=NOW)


def rename(actor: MemberId, whom: MemberId, name: str) -> None:
    commands.rename_member(actor=actor, member=whom, name=name, key=fresh_key(), now=NOW)


def seats(here: Town) -> int:
    return queries.community(here.community).seats


def last_act(here: Town) -> tuple[str, str, str, str]:
    act = queries.audit_log(community=here.community, viewer=here.alice).items[0]
    return act.what, act.actor, act.subject, act.reason


def test_a_suspended_member_cannot_act_and_keeps_his_seat() -> None:
    here = town()
    link = invitation(here.bob)
    suspend(here.alice, here.bob)
    assert queries.member(here.bob).state == MemberState.SUSPENDED
    assert seats(here) == 2
    assert last_act(here) == ("communities.suspended", "Alice", "Bob", "Unpaid")
    with pytest.raises(NotActive):
        queries.require_active(here.bob)
    with pytest.raises(NotActive):
        rename(here.bob, here.bob, "Robert")
    with pytest.raises(WrongState):
        leave(here.bob)
    with pytest.raises(NotActive):
        join(invitation(here.alice), here.bob_person)
    with pytest.raises(InvitationUnknown):
        join(link, person("Dora"))


def test_a_reinstated_member_acts_again_without_his_roles() -> None:
    here = town()
    grant(here.alice, here.bob)
    grant(here.alice, here.bob, Role.TREASURER)
    suspend(here.alice, here.bob)
    reinstate(here.alice, here.bob)
    assert queries.require_active(here.bob).roles == set()
    assert Community.objects.get(pk=here.community).admins == 1
    assert last_act(here)[0] == "communities.reinstated"
    with pytest.raises(WrongState):
        reinstate(here.alice, here.bob)


def test_nobody_suspends_himself() -> None:
    here = town()
    with pytest.raises(NotOneself):
        suspend(here.alice, here.alice)


@pytest.mark.parametrize(
    "act",
    [
        suspend,
        reinstate,
        grant,
        revoke,
        lambda actor, whom: rename(actor, whom, "Other"),
    ],
    ids=["suspend", "reinstate", "grant", "revoke", "rename"],
)
def test_only_administrators_of_this_community_change_others(act: Callable[[MemberId, MemberId], None]) -> None:
    here = town()
    with pytest.raises(RoleNeeded):
        act(here.bob, here.alice)
    with pytest.raises(MemberUnknown):
        act(here.charlie, here.bob)
    assert queries.member(here.bob).name == "Bob"
    assert queries.member(here.alice).is_admin


def test_who_leaves_keeps_name_code_and_history_and_frees_the_seat() -> None:
    here = town()
    before = queries.member(here.bob)
    leave(here.bob)
    gone = queries.member_by_code(community=here.community, code=before.code)
    assert (gone.id, gone.name, gone.state, gone.joined_at) == (here.bob, "Bob", MemberState.LEFT, before.joined_at)
    assert seats(here) == 1
    assert queries.communities_of(here.bob_person) == ()
    with pytest.raises(WrongState):
        leave(here.bob)


def test_who_left_comes_back_to_the_same_membership() -> None:
    here = town()
    leave(here.bob)
    later = NOW + timedelta(days=3)
    link = invitation(here.alice, now=later)
    assert join(link, here.bob_person, name="Bob again", now=later) == here.bob
    back = queries.member(here.bob)
    assert (back.state, back.name, back.joined_at) == (MemberState.ACTIVE, "Bob again", later)
    assert seats(here) == 2


def test_an_applicant_withdraws_without_freeing_a_seat() -> None:
    here = town()
    waiting = join(invitation(here.bob), person("Dora"))
    leave(waiting)
    assert queries.member(waiting).state == MemberState.LEFT
    assert seats(here) == 2


def test_the_last_administrator_stays() -> None:
    here = town()
    with pytest.raises(LastAdmin):
        leave(here.alice)
    with pytest.raises(LastAdmin):
        revoke(here.alice, here.alice)
    grant(here.alice, here.bob)
    revoke(here.bob, here.alice)
    with pytest.raises(LastAdmin):
        leave(here.bob)
    grant(here.bob, here.alice)
    leave(here.bob)
    assert queries.member(here.alice).is_admin
    assert Community.objects.get(pk=here.community).admins == 1


def test_roles_are_given_and_taken_once() -> None:
    here = town()
    grant(here.alice, here.bob, Role.TREASURER)
    assert last_act(here)[:3] == ("communities.role_granted", "Alice", "Bob")
    written = len(queries.audit_log(community=here.community, viewer=here.alice).items)
    grant(here.alice, here.bob, Role.TREASURER)
    assert len(queries.audit_log(community=here.community, viewer=here.alice).items) == written
    assert queries.require_role(here.bob, Role.TREASURER).is_treasurer
    with pytest.raises(RoleNeeded):
        queries.require_role(here.bob, Role.ADMIN)
    revoke(here.alice, here.bob, Role.TREASURER)
    revoke(here.alice, here.bob, Role.TREASURER)
    assert queries.member(here.bob).roles == set()
    assert Community.objects.get(pk=here.community).admins == 1


def test_an_administrator_who_loses_the_role_loses_his_open_invitations() -> None:
    here = town()
    grant(here.alice, here.bob)
    link = invitation(here.bob)
    revoke(here.alice, here.bob)
    with pytest.raises(InvitationUnknown):
        join(link, person("Dora"))


def test_roles_are_for_active_members_who_can_sign_in() -> None:
    founded = community()
    [imported] = commands.add_members(community=founded.community, specs=[MemberSpec("Old account")], now=NOW)
    with pytest.raises(NoPerson):
        grant(founded.member, imported)
    with pytest.raises(WrongState):
        grant(founded.member, applicant(founded))


def test_everybody_renames_himself_and_administrators_all() -> None:
    here = town()
    rename(here.bob, here.bob, " Bob  the Baker ")
    assert queries.member(here.bob).name == "Bob the Baker"
    rename(here.alice, here.bob, "Robert 🥖")
    assert queries.member(here.bob).name == "Robert 🥖"
    assert last_act(here)[:3] == ("communities.renamed_member", "Alice", "Robert 🥖")
    with pytest.raises(InvalidInput):
        rename(here.bob, here.bob, "\u200b")


def test_the_cap_never_falls_below_who_is_there() -> None:
    here = town()
    member_of_three = queries.community(here.community)
    assert member_of_three.seats == 2
    commands.set_cap(actor=here.alice, cap=2, key=fresh_key(), now=NOW, reason="Small is good")
    act = queries.audit_log(community=here.community, viewer=here.alice).items[0]
    assert act.sentence == "Changed the number of places from 500 to 2"
    for cap in (1, 0, -5, 10_001):
        with pytest.raises(InvalidInput):
            commands.set_cap(actor=here.alice, cap=cap, key=fresh_key(), now=NOW)
    with pytest.raises(RoleNeeded):
        commands.set_cap(actor=here.bob, cap=9, key=fresh_key(), now=NOW)


def test_a_community_speaks_its_own_words() -> None:
    here = town()
    commands.rename_words(actor=here.alice, words={"commons": "village chest"}, key=fresh_key(), now=NOW)
    assert queries.community(here.community).words["commons"] == "village chest"
    assert queries.community(here.community).words["member"] == "member"
    with pytest.raises(RoleNeeded):
        commands.rename_words(actor=here.bob, words={}, key=fresh_key(), now=NOW)


def test_an_administrator_renames_the_community() -> None:
    here = town()
    commands.rename_community(actor=here.alice, name="Alder Valley", key=fresh_key(), now=NOW)
    renamed = queries.community(here.community)
    assert (renamed.name, renamed.slug) == ("Alder Valley", here.slug)
    with pytest.raises(RoleNeeded):
        commands.rename_community(actor=here.bob, name="Bobville", key=fresh_key(), now=NOW)


def test_what_an_administrator_does_elsewhere_is_not_recorded_here() -> None:
    here = town()
    commands.set_cap(actor=here.charlie, cap=77, key=fresh_key(), now=NOW)
    acts = queries.audit_log(community=here.community, viewer=here.alice).items
    assert "communities.cap_set" not in {act.what for act in acts}
    assert member(community()) is not None
