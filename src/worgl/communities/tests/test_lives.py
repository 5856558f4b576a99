"""Where invitations, announced rules, notices and memberships stand: said alike by the row and by the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest
from django.db.models import Model

from worgl.communities import commands, queries
from worgl.communities.models import Invitation, Member, Notice, PolicyRow
from worgl.communities.queries.lives import INVITATIONS, MEMBERS, NOTICES, RULES
from worgl.communities.rules import MemberState, PolicyChange
from worgl.communities.rules.lives import MEMBERSHIP, AnnouncedAct, AnnouncedState, InvitationState, MemberAct
from worgl.communities.seals import INVITATION, MEMBER
from worgl.communities.tests.builders import Town, applicant, community, fresh_key, invitation, join, member, town
from worgl.communities.tests.test_races import at_once
from worgl.core.checks import Subject
from worgl.core.parameters import Parameter
from worgl.core.sealing import faults_of
from worgl.core.transitions import Course, step_all
from worgl.identity.tests.builders import NOW, person

INSTANT, DAY = timedelta(microseconds=1), timedelta(days=1)


def stands_once(course: Course[Any, Any, Any, Any], rows: Sequence[Model]) -> None:
    """Assert that the database finds each row in the state that the row tells, and in no other."""
    for now in (NOW - INSTANT, NOW, NOW + INSTANT):
        for row in rows:
            found = [s for s in course.life.states if course.rows(s, now=now).filter(pk=row.pk).exists()]
            assert found == [course.state_of(row, now)]


@pytest.mark.django_db
def test_an_invitation_is_in_one_state() -> None:
    own = invitation(community().member, uses=2)
    kept, rows = Invitation.objects.get(pk=own.id), []
    for number, (used, ends, revoked) in enumerate(product((0, 1, 2), (-INSTANT, 0 * DAY, DAY), (None, NOW))):
        values = {"used": used, "expires_at": NOW + ends, "revoked_at": revoked, "token_hash": f"{number}"}
        fields = {"community": kept.community, "by": kept.by, "uses": 2, "direct": True, "created_at": NOW}
        rows.append(Invitation.objects.create(**fields, **values))
    stands_once(INVITATIONS, rows)
    assert {INVITATIONS.state_of(row, NOW) for row in rows} == set(InvitationState)


@pytest.mark.django_db
def test_an_announced_rule_and_a_notice_are_in_one_state() -> None:
    town_row = Member.objects.get(pk=community().member).community
    by = Member.objects.get(community=town_row)
    rules, notices = [], []
    for number, (moment, withdrawn) in enumerate(product((-INSTANT, 0 * DAY, DAY), (None, NOW))):
        rule = {"value": 1, "announced_at": NOW, "applies_from": NOW + moment, "withdrawn_at": withdrawn}
        rules.append(PolicyRow.objects.create(community=town_row, name=f"rule_{number}", **rule))
        told = {"title": "Market", "at": NOW, "expires_at": NOW + moment, "withdrawn_at": withdrawn}
        notices.append(Notice.objects.create(community=town_row, by=by, **told))
    stands_once(RULES, rules)
    stands_once(NOTICES, notices)
    assert {RULES.state_of(row, NOW) for row in rules} == set(AnnouncedState)


@pytest.mark.django_db
def test_what_is_done_to_many_is_done_to_those_for_whom_it_can_be() -> None:
    founded = community()
    waits, active = applicant(founded), member(founded)
    rows = Member.objects.filter(community=founded.community)
    values = {"left_at": NOW, "is_admin": False, "is_treasurer": False}
    assert step_all(MEMBERS, rows, MemberAct.STRIKE, now=NOW, values=values, seals=[MEMBER]) == 3
    assert Member.objects.get(pk=waits).state == MemberState.APPLIED
    assert Member.objects.get(pk=active).state == MemberState.LEFT
    assert not list(faults_of(MEMBER, Subject(0, founded.community)))


def test_every_way_through_a_membership_can_be_gone_again() -> None:
    assert not MEMBERSHIP.ends
    assert all(MEMBERSHIP.after(MemberState.LEFT, act) for act in (MemberAct.APPLY, MemberAct.ENTER))


def test_an_invitation_taken_back_while_many_use_it_says_so_to_those_too_late(committed_db: None) -> None:
    founded = community()
    link = invitation(founded.member, uses=50)
    take_back = partial(commands.revoke_invitation, actor=founded.member, invitation=link.id, now=NOW)
    results = at_once([*(partial(join, link, person()) for _each in range(6)), partial(take_back, key=fresh_key())])
    assert set(results) <= {"ok", "invitation_unknown"}
    assert results.total() == 7
    row = Invitation.objects.get(pk=link.id)
    assert row.used == results["ok"] - 1
    assert INVITATIONS.state_of(row, NOW) is InvitationState.REVOKED
    assert not list(faults_of(INVITATION, Subject(0, founded.community)))


def test_who_left_and_clicks_many_times_comes_back_once(committed_db: None) -> None:
    founded, bob = community(), person("Bob")
    own = member(founded, who=bob)
    commands.leave(actor=own, key=fresh_key(), now=NOW)
    link = invitation(founded.member, uses=9)
    assert at_once([partial(join, link, bob)] * 5) == {"ok": 1, "already_member": 4}
    assert queries.community(founded.community).seats == 2


def announced(here: Town) -> PolicyChange:
    parameter = Parameter("levy_rate", "ppm", 0, maximum=100_000, notice_days=30)
    return commands.announce_policy(
        actor=here.alice, parameter=parameter, value=10_000, applies_from=NOW + 40 * DAY, key=fresh_key(), now=NOW
    )


def test_what_was_announced_is_withdrawn_once(committed_db: None) -> None:
    here = town()
    change = announced(here)
    told = commands.publish_notice(
        actor=here.alice, title="Market on Sunday", body="", days=7, key=fresh_key(), now=NOW
    )
    withdraw = partial(commands.withdraw_policy, actor=here.alice, change=change.id, now=NOW)
    take_back = partial(commands.withdraw_notice, actor=here.alice, notice=told, now=NOW)
    assert at_once([partial(withdraw, key=fresh_key()) for _each in range(4)]) == {"ok": 1, "too_late": 3}
    assert at_once([partial(take_back, key=fresh_key()) for _each in range(4)]) == {"ok": 1, "notice_unknown": 3}
    assert RULES.life.after(AnnouncedState.OVER, AnnouncedAct.WITHDRAW) is None


def test_a_member_is_suspended_or_leaves_but_not_both(committed_db: None) -> None:
    founded = community()
    bob = member(founded)
    results = at_once(
        [
            lambda: commands.suspend(actor=founded.member, member=bob, reason="", key=fresh_key(), now=NOW),
            lambda: commands.leave(actor=bob, key=fresh_key(), now=NOW),
        ]
    )
    assert results == {"ok": 1, "wrong_state": 1}
