from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities.errors import InvalidPolicy
from worgl.communities.rules import (
    CAP_MAX,
    CAP_MIN,
    INVITATION_DAYS_MAX,
    INVITATION_USES_MAX,
    REASON_MAX,
    WORDS,
    CommunityId,
    Member,
    MemberId,
    MemberKind,
    MemberState,
    Role,
    check_cap,
    check_decimal_mark,
    check_invitation,
    check_reason,
    check_slug,
    check_value,
    check_words,
    check_zone,
    earliest,
    earliest_day,
    slug_for,
    token_hash,
    words_of,
)
from worgl.core.errors import InvalidInput
from worgl.core.money import PPM
from worgl.core.parameters import Parameter

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RATE = Parameter("levy_rate", "ppm", 0, minimum=0, maximum=100_000)
PERIOD = Parameter("levy_period", "choice", "month", choices=dict.fromkeys(("day", "week", "month"), ""))
SPLIT = Parameter("levy_split", "split", {"commons": PPM}, choices={"burn": "", "commons": ""})
MOTTO = Parameter("motto", "text", "", maximum=20)


@pytest.mark.parametrize("slug", ["alderbrook", "alder-brook", "a1b", "3000", "x" * 40])
def test_addresses_have_small_letters_digits_and_inner_dashes(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "ab",
        "x" * 41,
        "-alder",
        "alder-",
        "al--der",
        "alder brook",
        "älder",
        "alder_brook",
        "alder/..",
        "admin",
        "API",
    ],
)
def test_other_and_reserved_addresses_are_refused(slug: str) -> None:
    with pytest.raises(InvalidInput):
        check_slug(slug)


@given(st.text(max_size=60))
def test_a_proposed_address_is_valid_or_empty(name: str) -> None:
    proposed = slug_for(name)
    assert proposed == "" or check_slug(proposed) == proposed


@pytest.mark.parametrize("zone", ["Europe/Vienna", "UTC", "America/Argentina/Buenos_Aires"])
def test_zones_of_the_iana_database_are_valid(zone: str) -> None:
    assert check_zone(zone) == zone


@pytest.mark.parametrize(
    "zone", ["", "Vienna", "Europe/Woergl", "../../etc/passwd", "localtime", "europe/vienna", "+01:00"]
)
def test_other_zones_are_refused(zone: str) -> None:
    with pytest.raises(InvalidInput):
        check_zone(zone)


def test_the_decimal_mark_is_a_point_or_a_comma() -> None:
    assert [check_decimal_mark(mark) for mark in ".,"] == [".", ","]
    for mark in ("", ";", ".,"):
        with pytest.raises(InvalidInput):
            check_decimal_mark(mark)


@pytest.mark.parametrize(
    ("cap", "seats", "fits"),
    [
        (CAP_MIN, 1, True),
        (CAP_MIN - 1, 1, False),
        (CAP_MAX, 1, True),
        (CAP_MAX + 1, 1, False),
        (40, 40, True),
        (39, 40, False),
        (17_512, 17_512, True),
        (17_513, 17_512, False),
    ],
)
def test_a_cap_keeps_who_is_there_and_the_bound(cap: int, seats: int, fits: bool) -> None:
    if fits:
        assert check_cap(cap, seats=seats) == cap
    else:
        with pytest.raises(InvalidInput):
            check_cap(cap, seats=seats)


def test_a_community_has_its_own_words_or_the_usual_ones() -> None:
    own = check_words({"commons": " village  chest ", "member": " "})
    assert own == {"commons": "village chest"}
    assert words_of(own)["commons"] == "village chest"
    assert words_of(own)["member"] == "member"
    assert words_of({}).keys() == WORDS.keys()
    for wrong in ({"password": "x"}, {"commons": "x" * 31}, {"commons": "\u202e"}):
        with pytest.raises(InvalidInput):
            check_words(wrong)


