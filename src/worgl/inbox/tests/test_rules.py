"""When digests come, and how long a try waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from worgl.inbox.rules import ATTEMPTS_MAX, Email, next_digest, period_of, wait_after

ZONES = ("UTC", "Europe/Vienna", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca")
MOMENTS = st.integers(1_704_067_200, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(
    now=MOMENTS,
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    email=st.sampled_from([Email.DAILY, Email.WEEKLY]),
)
def test_a_digest_comes_after_now_within_its_period(now: datetime, zone: str, hour: int, email: Email) -> None:
    at = next_digest(email, zone=zone, hour=hour, now=now)
    assert now < at <= now + timedelta(days=1 if email is Email.DAILY else 7, hours=2)
    local = at.astimezone(ZoneInfo(zone))
    # An hour that a clock change leaves out comes an hour later.
    assert local.hour in {hour, (hour + 1) % 24}
    assert email is Email.DAILY or local.weekday() == 0


@given(now=MOMENTS, zone=st.sampled_from(ZONES), hour=st.integers(0, 23))
def test_two_moments_before_the_same_digest_give_it_one_name(now: datetime, zone: str, hour: int) -> None:
    at = next_digest(Email.DAILY, zone=zone, hour=hour, now=now)
    just_before = next_digest(Email.DAILY, zone=zone, hour=hour, now=at - timedelta(seconds=1))
    following = next_digest(Email.DAILY, zone=zone, hour=hour, now=at)
    assert period_of(Email.DAILY, at) == period_of(Email.DAILY, just_before) != period_of(Email.DAILY, following)


def test_a_try_waits_longer_each_time_and_never_longer_than_six_hours() -> None:
    waits = [wait_after(tries) for tries in range(1, ATTEMPTS_MAX + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == wait_after(1_000) == timedelta(hours=6)
