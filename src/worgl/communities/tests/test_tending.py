"""What an administrator tends, and how a member presents themselves: the commands by themselves, without a page."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from worgl.communities import commands
from worgl.communities.errors import RoleNeeded, TownJobUnknown
from worgl.communities.queries import member
from worgl.communities.tests.builders import Town, fresh_key, town
from worgl.core import jobs
from worgl.core.models import Job
from worgl.identity.errors import InvalidName
from worgl.identity.tests.builders import NOW

pytestmark = pytest.mark.django_db


def given_up(one: Town) -> UUID:
    """Let work of the town fail for good."""
    made = jobs.enqueue("currency.figures", {"community": str(one.community)}, key="broken", due_at=NOW, now=NOW)
    Job.objects.filter(pk=made).update(state=Job.State.FAILED, error="OSError: disk full")
    return made


def test_work_that_was_given_up_runs_again_by_an_administrator_of_its_town_alone() -> None:
    one = town()
    job = given_up(one)
    for actor, refusal in ((one.bob, RoleNeeded), (one.charlie, TownJobUnknown)):
        with pytest.raises(refusal):
            commands.retry_job(actor=actor, job=job, key=fresh_key(), now=NOW)
    commands.retry_job(actor=one.alice, job=job, key=fresh_key(), now=NOW)
    assert Job.objects.get(pk=job).state == Job.State.QUEUED
    for unknown in (job, uuid4()):
        with pytest.raises(TownJobUnknown):
            commands.retry_job(actor=one.alice, job=unknown, key=fresh_key(), now=NOW)


def test_a_name_and_what_one_says_of_oneself_are_changed_together_or_not_at_all() -> None:
    one = town()
    key = fresh_key()
    for _again in range(2):
        commands.present_oneself(actor=one.bob, name="Bob Hain", about="I bake.", key=key, now=NOW)
    assert (member(one.bob).name, member(one.bob).about) == ("Bob Hain", "I bake.")
    with pytest.raises(InvalidName):
        commands.present_oneself(actor=one.bob, name=" ", about="I brew.", key=fresh_key(), now=NOW)
    assert member(one.bob).about == "I bake."
