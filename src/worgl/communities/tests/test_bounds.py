"""Every bound of the communities, met at its edge: the last that fits is taken, the next is refused by name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from worgl.communities import commands, notices, queries
from worgl.communities.commands import importing, staffing
from worgl.communities.commands.inputs import NUMBER_MAX
from worgl.communities.errors import TooManyMembers, TooManyStaff
from worgl.communities.queries.notices import _SHOWN_MAX
from worgl.communities.rules import (
    ABOUT_MAX,
    AHEAD_DAYS_MAX,
    IMPORT_MAX,
    NOTICE_SHOWN_DAYS_MAX,
    AuditFilter,
    Capacity,
    MemberId,
    MemberSpec,
    MemberState,
)
from worgl.communities.rules.founding import WORD_MAX
from worgl.communities.tests.builders import Town, fresh_key, town
from worgl.communities.views import members as members_page
from worgl.core import jobs
from worgl.core.errors import InvalidInput, Refusal
from worgl.core.limits import MEMBERS_MAX
from worgl.core.parameters import Parameter
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW
from worgl.inbox.queries import notices as told

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
RATE = Parameter("levy_rate", "ppm", 5_000, minimum=0, maximum=100_000, sentence="What fades.")


@pytest.fixture
def here(db: None) -> Town:
    """Open a town of Alice, Bob and Charlie."""
    return town()


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def shop_of(here: Town) -> MemberId:
    shop = commands.open_shop(actor=here.bob, name="Bakery", key=fresh_key(), now=NOW)
    if queries.member(shop).state is MemberState.APPLIED:
        commands.approve(actor=here.alice, member=shop, key=fresh_key(), now=NOW)
    return shop


def tell(here: Town, *, title: str = "Fair", body: str = "", days: int = 7) -> None:
    commands.publish_notice(actor=here.alice, title=title, body=body, days=days, key=fresh_key(), now=NOW)


def signed_in(person: PersonId) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person))
    return client


def test_people_who_act_for_a_shop_have_a_most(here: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(staffing, "STAFF_MAX", 1)
    shop = shop_of(here)

    def name() -> None:
        commands.name_staff(
            actor=here.bob, shop=shop, member=here.alice, capacity=Capacity.TILL, key=fresh_key(), now=NOW
        )

    refused(TooManyStaff, name)


def test_a_community_takes_no_more_members_than_its_tables_are_made_for(here: Town, monkeypatch: Patch) -> None:
    assert MEMBERS_MAX >= IMPORT_MAX
    monkeypatch.setattr(importing, "MEMBERS_MAX", 3)
    commands.add_members(community=here.community, specs=[MemberSpec(name="Carla")], now=NOW)
    more = [MemberSpec(name="Dora")]
    refused(TooManyMembers, lambda: commands.add_members(community=here.community, specs=more, now=NOW))


def test_a_call_that_adds_more_members_than_one_may_is_a_bug(here: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(importing, "IMPORT_MAX", 1)
    with pytest.raises(AssertionError):
        commands.add_members(community=here.community, specs=[MemberSpec(name="A"), MemberSpec(name="B")], now=NOW)


def test_what_a_member_says_of_themselves_fits_a_line(here: Town) -> None:
    def say(text: str) -> None:
        commands.describe_member(actor=here.bob, about=text, key=fresh_key(), now=NOW)

    say("x" * ABOUT_MAX)
    refused(InvalidInput, lambda: say("x" * (ABOUT_MAX + 1)), field="about")


def test_an_announcement_keeps_its_bounds(here: Town) -> None:
    tell(here, days=NOTICE_SHOWN_DAYS_MAX)
    refused(InvalidInput, lambda: tell(here, days=NOTICE_SHOWN_DAYS_MAX + 1), field="days")


def test_a_member_sees_the_newest_announcements_only(here: Town) -> None:
    for number in range(_SHOWN_MAX + 1):
        tell(here, title=f"Fair {number}")
    shown = queries.notices_for(queries.member(here.bob), now=NOW)
    assert [one.title for one in shown] == [f"Fair {number}" for number in range(_SHOWN_MAX, 0, -1)]


def test_a_long_announcement_is_told_by_its_beginning(here: Town) -> None:
    tell(here, body="x" * (notices.membership.ANNOUNCED_MAX + 1))
    jobs.run_due(now=NOW)
    (latest,) = [one for one in told(person=here.bob_person, limit=5).items if "Fair" in one.sentence]
    assert latest.note == "x" * notices.membership.ANNOUNCED_MAX


def test_a_rule_is_announced_within_two_years(here: Town) -> None:
    def announce(days: int) -> None:
        commands.announce_policy(
            actor=here.alice,
            parameter=RATE,
            value=20_000,
            applies_from=NOW + timedelta(days=days),
            key=fresh_key(),
            now=NOW,
        )

    announce(AHEAD_DAYS_MAX)
    refused(InvalidInput, lambda: announce(AHEAD_DAYS_MAX + 1), field="applies_from")


def test_a_towns_own_words_are_short(here: Town) -> None:
    def call(word: str) -> None:
        commands.rename_words(actor=here.alice, words={"community": word}, key=fresh_key(), now=NOW)

    call("x" * WORD_MAX)
    refused(InvalidInput, lambda: call("x" * (WORD_MAX + 1)), field="community")


def test_the_records_table_ends_with_the_newest_acts_that_fit(here: Town, monkeypatch: Patch) -> None:
    # The package offers a function of the same name, so the module is asked for itself.
    monkeypatch.setattr(sys.modules["worgl.communities.queries.audit"], "ACTS_MAX", 1)
    tell(here, title="First")
    tell(here, title="Second")
    rows = list(queries.whole_audit_log(community=here.community, viewer=here.alice, asked=AuditFilter()))
    assert [row.sentence for row in rows] == ["Told all members: Second"]


def test_a_search_for_members_reads_no_more_than_fits(here: Town) -> None:
    member_page = reverse("communities:members", args=[here.slug])
    text = "bob" + " " * (members_page.SEARCH_MAX - 3) + "nobody"
    assert "Bob" in signed_in(here.bob_person).get(member_page, {"q": text}).content.decode()


def test_numbers_a_program_sends_are_bounded_above_what_any_setting_takes() -> None:
    assert max(NOTICE_SHOWN_DAYS_MAX, AHEAD_DAYS_MAX) < NUMBER_MAX
