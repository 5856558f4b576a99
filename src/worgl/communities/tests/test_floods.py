"""What one member has others told again and again is bounded, also when it is taken back in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities import commands
from worgl.communities.errors import AnnouncedOften, JoinedOften, NamedAgain, NamedOften
from worgl.communities.rules import Capacity, MemberId
from worgl.communities.tests import builders
from worgl.communities.tests.builders import Town, fresh_key, invitation
from worgl.communities.tests.test_staff import a_shop, name_staff
from worgl.core import jobs
from worgl.core.limits import ANNOUNCEMENTS, JOININGS, LETTERS_OF_A_KIND, STAFF_NAMINGS, STAFF_NAMINGS_OF_ONE, Rate
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.tests.builders import queued

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here(db: None) -> Town:
    """Open a town of Alice, Bob and Charlie."""
    return builders.town()


def name_and_end(here: Town, shop: MemberId) -> None:
    named = name_staff(here.bob, shop, here.alice)
    commands.end_staff(actor=here.bob, staff=named.id, key=fresh_key(), now=NOW)


def test_somebody_is_named_for_a_shop_a_few_times_a_day_and_no_more(here: Town) -> None:
    shop = a_shop(here)
    for _time in range(STAFF_NAMINGS_OF_ONE.most):
        name_and_end(here, shop)
    with pytest.raises(NamedAgain, match=str(STAFF_NAMINGS_OF_ONE.most)) as refused:
        name_and_end(here, shop)
    assert "Please try again tomorrow" in str(refused.value)
    commands.name_staff(
        actor=here.bob, shop=shop, member=here.alice, capacity=Capacity.TILL, key=fresh_key(), now=NOW + DAY
    )


def test_a_keeper_names_so_many_a_day(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    shop, few = a_shop(here), Rate(STAFF_NAMINGS.name, 2, STAFF_NAMINGS.span_s)
    monkeypatch.setattr("worgl.communities.commands.staffing.STAFF_NAMINGS", few)
    for _time in range(2):
        name_and_end(here, shop)
    with pytest.raises(NamedOften, match="named people for shops 2 times today"):
        name_and_end(here, shop)


def test_what_an_administrator_wishes_and_takes_back_counts_as_well(here: Town) -> None:
    shop = a_shop(here)
    carla = builders.join(invitation(here.alice, uses=1), person("Carla"), name="Carla")
    for _time in range(STAFF_NAMINGS_OF_ONE.most):
        wish = name_staff(here.alice, shop, carla)
        assert wish.waits
        commands.refuse_staff(actor=here.alice, wish=wish.id, key=fresh_key(), now=NOW)
    with pytest.raises(NamedAgain):
        name_staff(here.alice, shop, carla)


def test_who_asks_to_join_and_takes_it_back_has_the_officers_told_a_few_times(here: Town) -> None:
    link, dora = invitation(here.bob, uses=20), person("Dora")
    own = builders.join(link, dora, name="Dora")
    for _time in range(JOININGS.most - 1):
        commands.leave(actor=own, key=fresh_key(), now=NOW)
        assert builders.join(link, dora, name="Dora") == own
    commands.leave(actor=own, key=fresh_key(), now=NOW)
    with pytest.raises(JoinedOften, match=f"asked to join {JOININGS.most} times today"):
        builders.join(link, dora, name="Dora")
    builders.join(link, person("Emil"), name="Emil")
    assert builders.join(link, dora, name="Dora", now=NOW + DAY) == own


def test_a_hundred_who_ask_to_join_fill_no_officers_mailbox(here: Town) -> None:
    link = invitation(here.bob, uses=50)
    for number in range(3 * LETTERS_OF_A_KIND.most):
        builders.join(link, person(f"Dora {number}"), name="Dora")
    jobs.run_due(now=NOW)
    assert queued(here.alice_person, kind="communities.waiting")["email"] == LETTERS_OF_A_KIND.most


def test_so_much_is_announced_a_day_and_no_more(here: Town) -> None:
    def announce() -> None:
        notice = commands.publish_notice(actor=here.alice, title="Market", body="", days=1, key=fresh_key(), now=NOW)
        commands.withdraw_notice(actor=here.alice, notice=notice, key=fresh_key(), now=NOW)

    for _time in range(ANNOUNCEMENTS.most):
        announce()
    with pytest.raises(AnnouncedOften, match=f"{ANNOUNCEMENTS.most} things were announced today"):
        announce()
