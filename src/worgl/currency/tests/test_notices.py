"""What members are told about the money itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from worgl.communities.queries import member
from worgl.core import jobs
from worgl.core.domains import parameters
from worgl.currency import commands
from worgl.currency.tests.builders import FOUNDED, Town, a_town
from worgl.inbox.queries import notices

pytestmark = pytest.mark.django_db
EVE = datetime(2025, 1, 29, 5, 0, tzinfo=UTC)
"""Three days before the first levy, early in the morning."""
MORNING = datetime(2025, 1, 29, 8, 0, tzinfo=UTC)
LEVY = datetime(2025, 2, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def town(db: None) -> Town:
    made = a_town("Bob", "Carol")
    made.issue("Bob", 34_250)
    return made


def told(town: Town, name: str, *, kind: str) -> list[str]:
    own = member(town[name]).person
    assert own is not None
    return [notice.sentence for notice in reversed(notices(person=own).items) if notice.kind.key == kind]


def pass_days(until: datetime) -> None:
    """Let the worker run once a day, as it does at least."""
    now = FOUNDED
    while now < until:
        jobs.run_due(now=now)
        now += timedelta(days=1)
    jobs.run_due(now=until)


def test_a_member_is_reminded_in_the_morning_three_days_before(town: Town) -> None:
    pass_days(EVE)
    assert told(town, "Bob", kind="currency.levy_soon") == []
    jobs.run_due(now=MORNING)
    reminded = [
        "On 1 February 2025 3.42 alder of what you hold will fade. What you spend before does not fade for you."
    ]
    assert told(town, "Bob", kind="currency.levy_soon") == reminded
    jobs.run_due(now=MORNING + timedelta(days=1))
    assert told(town, "Bob", kind="currency.levy_soon") == reminded
    assert told(town, "Carol", kind="currency.levy_soon") == [], "who has nothing loses nothing"


def test_what_a_levy_took_is_told_to_whom_it_took_from(town: Town) -> None:
    pass_days(LEVY)
    jobs.run_due(now=LEVY)
    assert told(town, "Bob", kind="currency.levy_taken") == [
        "On 1 February 2025 3.42 alder of what you held has faded."
    ]
    assert told(town, "Carol", kind="currency.levy_taken") == []


def test_a_worker_that_slept_past_the_levy_reminds_nobody(town: Town) -> None:
    pass_days(EVE - timedelta(days=1))
    jobs.run_due(now=LEVY)
    jobs.run_due(now=LEVY + timedelta(hours=5))
    assert told(town, "Bob", kind="currency.levy_soon") == []


def test_a_grant_is_told_with_its_reason(town: Town) -> None:
    jobs.run_due(now=FOUNDED)
    assert told(town, "Bob", kind="currency.granted") == ["Alderbrook gave you 342.50 alder."]
    own = member(town["Bob"]).person
    assert own is not None
    assert notices(person=own).items[0].note == "to begin with"


def test_what_lies_long_ago_is_no_news(town: Town) -> None:
    commands.run_levy(community=town.community, on=LEVY.date(), now=LEVY)
    jobs.run_due(now=LEVY + timedelta(days=40))
    assert told(town, "Bob", kind="currency.granted") == []
    assert told(town, "Bob", kind="currency.levy_taken") == []


def test_a_changed_rule_is_told_to_every_member_with_its_day(town: Town) -> None:
    jobs.run_due(now=FOUNDED)
    town.announce("levy_rate", 20_000, applies_from=datetime(2025, 2, 28, 23, 0, tzinfo=UTC), now=FOUNDED)
    jobs.run_due(now=FOUNDED)
    for name in ("Alice", "Bob", "Carol"):
        (sentence,) = told(town, name, kind="currency.rule")
        assert sentence.startswith("This rule has another value in Alderbrook from 1 March 2025 on: ")
        assert len(sentence) > 90


def test_a_rule_of_any_domain_is_told_when_it_changes(town: Town) -> None:
    jobs.run_due(now=FOUNDED)
    for place, parameter in enumerate(parameters().values()):
        value = parameter.default if parameter.kind != "int" else parameter.maximum
        town.announce(parameter.name, value, applies_from=FOUNDED + timedelta(days=40 + place), now=FOUNDED)
    jobs.run_due(now=FOUNDED)
    bob = member(town["Bob"]).person
    assert bob is not None
    told_of = [one.sentence for one in notices(person=bob, limit=100).items if one.kind.key == "currency.rule"]
    assert len(told_of) == len(parameters())
    assert any("can give it back" in one for one in told_of)


def test_a_large_town_is_told_by_pages_each_once(db: None) -> None:
    names = [f"Member{number}" for number in range(450)]
    town = a_town(*names)
    town.announce("levy_rate", 20_000, applies_from=datetime(2025, 2, 28, 23, 0, tzinfo=UTC), now=FOUNDED)
    jobs.run_due(now=FOUNDED)
    assert [len(told(town, name, kind="currency.rule")) for name in ("Alice", *names)] == [1] * 451
