"""The health of the money: every day is written once, from counted transfers alone, and says what the books say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities import commands as communities
from worgl.core import jobs
from worgl.currency import commands, queries
from worgl.currency.errors import NotYours
from worgl.currency.models import DayHealth
from worgl.currency.rules import TownHealth, velocity_tenths
from worgl.currency.rules.figures import gini_ppm
from worgl.currency.rules.health import bands_of
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key

DAY = timedelta(days=1)


@given(st.lists(st.integers(-10_000, 10_000_000), max_size=60))
def test_every_member_stands_in_exactly_one_band(balances: list[int]) -> None:
    bands = bands_of(balances)
    assert sum(band.members for band in bands) == len(balances)
    for band in bands:
        low, high = band.low_minor, band.high_minor
        inside = [own for own in balances if (low is None or own >= low) and (high is None or own < high)]
        assert len(inside) == band.members


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=90))
def test_the_velocity_of_an_even_trade_is_even(volumes: list[int]) -> None:
    even = velocity_tenths([100] * len(volumes), [36_500] * len(volumes))
    assert set(even) == {10}
    assert velocity_tenths(volumes, [0] * len(volumes)) == [0] * len(volumes)


def lived(town: Town) -> None:
    """Give Bob and Carla coins, let Bob pay Carla on the third and Carla give to the commons on the fifth day."""
    town.issue("Bob", 9_000)
    town.issue("Carla", 1_000)
    town.pay("Bob", "Carla", 2_000, now=FOUNDED + 2 * DAY)
    commands.give_to_commons(actor=town["Carla"], amount_minor=500, key=key(), now=FOUNDED + 4 * DAY)


def health(town: Town, now: datetime, *, days: int = 90) -> TownHealth:
    return queries.town_health(community=town.community, viewer=town.alice, days=days, now=now)


def test_each_day_says_what_the_books_say_at_its_end(db: None) -> None:
    town = a_town("Bob", "Carla")
    lived(town)
    commands.update_figures(community=town.community)
    states = {state.day.day: state for state in health(town, FOUNDED + 4 * DAY).states}
    assert list(states) == [10, 11, 12, 13, 14]
    assert states[10].gini_ppm == gini_ppm([9_000, 1_000])
    assert states[14].gini_ppm == gini_ppm([7_000, 2_500])
    assert [states[day].active for day in (10, 11, 12, 14)] == [0, 0, 2, 2]
    # Bob has paid; Carla, who holds 3,000 of 10,000, never paid anybody.
    assert [states[day].idle_ppm for day in (11, 12)] == [1_000_000, 300_000]
    assert (states[14].commons_in_minor, states[14].commons_out_minor, states[14].commons_minor) == (500, 0, 500)
    assert sum(band.members for band in states[14].bands) == states[14].members == 2


def test_counting_in_steps_gives_the_same_days_as_counting_at_once(db: None) -> None:
    at_once, in_steps = a_town("Bob", "Carla"), a_town("Bob", "Carla", slug="birchford")
    lived(at_once)
    commands.update_figures(community=at_once.community)
    town = in_steps
    for name, minor in (("Bob", 9_000), ("Carla", 1_000)):
        town.issue(name, minor)
        commands.update_figures(community=town.community)
    town.pay("Bob", "Carla", 2_000, now=FOUNDED + 2 * DAY)
    commands.update_figures(community=town.community)
    commands.close_days(community=town.community, now=FOUNDED + 3 * DAY)
    commands.give_to_commons(actor=town["Carla"], amount_minor=500, key=key(), now=FOUNDED + 4 * DAY)
    commands.update_figures(community=town.community)
    columns = ("day", "members", "active", "gini_ppm", "idle_ppm", "commons_minor", "commons_in_minor", "bands")
    rows = [
        list(DayHealth.objects.filter(community_id=one.community).order_by("day").values_list(*columns))
        for one in (at_once, in_steps)
    ]
    assert rows[0] == rows[1]


def test_who_stops_trading_is_active_no_more_after_thirty_days_though_nothing_is_booked(db: None) -> None:
    town = a_town("Bob", "Carla")
    lived(town)
    later = FOUNDED + 40 * DAY
    jobs.run_due(now=later)
    jobs.run_due(now=later)
    states = {state.day: state for state in health(town, later).states}
    assert states[date(2025, 2, 10)].active == 2
    assert states[date(2025, 2, 11)].active == 0
    assert states[date(2025, 2, 19)].idle_ppm == 1_000_000


def test_a_member_who_left_is_not_among_those_who_hold_nothing(db: None) -> None:
    town = a_town("Bob", "Carla")
    lived(town)
    commands.leave_town(actor=town["Bob"], rest_minor=7_000, key=key(), now=FOUNDED + 5 * DAY)
    commands.update_figures(community=town.community)
    assert [state.members for state in health(town, FOUNDED + 5 * DAY).states][-2:] == [2, 1]


def test_administrators_and_treasurers_see_the_health_and_others_do_not(db: None) -> None:
    town = a_town("Bob")
    elsewhere = a_town(slug="birchford")
    for viewer in (town["Bob"], elsewhere.alice):
        with pytest.raises(NotYours):
            queries.town_health(community=town.community, viewer=viewer, days=90, now=FOUNDED)
    assert health(town, FOUNDED).states == ()


def test_a_town_without_a_transfer_is_not_counted_again_and_again(db: None) -> None:
    town = a_town("Bob")
    communities.suspend(actor=town.alice, member=town["Bob"], reason="", key=key(), now=FOUNDED)
    for hour in range(30):
        jobs.run_due(now=datetime(2025, 1, 12, tzinfo=UTC) + timedelta(hours=hour))
    assert not jobs.recent(kind="currency.figures")
