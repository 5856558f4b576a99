"""Dated policy: announced ahead, read as of a moment, withdrawn while it does not apply."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import AlreadyAnnounced, InvalidPolicy, NotAMember, RoleNeeded, TooLate, TooSoon
from worgl.communities.rules import MemberId, PolicyChange, PolicyChangeId
from worgl.communities.tests.builders import Town, fresh_key, town
from worgl.core.errors import InvalidInput
from worgl.core.models import Fact
from worgl.core.money import PPM
from worgl.core.parameters import Parameter, PolicyValue
from worgl.identity.tests.builders import NOW

pytestmark = pytest.mark.django_db

Counting = Callable[[int], AbstractContextManager[object]]
RATE = Parameter("levy_rate", "ppm", 5_000, minimum=0, maximum=100_000, sentence="What fades.")
SPLIT = Parameter("levy_split", "split", {"burn": 0, "commons": PPM}, choices={"burn": "", "commons": ""})
GREETING = Parameter("greeting", "text", "Hello", maximum=40, immediate=True)
ALL = {parameter.name: parameter for parameter in (RATE, SPLIT, GREETING)}
NEXT = NOW + timedelta(days=31)


def announce(
    actor: MemberId, value: PolicyValue, *, parameter: Parameter = RATE, at: datetime = NEXT, now: datetime = NOW
) -> PolicyChange:
    return commands.announce_policy(
        actor=actor, parameter=parameter, value=value, applies_from=at, key=fresh_key(), now=now
    )


def rate(here: Town, at: datetime) -> PolicyValue:
    return queries.policy_values(community=here.community, defaults=ALL, at=at)["levy_rate"]


def test_without_a_row_the_default_is_in_force() -> None:
    here = town()
    values = queries.policy_values(community=here.community, defaults=ALL, at=NOW)
    assert values == {"levy_rate": 5_000, "levy_split": {"burn": 0, "commons": PPM}, "greeting": "Hello"}


def test_a_change_applies_from_its_moment_on_and_not_before() -> None:
    here = town()
    change = announce(here.alice, 10_000)
    assert (change.name, change.value, change.applies_from, change.announced_at, change.by) == (
        "levy_rate",
        10_000,
        NEXT,
        NOW,
        here.alice,
    )
    assert rate(here, NEXT - timedelta(microseconds=1)) == 5_000
    assert rate(here, NEXT) == 10_000
    assert rate(here, NEXT + timedelta(days=3_650)) == 10_000
    assert queries.announced(community=here.community, at=NOW) == (change,)
    assert queries.announced(community=here.community, at=NEXT) == ()
    assert Fact.objects.order_by("-id")[0].topic == "communities.policy_announced"


def test_the_past_keeps_the_values_it_had() -> None:
    here = town()
    moments = [NEXT + timedelta(days=40 * number) for number in range(4)]
    for number, moment in enumerate(moments):
        announce(here.alice, 1_000 * number, at=moment)
    assert [rate(here, moment + timedelta(days=1)) for moment in moments] == [0, 1_000, 2_000, 3_000]
    history = queries.policy_history(community=here.community, viewer=here.bob, name="levy_rate")
    assert [change.value for change in history] == [3_000, 2_000, 1_000, 0]


def test_parameters_and_communities_do_not_mix() -> None:
    here = town()
    announce(here.alice, {"burn": PPM}, parameter=SPLIT)
    announce(here.charlie, 77)
    values = queries.policy_values(community=here.community, defaults=ALL, at=NEXT)
    assert values == {"levy_rate": 5_000, "levy_split": {"burn": PPM, "commons": 0}, "greeting": "Hello"}


def test_a_change_less_than_a_period_ahead_is_refused() -> None:
    here = town()
    for at in (NOW - timedelta(days=1), NOW, NEXT - timedelta(microseconds=1)):
        with pytest.raises(TooSoon) as refusal:
            announce(here.alice, 10_000, at=at)
        assert "2026-04-03" in str(refusal.value)
    assert queries.announced(community=here.community, at=NOW - timedelta(days=2)) == ()


def test_a_parameter_can_have_a_shorter_period_or_none() -> None:
    here = town()
    weekly = dataclasses.replace(RATE, notice_days=7)
    announce(here.alice, 10_000, parameter=weekly, at=NOW + timedelta(days=7))
    announce(here.alice, "Servus", parameter=GREETING, at=NOW)
    assert queries.policy_values(community=here.community, defaults=ALL, at=NOW)["greeting"] == "Servus"


def test_values_that_do_not_fit_and_days_too_far_ahead_are_refused() -> None:
    here = town()
    for value in (-1, 100_001, "much"):
        with pytest.raises(InvalidPolicy):
            announce(here.alice, value)
    with pytest.raises(InvalidInput):
        announce(here.alice, 1, at=NOW + timedelta(days=733))


def test_at_one_moment_there_is_one_change() -> None:
    here = town()
    first = announce(here.alice, 1_000)
    with pytest.raises(AlreadyAnnounced):
        announce(here.alice, 2_000)
    commands.withdraw_policy(actor=here.alice, change=first.id, key=fresh_key(), now=NOW)
    announce(here.alice, 2_000)
    assert rate(here, NEXT) == 2_000


def test_a_change_is_withdrawn_while_it_does_not_apply() -> None:
    here = town()
    change = announce(here.alice, 10_000)
    with pytest.raises(TooLate):
        commands.withdraw_policy(actor=here.alice, change=change.id, key=fresh_key(), now=NEXT)
    just_before = NEXT - timedelta(microseconds=1)
    commands.withdraw_policy(actor=here.alice, change=change.id, key=fresh_key(), now=just_before, reason="Too much")
    assert rate(here, NEXT) == 5_000
    assert queries.announced(community=here.community, at=NOW) == ()
    act = queries.audit_log(community=here.community, viewer=here.alice).items[0]
    assert (act.what, act.reason) == ("communities.policy_withdrawn", "Too much")
    assert Fact.objects.order_by("-id")[0].topic == "communities.policy_withdrawn"
    with pytest.raises(TooLate):
        commands.withdraw_policy(actor=here.alice, change=change.id, key=fresh_key(), now=just_before)


def test_only_administrators_of_this_community_change_its_policy() -> None:
    here = town()
    change = announce(here.alice, 10_000)
    with pytest.raises(RoleNeeded):
        announce(here.bob, 20_000, at=NEXT + timedelta(days=1))
    with pytest.raises(RoleNeeded):
        commands.withdraw_policy(actor=here.bob, change=change.id, key=fresh_key(), now=NOW)
    for unknown in (change.id, PolicyChangeId(uuid4())):
        with pytest.raises(TooLate):
            commands.withdraw_policy(actor=here.charlie, change=unknown, key=fresh_key(), now=NOW)
    with pytest.raises(NotAMember):
        queries.policy_history(community=here.community, viewer=here.charlie, name="levy_rate")
    assert rate(here, NEXT) == 10_000


def test_every_announcement_is_recorded_with_its_value() -> None:
    here = town()
    announce(here.alice, 10_000)
    act = queries.audit_log(community=here.community, viewer=here.alice).items[0]
    assert act.sentence == "Announced a rule: levy_rate becomes 10000 on 2026-04-02"


def test_a_founding_value_applies_at_once_and_only_first() -> None:
    here = town()
    commands.adopt_policy(community=here.community, values={"levy_rate": 10_000}, now=NOW)
    assert rate(here, NOW) == 10_000
    assert rate(here, NOW - timedelta(seconds=1)) == 5_000
    with pytest.raises(AssertionError):
        commands.adopt_policy(community=here.community, values={"levy_rate": 20_000}, now=NOW)


def test_reading_the_values_in_force_is_one_query(django_assert_num_queries: Counting) -> None:
    here = town()
    for number in range(5):
        announce(here.alice, number, at=NEXT + timedelta(days=number))
    with django_assert_num_queries(1):
        queries.policy_values(community=here.community, defaults=ALL, at=NEXT + timedelta(days=9))
