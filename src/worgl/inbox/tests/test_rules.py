"""When digests come, how long a try waits, and where push messages may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.inbox.rules import ATTEMPTS_MAX, Email, next_digest, period_of, wait_after
from worgl.inbox.rules.addresses import is_public, is_public_endpoint

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


PLACES = """
https://push.example.org/abc          yes
https://push.example.org:8443/a?b=c   yes
https://8.8.8.8/x                     yes
http://push.example.org/abc           no
https://localhost/x                   no
https://intranet/x                    no
https://printer.local/x               no
https://db.internal/x                 no
https://127.0.0.1/x                   no
https://10.1.2.3/x                    no
https://192.168.0.1/x                 no
https://169.254.169.254/latest        no
https://2130706433/x                  no
https://[::1]/x                       no
https://user:word@push.example.org/   no
https://push.example.org:99999/x      no
https:///x                            no
ftp://push.example.org/x              no
https://pusch.exämple.org/            no
"""


@pytest.mark.parametrize("row", PLACES.strip().splitlines())
def test_an_endpoint_is_a_public_https_address(row: str) -> None:
    address, verdict = row.split()
    assert is_public_endpoint(address) is (verdict == "yes")


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3", "100.64.0.1", "224.0.0.1",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "64:ff9b::a00:1", "x"],
)  # fmt: skip
def test_a_number_inside_the_house_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_a_number_of_the_open_internet_is_public(number: str) -> None:
    assert is_public(number)