@pytest.mark.parametrize(
    ("uses", "days", "fits"),
    [
        (1, 1, True),
        (INVITATION_USES_MAX, INVITATION_DAYS_MAX, True),
        (0, 1, False),
        (1, 0, False),
        (-1, 5, False),
        (INVITATION_USES_MAX + 1, 1, False),
        (1, INVITATION_DAYS_MAX + 1, False),
    ],
)
def test_invitations_have_limits(uses: int, days: int, fits: bool) -> None:
    if fits:
        check_invitation(uses=uses, days=days)
    else:
        with pytest.raises(InvalidInput):
            check_invitation(uses=uses, days=days)


def test_a_token_is_kept_as_a_sha256_hash() -> None:
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_reasons_are_short() -> None:
    assert check_reason("  paid\n late ") == "paid late"
    with pytest.raises(InvalidInput):
        check_reason("x" * (REASON_MAX + 1))


def _member(state: MemberState, roles: frozenset[Role]) -> Member:
    return Member(
        id=MemberId(UUID(int=25)),
        community=CommunityId(UUID(int=1)),
        person=None,
        name="Mira Novak",
        code="00000000",
        kind=MemberKind.PERSON,
        state=state,
        roles=roles,
        joined_at=NOW,
    )


def test_only_active_members_act_in_their_roles() -> None:
    both = frozenset(Role)
    active = _member(MemberState.ACTIVE, both)
    assert (active.is_active, active.is_admin, active.is_treasurer) == (True, True, True)
    assert not _member(MemberState.ACTIVE, frozenset()).is_admin
    for state in set(MemberState) - {MemberState.ACTIVE}:
        other = _member(state, both)
        assert (other.is_active, other.is_admin, other.is_treasurer) == (False, False, False)


def test_a_member_has_a_colour_of_their_own() -> None:
    assert _member(MemberState.ACTIVE, frozenset()).hue == 1


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (RATE, 0),
        (RATE, 100_000),
        (PERIOD, "week"),
        (SPLIT, {"burn": 250_000, "commons": 750_000}),
        (MOTTO, "Work first"),
    ],
)
def test_fitting_values_are_taken(parameter: Parameter, value: object) -> None:
    assert check_value(parameter, value) == value


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (RATE, -1),
        (RATE, 100_001),
        (RATE, "10000"),
        (RATE, True),
        (RATE, 1.5),
        (RATE, None),
        (PERIOD, "year"),
        (PERIOD, 1),
        (PERIOD, ["day"]),
        (SPLIT, {}),
        (SPLIT, 1),
        (SPLIT, {"commons": PPM - 1}),
        (SPLIT, {"commons": PPM + 1, "burn": -1}),
        (SPLIT, {"mayor": PPM}),
        (SPLIT, {"commons": True}),
        (MOTTO, 1),
        (MOTTO, "x" * 21),
        (MOTTO, "\u202eevil"),
    ],
)
def test_other_values_are_refused(parameter: Parameter, value: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_value(parameter, value)
    assert refusal.value.fields["field"] == parameter.name
    if parameter is not MOTTO:
        assert isinstance(refusal.value, InvalidPolicy)


def test_a_split_names_every_receiver() -> None:
    assert check_value(SPLIT, {"burn": PPM}) == {"burn": PPM, "commons": 0}


def test_a_change_is_announced_a_period_ahead_unless_immediate() -> None:
    assert earliest(RATE, now=NOW) == NOW + timedelta(days=31)
    assert earliest(dataclasses.replace(RATE, immediate=True), now=NOW) == NOW


def test_the_earliest_day_begins_after_the_notice() -> None:
    assert earliest_day(RATE, zone="Europe/Vienna", now=NOW) == date(2026, 4, 3)
    # Midnight in Vienna is 23:00 UTC the day before in winter, 22:00 in summer.
    assert earliest_day(RATE, zone="Europe/Vienna", now=datetime(2026, 1, 1, 23, tzinfo=UTC)) == date(2026, 2, 2)
    assert earliest_day(dataclasses.replace(RATE, immediate=True), zone="UTC", now=NOW) == date(2026, 3, 2)
