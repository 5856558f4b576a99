"""What people are told about their membership."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities import commands
from worgl.communities.rules import MemberId, Role
from worgl.communities.tests import builders
from worgl.communities.tests.builders import Town, fresh_key
from worgl.core import jobs
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.queries import notices

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(db: None) -> Town:
    made = builders.town()
    jobs.run_due(now=NOW)
    return made


def told(who: PersonId) -> list[str]:
    """Return what a person was told, the oldest first."""
    jobs.run_due(now=LATER)
    return [notice.sentence for notice in reversed(notices(person=who).items)]


def apply(town: Town, who: PersonId) -> MemberId:
    return builders.join(builders.invitation(town.bob, now=NOW), who, name="Dora")


def test_every_administrator_is_told_who_waits_and_nobody_else(town: Town) -> None:
    link = builders.invitation(town.bob, now=NOW)
    commands.grant_role(actor=town.alice, member=town.bob, role=Role.ADMIN, key=fresh_key(), now=NOW)
    builders.join(link, person("Dora"), name="Dora")
    assert told(town.alice_person).count("Dora asks to join.") == 1
    assert "Dora asks to join." in told(town.bob_person)
    assert "Dora asks to join." not in told(town.charlie_person)
    paths = {notice.sentence: notice.path for notice in notices(person=town.alice_person).items}
    assert paths["Dora asks to join."] == f"/c/{town.slug}/admin/queue/"


def test_those_who_decide_are_reminded_once_of_who_still_waits(town: Town) -> None:
    apply(town, person("Dora"))
    told(town.alice_person)
    for days in (1, 2, 3, 9):
        jobs.run_due(now=LATER + timedelta(days=days))
    reminders = [one for one in notices(person=town.alice_person).items if "still waits" in one.sentence]
    assert [one.sentence for one in reminders] == ["Dora still waits to be let in."]
    assert reminders[0].at == LATER + timedelta(days=2)
    assert reminders[0].path == f"/c/{town.slug}/admin/queue/"
    assert not [one for one in notices(person=town.bob_person).items if "still waits" in one.sentence]


def test_nobody_is_reminded_of_who_was_answered(town: Town) -> None:
    member = apply(town, person("Dora"))
    commands.decline(actor=town.alice, member=member, reason="full", key=fresh_key(), now=LATER)
    jobs.run_due(now=LATER + timedelta(days=5))
    assert not [one for one in notices(person=town.alice_person).items if "still waits" in one.sentence]


def test_the_inviter_is_told_that_his_invitation_was_used(town: Town) -> None:
    assert told(town.alice_person) == ["Bob has used your invitation."]
    apply(town, person("Dora"))
    assert told(town.bob_person) == ["Dora has used your invitation."]


def test_who_waited_is_told_that_he_is_let_in(town: Town) -> None:
    dora = person("Dora")
    member = apply(town, dora)
    assert told(dora) == []
    commands.approve(actor=town.alice, member=member, key=fresh_key(), now=LATER)
    assert told(dora) == ["You are a member of Alderbrook now."]
    assert told(town.bob_person) == ["Dora has used your invitation."]


def test_who_is_let_in_at_once_is_not_told_what_he_sees(town: Town) -> None:
    assert told(town.bob_person) == []


def test_who_is_declined_is_told_and_is_told_again_the_next_time(town: Town) -> None:
    dora = person("Dora")
    commands.decline(actor=town.alice, member=apply(town, dora), key=fresh_key(), now=NOW)
    assert told(dora) == ["Alderbrook has declined your application."]
    again = builders.join(builders.invitation(town.bob, now=LATER), dora, name="Dora", now=LATER)
    commands.decline(actor=town.alice, member=again, key=fresh_key(), now=LATER)
    assert len(told(dora)) == 2


def test_who_is_paused_and_let_act_again_is_told_both(town: Town) -> None:
    commands.suspend(actor=town.alice, member=town.bob, reason="a test", key=fresh_key(), now=NOW)
    commands.reinstate(actor=town.alice, member=town.bob, key=fresh_key(), now=NOW)
    assert sorted(told(town.bob_person)) == [
        "Your membership of Alderbrook goes on: you can pay again.",
        "Your membership of Alderbrook is paused: you can look, but not pay.",
    ]


def test_a_role_is_told_in_the_communitys_own_word(town: Town) -> None:
    commands.rename_words(actor=town.alice, words={"treasurer": "purse keeper"}, key=fresh_key(), now=NOW)
    commands.grant_role(actor=town.alice, member=town.bob, role=Role.TREASURER, key=fresh_key(), now=NOW)
    commands.grant_role(actor=town.alice, member=town.bob, role=Role.TREASURER, key=fresh_key(), now=NOW)
    assert told(town.bob_person) == ["You have a role in Alderbrook now: purse keeper."]


def test_nothing_is_told_twice_however_often_facts_are_delivered(town: Town) -> None:
    apply(town, person("Dora"))
    assert told(town.alice_person) == told(town.alice_person)


def test_an_announcement_is_told_to_every_member_and_one_taken_back_to_nobody(town: Town) -> None:
    _right, wrong = [
        commands.publish_notice(actor=town.alice, title=title, body="Bring cake.", days=7, key=fresh_key(), now=NOW)
        for title in ("Market on Sunday", "A mistake")
    ]
    commands.withdraw_notice(actor=town.alice, notice=wrong, key=fresh_key(), now=NOW)
    assert told(town.bob_person) == ["Alderbrook announces: Market on Sunday"]
    assert notices(person=town.bob_person).items[0].note == "Bring cake."
    assert told(town.charlie_person) == []
